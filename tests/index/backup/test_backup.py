"""A backup: whole or not there, of one moment, private, signed; encrypted where asked; only whole ones are pruned."""

import errno
import io
import json
import shutil
import sqlite3
import stat
from contextlib import closing

import pyrage
import pytest
from click.testing import CliRunner

from index import settings
from index.backup import backup, store_copy, stored_file
from index.backup.backup import BackupParts, BackupPlaceError, BackupRunningError, make_backup
from index.backup.backup_manifest import MANIFEST, SIGNATURE, NoBackupError, UnknownSignerError, open_backup
from index.backup.backup_record import read_record
from index.backup.old_backups import prune_backups, whole_backups
from index.backup.store_copy import StoreNotCopiedError, copy_store
from index.backup.stored_file import RecipientKeyError, StoredFileError, check_stored, recipient
from index.corrections.suppression import suppress
from index.corrections.suppression.hiding import hide
from index.doctor.finding import NotWellError, TroubleKind
from index.doctor.safety_checks import backup as check
from index.locks import FileLock
from index.published.removals_copy import RemovalsCopy, read_copy
from index.signing import SignatureError, read_keyring, revoke
from pinpoint import cli


def at(monkeypatch, text):
    monkeypatch.setenv("PINPOINT_NOW", f"2026-{text}T12:00:00+00:00")


def test_a_backup_has_what_a_home_needs_and_says_what_it_has_not(published, store, here, place, who):
    here.inbox.mkdir()
    (here.inbox / "2026-11-23.jsonl").write_text("\n{}\n\n{half")
    (here.own_sources / "mine").mkdir(parents=True)
    (here.own_sources / "mine" / "source.yml").write_text("id: mine\n")
    here.own_state_rules.write_text("rules\n")
    suppress(store, who(3), "Robin", "asked")
    hide(store, here.generations)

    made = make_backup(here, place)

    found = {path.relative_to(made.folder).as_posix() for path in made.folder.rglob("*") if path.is_file()}
    named = {
        "store.db",
        "overlay.json",
        "inbox/2026-11-23.jsonl",
        "sources/mine/source.yml",
        "state_rules.csv",
        "keys/public.json",
    }
    assert set(made.manifest.files) == named
    assert found == named | {MANIFEST, SIGNATURE}
    assert (made.folder / "inbox" / "2026-11-23.jsonl").read_text() == "\n{}\n\n"
    assert made.manifest.counts == {
        "sources": 1,
        "runs": 0,
        "listings": 13,
        "providers": 26,
        "memberships": 13,
        "decisions": 0,
        "cases": 0,
        "corrections": 0,
        "removals": 1,
        "audit": 1,
    }
    assert made.manifest.publication.generation == 1
    assert made.folder.name == "pinpoint-20261123T120000Z"
    assert "archive: pages cannot be replayed" in made.manifest.leaves_out
    for name, file in made.manifest.files.items():
        check_stored(made.folder / name, file)


def test_the_second_place_of_removals_begins_with_the_first_backup_so_that_a_drill_finds_it(published, here, place):
    second = place.parent / "removals.jsonl"
    make_backup(here.model_copy(update={"removals_copy": second}), place)
    assert (second.read_bytes(), second.stat().st_mode & 0o777) == (b"", 0o600)
    assert read_copy(second) == RemovalsCopy((), 0)
    second.write_bytes(b"kept\n")
    make_backup(here.model_copy(update={"removals_copy": second}), place)
    assert second.read_bytes() == b"kept\n"


def test_a_second_place_that_is_not_mounted_stops_no_backup(published, here, place):
    made = make_backup(here.model_copy(update={"removals_copy": place.parent / "none" / "removals.jsonl"}), place)
    assert made.folder.is_dir()


def test_only_this_user_can_read_it(backed_up, place):
    modes = {stat.S_IMODE(path.stat().st_mode) for path in backed_up.folder.rglob("*") if path.is_file()}
    folders = [place, backed_up.folder, *(path for path in backed_up.folder.rglob("*") if path.is_dir())]
    assert modes == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folders} == {0o700}


def test_the_archive_the_private_key_and_the_settings_come_by_choice(published, here, place, tmp_path):
    (here.archive / "school").mkdir(parents=True)
    (here.archive / "school" / "000001.warc.gz").write_bytes(b"pages")
    (tmp_path / "pinpoint.toml").write_text("port = 8001\n")
    parts = BackupParts(archive=True, private_key=True, settings_file=tmp_path / "pinpoint.toml")

    files = make_backup(here, place, parts=parts).manifest.files

    assert {"archive/school/000001.warc.gz", "keys/signing.pem", "pinpoint.toml"} <= set(files)
    assert not {"archive/school/000001.warc.gz", "keys/signing.pem"} & set(make_backup(here, place).manifest.files)


def test_a_writer_at_every_step_neither_stops_nor_mixes_the_copy(published, here, tmp_path, monkeypatch):
    monkeypatch.setattr(store_copy, "PAGES", 4)
    source = store_copy.store_file(here)
    steps = []
    with closing(sqlite3.connect(source, isolation_level=None)) as writer:
        writer.execute("CREATE TABLE written (first INTEGER, second INTEGER)")

        def one_more():
            steps.append(len(steps))
            if len(steps) > 2000:
                raise StoreNotCopiedError("began again and again")
            writer.execute("INSERT INTO written VALUES (?, ?)", (steps[-1], steps[-1]))
            return 0.0

        monkeypatch.setattr(store_copy.time, "monotonic", one_more)
        copy_store(source, tmp_path / "copy.db", seconds=1)

    assert 10 < len(steps) < 2000
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("SELECT count(*) FROM written").fetchone() == (1,)  # before the snapshot; none of after it
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert not list(tmp_path.glob("copy.db-*"))


def test_a_copy_that_takes_too_long_leaves_no_backup(published, here, place):
    with pytest.raises(StoreNotCopiedError, match="took longer"):
        make_backup(here, place, seconds=-1)

    assert [path.name for path in place.iterdir()] == [backup.LOCK]
    assert read_record(here.home).backup is None


def test_a_damaged_store_is_not_backed_up(published, here, place, store):
    store.close()
    path = store_copy.store_file(here)
    data = bytearray(path.read_bytes())
    page = data.index(b"Averyd") // 4096 * 4096
    data[page : page + 8] = b"\xff" * 8
    path.write_bytes(data)

    with pytest.raises(StoreNotCopiedError, match="damaged"):
        make_backup(here, place)
    assert not list(place.glob("pinpoint-*"))


@pytest.mark.parametrize("point", ["backup:written", "backup:named"])
def test_a_kill_leaves_a_whole_backup_or_none_and_the_next_one_clears_up(published, here, place, monkeypatch, point):
    class KilledError(BaseException):
        pass

    def kill(name):
        if name == point:
            raise KilledError

    with monkeypatch.context() as patched:
        patched.setattr(backup, "fault_point", kill)
        patched.setattr(backup.shutil, "rmtree", lambda *_, **__: None)  # a killed process clears nothing up
        with pytest.raises(KilledError):
            make_backup(here, place)
    left = whole_backups(place, read_keyring(here.keys))
    assert len(left) == (point == "backup:named")

    make_backup(here, place)
    assert not list(place.glob(".building-*"))
    assert len(whole_backups(place, read_keyring(here.keys))) == len(left) + 1


def test_an_encrypted_backup_has_no_plain_byte_of_a_person(published, here, place):
    identity = pyrage.x25519.Identity.generate()
    made = make_backup(here, place, to=recipient(str(identity.to_public())))

    stored = {path.name: path.read_bytes() for path in made.folder.rglob("*") if path.is_file()}
    assert {"store.db.age", "public.json.age"} <= set(stored)
    assert not [name for name, data in stored.items() if b"Avery" in data or b"SQLite format" in data]
    plain = pyrage.decrypt(stored["store.db.age"], [identity])
    assert b"Avery" in plain
    assert len(plain) == made.manifest.files["store.db"].size
    assert not list(here.home.glob(".backup-*"))
    assert made.manifest.encrypted_to == str(identity.to_public())


def test_a_key_to_encrypt_to_that_is_none_is_refused():
    with pytest.raises(RecipientKeyError, match="age1"):
        recipient("age1none")


@pytest.mark.parametrize("inside", ["", "backups"])
def test_a_backup_in_the_home_would_be_lost_with_it(published, here, inside):
    with pytest.raises(BackupPlaceError, match="on another disk"):
        make_backup(here, here.home / inside)


def test_a_folder_above_that_is_missing_may_be_a_disk_that_is_not_mounted(published, here, tmp_path):
    with pytest.raises(BackupPlaceError, match="mounted"):
        make_backup(here, tmp_path / "none" / "backups")


def test_one_backup_at_a_time(published, here, place):
    place.mkdir()
    with FileLock(place / backup.LOCK), pytest.raises(BackupRunningError, match="under way"):
        make_backup(here, place)


def test_a_changed_manifest_is_refused(backed_up, here):
    path = backed_up.folder / MANIFEST
    path.write_bytes(path.read_bytes().replace(b'"listings":13', b'"listings":12'))

    with pytest.raises(SignatureError, match="does not belong to this backup"):
        open_backup(backed_up.folder, read_keyring(here.keys))


@pytest.mark.parametrize("name", [MANIFEST, SIGNATURE])
def test_a_folder_without_its_manifest_or_signature_is_no_backup(backed_up, here, name):
    (backed_up.folder / name).unlink()
    with pytest.raises(NoBackupError, match=f"{name} is missing"):
        open_backup(backed_up.folder, read_keyring(here.keys))


def test_a_key_that_is_not_known_is_named_and_can_be_accepted_by_its_id_alone(backed_up):
    with pytest.raises(UnknownSignerError, match=f"--accept-key {backed_up.key_id}"):
        open_backup(backed_up.folder, {})
    with pytest.raises(UnknownSignerError, match="did not sign"):
        open_backup(backed_up.folder, {}, accepted="0" * 16)

    assert open_backup(backed_up.folder, {}, accepted=backed_up.key_id).manifest == backed_up.manifest


def test_another_public_key_under_the_accepted_id_is_refused(backed_up):
    path = backed_up.folder / SIGNATURE
    signed = json.loads(path.read_text())
    path.write_text(json.dumps(signed | {"public": "A" * 43 + "="}))
    with pytest.raises(UnknownSignerError, match="did not sign"):
        open_backup(backed_up.folder, {}, accepted=backed_up.key_id)


def test_a_backup_of_a_revoked_key_is_refused_even_when_it_is_accepted(backed_up, here):
    key = backed_up.key_id
    revoke(here.keys, key, backed_up.manifest.moment.date(), "stolen")
    with pytest.raises(SignatureError, match="revoked"):
        open_backup(backed_up.folder, read_keyring(here.keys), accepted=key)


def test_a_stored_file_that_is_a_link_is_refused(backed_up, tmp_path):
    path = backed_up.folder / "keys" / "public.json"
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoredFileError, match="cannot be read"):
        check_stored(path, backed_up.manifest.files["keys/public.json"])


def test_only_whole_backups_of_this_home_are_pruned(published, here, place, monkeypatch, tmp_path):
    made = []
    for day in ("11-23", "11-24", "11-25", "11-26"):
        at(monkeypatch, day)
        made.append(make_backup(here, place).folder)
    (made[0] / "store.db").write_bytes(b"")  # damaged: not a whole one
    foreign = place / "pinpoint-20260101T000000Z"
    shutil.copytree(made[1], foreign)
    (foreign / SIGNATURE).write_text('{"key_id": "0", "signature": "", "public": ""}')
    (place / "pinpoint-notes").mkdir()
    (place / "pinpoint-link").symlink_to(tmp_path)

    assert prune_backups(place, read_keyring(here.keys), 2) == [made[1]]
    assert {path.name for path in place.iterdir()} == {
        backup.LOCK,
        made[0].name,
        made[2].name,
        made[3].name,
        foreign.name,
        "pinpoint-notes",
        "pinpoint-link",
    }


def test_a_backup_with_a_date_to_come_pushes_out_none_of_today(published, here, place, monkeypatch):
    at(monkeypatch, "12-24")
    future = make_backup(here, place).folder
    at(monkeypatch, "11-24")
    now = make_backup(here, place).folder
    assert prune_backups(place, read_keyring(here.keys), 1) == []
    assert now.is_dir()
    assert future.is_dir()


def test_doctor_wants_a_backup_once_something_is_published(here):
    assert check(here).startswith("none yet")


def test_doctor_says_that_none_was_made_and_when_the_last_is_old(published, here, place, monkeypatch):
    with pytest.raises(NotWellError, match="no backup was ever made") as found:
        check(here)
    assert found.value.troubles[0].kind is TroubleKind.BACKUP_OLD

    make_backup(here, place)
    at(monkeypatch, "11-30")
    assert check(here).startswith("of 2026-11-23 12:00 UTC in")
    at(monkeypatch, "12-01")
    with pytest.raises(NotWellError, match="8 days old") as found:
        check(here)
    assert found.value.troubles[0].since.isoformat() == "2026-11-30T12:00:00+00:00"
    assert check(here.model_copy(update={"backup_days": 0})).startswith("none is expected")


def test_a_disk_that_fills_up_while_encrypting_is_named_as_one(published, here, place, monkeypatch):
    identity = pyrage.x25519.Identity.generate()

    class FullDisk(io.BytesIO):
        def write(self, data):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(stored_file, "_created", lambda *_: FullDisk())
    with pytest.raises(OSError, match="No space") as found:
        make_backup(here, place, to=recipient(str(identity.to_public())))
    assert found.value.errno == errno.ENOSPC
    assert [path.name for path in place.iterdir()] == [backup.LOCK]
    assert not list(here.home.glob(".backup-*"))


def test_the_command_backs_up_into_the_folder_of_the_settings_and_prunes(published, place, monkeypatch):
    monkeypatch.setenv("PINPOINT_BACKUP_DIR", str(place))
    settings.current.cache_clear()
    first = json.loads(CliRunner().invoke(cli, ["backup", "--json"]).stdout)
    at(monkeypatch, "11-24")
    done = CliRunner().invoke(cli, ["backup", "--keep", "1", "--json"])

    second = json.loads(done.stdout)
    assert (second["deleted"], second["key_id"]) == ([first["folder"]], first["key_id"])
    assert [path.name for path in place.glob("pinpoint-*")] == ["pinpoint-20261124T120000Z"]
    text = CliRunner().invoke(cli, ["backup"]).stdout
    assert f"Note the key {first['key_id']} down" in text


def test_the_command_wants_a_folder(published):
    done = CliRunner().invoke(cli, ["backup"])
    assert (done.exit_code, "PINPOINT_BACKUP_DIR" in done.stderr) == (2, True)
