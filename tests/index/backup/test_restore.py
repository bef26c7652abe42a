"""A restore: verified before anything is written, whole or not there, and nobody who asked to be left out returns."""

import json
import shutil
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace

import pyrage
import pytest
from click.testing import CliRunner
from sqlalchemy import insert, select

from index import settings
from index.backup import restored_home
from index.backup.backup import BackupParts, make_backup
from index.backup.backup_manifest import NoBackupError, is_allowed_name, open_backup, write_manifest
from index.backup.backup_record import read_record
from index.backup.restore import NewerSchemaError, RestoreChoices, restore
from index.backup.restored_home import HomeInUseError, HomeNotEmptyError
from index.backup.stored_file import IdentityKeyError, StoredFileError, measured, read_identities, recipient
from index.corrections.case_row import get
from index.corrections.intake import take
from index.corrections.message import Wrong
from index.corrections.settling import settle
from index.corrections.suppression import suppress
from index.corrections.suppression.hiding import hide
from index.locks import FileLock
from index.published.current import NothingPublishedError
from index.published.document import provider_document
from index.published.export import ExportFormat, export_lines
from index.published.overlay import change_overlay, read_overlay
from index.published.reader import PublishedReader
from index.published.removals_copy import read_copy
from index.signing import read_keyring, revoke
from index.store import open_store
from index.store.freeze import freeze
from index.store.schema import audit, case, console_form, console_session, console_user
from pinpoint import cli
from tests.index.corrections.sent import fix, removal, send


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A second place of removals."""
    path = tmp_path / "removals.jsonl"
    monkeypatch.setenv("PINPOINT_REMOVALS_COPY", str(path))
    settings.current.cache_clear()
    return path


def restored(made, target, **choices):
    here = settings.current()
    backup = open_backup(made.folder, read_keyring(here.keys), accepted=made.key_id)
    return restore(backup, here, target, RestoreChoices(**choices))


def exported(home):
    generation = PublishedReader(home / "generations").generation()
    return list(export_lines(map(provider_document, generation.documents()), ExportFormat.JSONL, content=True))


def names(home):
    return {provider.id for provider in PublishedReader(home / "generations").generation().documents()}


def test_a_restored_home_exports_what_the_backed_up_one_did(backed_up, home, tmp_path):
    before = exported(home)
    report = restored(backed_up, tmp_path / "new")

    assert exported(tmp_path / "new") == before
    assert report.published.manifest.content_sha256 == backed_up.manifest.publication.content_sha256
    assert [day.isoformat() for day in report.uncovered] == ["2026-11-23"]
    assert not [path for path in tmp_path.iterdir() if "restoring" in path.name]


def test_nobody_is_signed_in_to_the_console_of_a_restored_home(published, store, here, place, tmp_path):
    """Whoever was signed out or disabled after the backup must not come back with an old session."""
    at = "2026-11-23T12:00:00+00:00"
    with store.write() as connection:
        user = {"name": "ida", "role": "admin", "password_hash": "x", "is_initial": False, "is_disabled": False}
        connection.execute(insert(console_user).values(**user, created_at=at, password_at=at))
        session = {"id": "1", "token_hash": "x", "user": "ida", "began_at": at, "seen_at": at, "confirmed_at": at}
        connection.execute(insert(console_session).values(session))
        connection.execute(insert(console_form).values(id="1", session="1", sent_at=at))
    restored(make_backup(here, place), tmp_path / "new")
    with closing(sqlite3.connect(tmp_path / "new" / "store.db")) as new:
        counts = {
            table: new.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("console_user", "console_session", "console_form")
        }
    assert counts == {"console_user": 1, "console_session": 0, "console_form": 0}


def test_modes_are_those_of_a_home(published, here, place, store, tmp_path, who):
    send(removal(who(3)))
    restored(make_backup(here, place), tmp_path / "new")

    home = tmp_path / "new"
    modes = {
        str(path.relative_to(home)): oct(stat.S_IMODE(path.stat().st_mode))
        for path in (home, *(home / name for name in ("store.db", "inbox", "keys", "keys/public.json", "generations")))
    } | {"message": oct(stat.S_IMODE(next((home / "inbox").iterdir()).stat().st_mode))}
    assert modes == {
        ".": "0o700",
        "store.db": "0o600",
        "inbox": "0o700",
        "keys": "0o700",
        "keys/public.json": "0o600",
        "generations": "0o755",
        "message": "0o640",
    }


def test_who_was_removed_after_the_backup_stays_away_with_the_second_place_alone(
    published, store, here, place, copy, tmp_path, who
):
    here = settings.current()
    made = make_backup(here, place)
    suppress(store, who(3), "Robin", "asked")
    hide(store, here.generations)
    change_overlay(here.generations, lambda overlay: overlay.hiding(who(5), frozenset({"phone"})))

    without, with_it = tmp_path / "without", tmp_path / "with"
    assert who(3) in (restored(made, without) and names(without))
    report = restored(made, with_it, removals=read_copy(copy))

    assert names(without) - names(with_it) == {who(3)}
    shown = PublishedReader(with_it / "generations").generation().provider(who(5))
    assert [practice.location.phone for practice in shown.practices] == [None]
    assert (report.removals.added > 2, report.removals.ended, report.uncovered) == (True, 0, ())


def test_the_overlay_outweighs_a_store_that_does_not_know_the_removal(published, here, place, tmp_path, who):
    change_overlay(here.generations, lambda overlay: overlay.suppressing(frozenset({who(7)}), frozenset()))
    made = make_backup(here, place)
    restored(made, tmp_path / "new")
    assert who(7) not in names(tmp_path / "new")


def test_a_removal_that_the_overlay_did_not_have_yet_is_carried_over_from_the_store(
    published, store, here, place, tmp_path, who
):
    suppress(store, who(3), "Robin", "asked")  # and killed before the overlay was written
    restored(make_backup(here, place), tmp_path / "new")

    assert who(3) not in names(tmp_path / "new")
    assert who(3) in read_overlay(tmp_path / "new" / "generations").suppressed


def test_a_removal_in_the_inbox_that_nobody_took_in_acts(published, here, place, tmp_path, who):
    send(removal(who(4)))
    restored(make_backup(here, place), tmp_path / "new")
    assert who(4) not in names(tmp_path / "new")


def test_what_was_shown_again_after_the_backup_is_shown(published, store, place, copy, tmp_path, monkeypatch, who):
    here = settings.current()
    taken = [send(removal(who(4))), send(fix(Wrong.PRIVATE_PHONE, who(5)))]
    take(store, here)
    made = make_backup(here, place)
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-24T12:00:00+00:00")
    for number in taken:
        settle(store, here.generations, number, "Robin", "a mistake", restore=True)

    report = restored(made, tmp_path / "new", removals=read_copy(copy))

    assert who(4) in names(tmp_path / "new")
    assert read_overlay(tmp_path / "new" / "generations").removals == type(read_copy(copy).in_force)()
    assert report.removals.ended > 1
    with open_store(f"sqlite:///{tmp_path / 'new' / 'store.db'}") as opened, opened.read() as connection:
        assert {get(connection, number).settled_by for number in taken} == {"restore"}


@pytest.mark.parametrize("name", ["store.db", "keys/public.json"])
def test_one_other_byte_is_found_before_anything_is_written(backed_up, tmp_path, name):
    path = backed_up.folder / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)

    with pytest.raises(StoredFileError, match="damaged or changed"):
        restored(backed_up, tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("change", ["missing", "longer"])
def test_a_file_that_is_missing_or_longer_is_found(backed_up, tmp_path, change):
    path = backed_up.folder / "store.db"
    path.unlink() if change == "missing" else path.write_bytes(path.read_bytes() + b"\0" * 4096)
    with pytest.raises(StoredFileError):
        restored(backed_up, tmp_path / "new")
    assert not (tmp_path / "new").exists()


PICKLED = "generations/generation-000001/index/_MAIN_1.toc"


@pytest.mark.parametrize(
    "name",
    ["../x", "/etc/x", "inbox/../../x", "inbox//x", "inbox\\x", "inbox/a\nb", "other/x", "inbox", "", PICKLED],
)
def test_a_manifest_that_leads_elsewhere_is_refused(backed_up, here, name):
    assert not is_allowed_name(name)
    files = {**backed_up.manifest.files, name: backed_up.manifest.files["store.db"]}
    write_manifest(backed_up.folder, here.keys, replace(backed_up.manifest, files=files))
    with pytest.raises(NoBackupError, match="no place in a home"):
        open_backup(backed_up.folder, read_keyring(here.keys))


@pytest.mark.parametrize("name", ["store.db", "inbox/2026-11-23.jsonl", "sources/mine/a b.yml", "archive/x/1.warc.gz"])
def test_names_of_a_home_are_allowed(name):
    assert is_allowed_name(name)


def test_a_newer_schema_is_refused(backed_up, here, tmp_path):
    write_manifest(backed_up.folder, here.keys, replace(backed_up.manifest, schema="9999", version="9.9"))
    with pytest.raises(NewerSchemaError, match=r"Pinpoint 9\.9.*newer"):
        restored(backed_up, tmp_path / "new")


def test_a_store_of_an_older_schema_is_migrated(backed_up, here, tmp_path):
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine

    from index.store.database import HEAD, MIGRATIONS

    path = backed_up.folder / "store.db"
    path.unlink()
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0012")
    engine.dispose()
    counts = dict.fromkeys(backed_up.manifest.counts, 0)
    files = {**backed_up.manifest.files, "store.db": measured(path)}
    older = replace(backed_up.manifest, schema="0012", counts=counts, files=files, publication=None)
    write_manifest(backed_up.folder, here.keys, older)

    report = restored(backed_up, tmp_path / "new")

    with closing(sqlite3.connect(tmp_path / "new" / "store.db")) as store:
        assert store.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)
    assert "pinpoint publish" in report.waits


def test_a_home_that_is_not_empty_or_in_use_is_left_alone(backed_up, here, tmp_path):
    lost = (
        r"has what is published or left out \(generations\), .*a store \(store.db\), which a restore would write over"
    )
    with pytest.raises(HomeNotEmptyError, match=lost):
        restored(backed_up, here.home)
    (here.home / "leases").mkdir()
    with FileLock(here.home / "leases" / "worker.lock"), pytest.raises(HomeInUseError, match="stop worker"):
        restored(backed_up, here.home)
    assert names(here.home)


def test_counts_logs_and_alerts_that_a_site_or_a_watch_wrote_before_are_no_home_and_stay(backed_up, home, tmp_path):
    new = tmp_path / "new"
    kept = ["metrics/101.db", "logs/run-000007.log", "alerts/book.json", "leases/sources/school.json", "worker.json"]
    for name in kept:
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        (new / name).write_text("{}")
    for lock in ("publish.lock", "generations/overlay.lock"):
        (new / lock).parent.mkdir(exist_ok=True)
        (new / lock).touch()
    restored(backed_up, new)
    assert exported(new) == exported(home)
    assert [(new / name).read_text() for name in kept] == ["{}"] * len(kept)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("inbox/2026-11-30.jsonl", r"messages \(inbox\)"),
        ("keys/public.json", r"signing keys \(keys\)"),
        ("generations/overlay.json", r"what is published or left out \(generations\)"),
        ("holiday.jpg", "holiday.jpg"),
    ],
)
def test_what_would_be_lost_is_named(backed_up, tmp_path, name, said):
    new = tmp_path / "new"
    (new / "metrics").mkdir(parents=True)
    (new / name).parent.mkdir(exist_ok=True)
    (new / name).write_text("{}")
    with pytest.raises(HomeNotEmptyError, match=f"has {said}, which"):
        restored(backed_up, new)
    assert (new / name).read_text() == "{}"


def test_a_failure_at_the_end_leaves_no_half_home(backed_up, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restored_home, "sync_tree", full)
    with pytest.raises(OSError, match="No space"):
        restored(backed_up, tmp_path / "new")
    assert {path.name for path in tmp_path.iterdir()} == {"home", "backups"}


@pytest.mark.parametrize("mounts", [["generations", "inbox"], []])
def test_where_volumes_are_mounted_the_parts_are_moved_in_and_the_store_last(
    backed_up, home, tmp_path, monkeypatch, mounts
):
    new = tmp_path / "new"
    new.mkdir()
    for name in mounts:
        (new / name).mkdir()
    before = exported(home)
    monkeypatch.setattr(restored_home.os, "access", lambda *_: False)  # nobody may write next to the home
    moved = []
    move = shutil.move
    monkeypatch.setattr(restored_home.shutil, "move", lambda one, to: (moved.append(to.name), move(one, to)))

    restored(backed_up, new)

    assert exported(new) == before
    assert moved[-1] == "store.db"
    assert not [path for path in new.iterdir() if "restoring" in path.name]


def test_a_killed_restore_leaves_no_home_and_the_next_one_clears_up(backed_up, home, tmp_path, monkeypatch):
    class KilledError(BaseException):
        pass

    def kill(_):
        raise KilledError

    with monkeypatch.context() as patched:
        patched.setattr(restored_home, "fault_point", kill)
        patched.setattr(restored_home.shutil, "rmtree", lambda *_, **__: None)  # a killed process clears nothing up
        with pytest.raises(KilledError):
            restored(backed_up, tmp_path / "new")
    assert not (tmp_path / "new").exists()
    assert len(list(tmp_path.glob(".new.restoring-*"))) == 1

    restored(backed_up, tmp_path / "new")
    assert exported(tmp_path / "new") == exported(home)
    assert not list(tmp_path.glob(".new.restoring-*"))


def test_an_encrypted_backup_needs_its_key(published, home, here, place, tmp_path):
    identity, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    made = make_backup(here, place, to=recipient(str(identity.to_public())))
    with pytest.raises(IdentityKeyError, match="--identity"):
        restored(made, tmp_path / "new")
    (tmp_path / "wrong.key").write_text(f"{other}\n")
    with pytest.raises(IdentityKeyError, match="does not open"):
        restored(made, tmp_path / "new", identities=read_identities(tmp_path / "wrong.key"))
    assert not (tmp_path / "new").exists()

    (tmp_path / "age.key").write_text(f"# created: today\n{identity}\n")
    restored(made, tmp_path / "new", identities=read_identities(tmp_path / "age.key"))
    assert exported(tmp_path / "new") == exported(home)


def test_a_home_with_the_private_key_signs_on_and_one_without_makes_its_own(published, here, place, tmp_path):
    for private in (True, False):
        made = make_backup(here, place, parts=BackupParts(private_key=private))
        restored(made, tmp_path / f"new {private}")
        new = here.model_copy(update={"home": tmp_path / f"new {private}"})
        again = make_backup(new, place)
        assert (again.key_id == made.key_id) == private
        assert made.key_id in read_keyring(new.keys)


def test_a_key_that_was_revoked_since_stays_revoked_in_the_restored_home(backed_up, here, tmp_path, monkeypatch):
    from index.signing import rotate, sign
    from index.signing.signature import Domain

    other = sign(here.keys, Domain.BACKUP, b"").key_id
    rotate(here.keys, "yearly")
    made = make_backup(here, backed_up.folder.parent)
    revoke(here.keys, other, made.manifest.moment.date(), "stolen")
    restored(made, tmp_path / "new")
    assert read_keyring(tmp_path / "new" / "keys")[other].revoked_reason == "stolen"


def test_a_frozen_home_is_restored_frozen_and_nothing_is_published(published, store, here, place, tmp_path):
    with store.write() as connection:
        freeze(connection, who="Robin", reason="looking")
    report = restored(make_backup(here, place), tmp_path / "new")

    assert "pinpoint unfreeze" in report.waits
    with pytest.raises(NothingPublishedError):
        PublishedReader(tmp_path / "new" / "generations").generation()


def test_the_command_ends_with_3_where_a_frozen_home_waits_to_be_published(published, store, here, place, tmp_path):
    with store.write() as connection:
        freeze(connection, who="Robin", reason="looking")
    made = make_backup(here, place)
    asked = ["restore", str(made.folder), "--into", str(tmp_path / "new"), "--accept-key", made.key_id]
    assert CliRunner().invoke(cli, asked).exit_code == 3


def test_the_audit_trail_says_where_the_home_came_from(backed_up, tmp_path):
    restored(backed_up, tmp_path / "new")
    with open_store(f"sqlite:///{tmp_path / 'new' / 'store.db'}") as opened, opened.read() as connection:
        row = connection.execute(select(audit).where(audit.c.action == "restore")).one()
        assert connection.execute(select(case)).all() == []
    assert (row.who, row.subject) == ("restore", "backup of 2026-11-23 12:00")
    assert row.note == f"signed by {backed_up.key_id}"


def run(*arguments):
    return CliRunner().invoke(cli, [str(one) for one in arguments])


def test_a_fresh_machine_is_shown_the_key_and_trusts_it_by_its_id(backed_up, home, tmp_path, monkeypatch):
    before = exported(home)
    shutil.rmtree(home)
    with pytest.raises(Exception, match=f"--accept-key {backed_up.key_id}") as refused:
        raise run("restore", backed_up.folder).exception
    assert "Compare this id" in str(refused.value)

    done = run("restore", backed_up.folder, "--accept-key", backed_up.key_id, "--json")

    assert done.exit_code == 0, done.output
    facts = json.loads(done.stdout)
    assert (facts["generation"], facts["providers"], facts["removals"]) == (2, 13, None)
    assert facts["uncovered_days"] == ["2026-11-23"]
    assert exported(home) == before


def test_a_second_place_that_is_set_and_missing_stops_the_restore(backed_up, home, copy):
    shutil.rmtree(home)
    done = run("restore", backed_up.folder, "--accept-key", backed_up.key_id)
    assert (done.exit_code, "mount its disk" in done.stderr, home.exists()) == (1, True, False)


def test_a_drill_leaves_the_home_as_it_is_and_is_recorded(backed_up, home, store, copy, monkeypatch, who):
    suppress(store, who(3), "Robin", "asked")
    hide(store, home / "generations")
    written, current = copy.read_bytes(), (home / "generations" / "CURRENT").read_bytes()
    with store.write() as connection:
        freeze(connection, who="Robin", reason="looking")
    made = make_backup(settings.current(), backed_up.folder.parent)
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-24T12:00:00+00:00")

    done = run("restore", "--drill", made.folder, "--json")

    assert done.exit_code == 0, done.output
    facts = json.loads(done.stdout)
    assert (facts["providers"], facts["questions"], facts["same_content"]) == (12, 12, False)
    assert copy.read_bytes() == written
    assert (home / "generations" / "CURRENT").read_bytes() == current
    assert not list(home.glob(".drill-*"))
    assert read_record(home).drill.at.isoformat() == "2026-11-24T12:00:00+00:00"
    assert read_record(home).backup.folder == str(made.folder)


def test_a_drill_of_a_damaged_backup_is_not_recorded(backed_up, home):
    (backed_up.folder / "store.db").write_bytes(b"")
    assert run("restore", "--drill", backed_up.folder).exit_code == 1
    assert read_record(home).drill is None
