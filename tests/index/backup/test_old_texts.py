"""Backups that may hold texts which were deleted since are named until they are gone."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from commands.prune import prune
from index import settings
from index.backup.backup_record import FILE, LastBackup, note_backup, read_record
from index.doctor.finding import NotWellError, TroubleKind
from index.doctor.safety_checks import old_texts
from index.durable_files import seal, unseal
from index.signing.keys import PUBLIC

MADE = datetime(2026, 11, 23, 12, tzinfo=UTC)


def made(home, folder, moment):
    home.mkdir(parents=True, exist_ok=True)
    folder.mkdir(parents=True)
    note_backup(home, LastBackup(moment=moment, folder=str(folder), key_id="a", size=1, encrypted=False))


def test_a_backup_is_named_after_90_days_until_it_is_deleted(home, tmp_path, monkeypatch):
    first, second = tmp_path / "disk" / "first", tmp_path / "disk" / "second"
    made(home, first, MADE)
    made(home, second, MADE + timedelta(days=1))
    monkeypatch.setenv("PINPOINT_NOW", (MADE + timedelta(days=90)).isoformat())
    assert old_texts(settings.current()).startswith("no backup")

    monkeypatch.setenv("PINPOINT_NOW", (MADE + timedelta(days=90, seconds=1)).isoformat())
    with pytest.raises(NotWellError, match=f"1 backups are older than 90 days .* delete {first}") as found:
        old_texts(settings.current())
    (trouble,) = found.value.troubles
    assert (trouble.kind, trouble.count) == (TroubleKind.BACKUP_OLD_TEXTS, 1)
    assert trouble.since == MADE + timedelta(days=90)
    first.rmdir()
    assert old_texts(settings.current()).startswith("no backup")


def test_one_that_an_earlier_version_did_not_record_is_named_too(backed_up, home, here, place, monkeypatch):
    first = place / "pinpoint-20260601T120000Z"  # of the version that recorded the last one alone
    shutil.copytree(backed_up.folder, first)
    damaged = place / "pinpoint-20260602T120000Z-2"
    damaged.mkdir()
    (place / "pinpoint-notes").mkdir()
    with pytest.raises(NotWellError, match=f"2 backups are older than 90 days .* delete {first}, {damaged}$"):
        old_texts(here)
    said = CliRunner().invoke(prune, ["--dry-run"]).stdout.splitlines()[-1]
    assert said.endswith(f"so that they may hold deleted texts: {first}, {damaged}")

    (home / "keys" / PUBLIC).unlink()
    shutil.rmtree(damaged)
    assert old_texts(here).startswith("no backup")  # signed by another home that uses the folder


def test_a_deleted_backup_is_forgotten_and_one_on_an_absent_disk_is_not(home, tmp_path):
    deleted, absent = tmp_path / "disk" / "deleted", tmp_path / "other" / "absent"
    made(home, deleted, MADE)
    made(home, absent, MADE)
    deleted.rmdir()
    absent.rmdir()
    absent.parent.rmdir()
    made(home, tmp_path / "disk" / "new", MADE)

    assert [one.folder for one in read_record(home).made] == [str(absent), str(tmp_path / "disk" / "new")]


def test_a_record_of_an_earlier_version_has_no_older_backups(home, tmp_path):
    made(home, tmp_path / "disk" / "first", MADE)
    content = unseal((home / FILE).read_bytes())
    del content["made"]
    (home / FILE).write_bytes(seal(content))

    record = read_record(home)
    assert (record.backup.moment, record.made) == (MADE, ())
