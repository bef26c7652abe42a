"""What a backup, a crawl, another prune or the site needs stays while old things are deleted."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index import settings
from index.backup.backup import make_backup
from index.backup.backup_manifest import open_backup
from index.backup.restore import check_backup
from index.retention import old_files
from index.retention.prune import prune
from index.signing import read_keyring
from index.store.runs import runs
from index.store.runs.runs import RunState
from tests.builders import listing
from tests.index.retention.test_prune import details, ended_run, files_with, settled
from tests.store_rows import queue_run, register_source, stage_listings

YEARS_LATER = datetime(2030, 1, 1, 12, tzinfo=UTC).isoformat()


def test_a_backup_under_way_is_whole_and_has_what_was_there_when_the_store_was_copied(
    store, home, tmp_path, monkeypatch
):
    settled(store)
    monkeypatch.setenv("PINPOINT_NOW", "2027-02-22T12:00:00+00:00")
    here, reports = settings.current(), []
    made = make_backup(
        here, tmp_path / "backups", progress=lambda *_: reports.append(prune(store, here)) if not reports else None
    )
    assert (reports[0].case_texts, reports[0].inbox_files) == (1, 1)
    check_backup(open_backup(made.folder, read_keyring(here.keys)), ())
    assert [name for name in made.manifest.files if name.startswith("inbox/")] == []
    assert files_with(home, b"MARKER") == []
    assert files_with(made.folder, b"MARKER") == ["store.db"]  # named by doctor after 90 days


@pytest.mark.parametrize("state", [RunState.QUEUED, RunState.RUNNING, RunState.HELD])
def test_a_run_that_has_not_ended_keeps_its_details_whatever_its_age(store, monkeypatch, state):
    monkeypatch.setattr("index.retention.run_details.RUNS_OF_A_SOURCE", 1)
    with store.write() as connection:
        register_source(connection)
    for _ in range(2):
        ended_run(store)
    with store.write() as connection:
        number = queue_run(connection, "school")
        stage_listings(connection, number, listing("school/1"))
        if state is not RunState.QUEUED:
            runs.start(connection, number, pid=1)
        if state is RunState.HELD:
            connection.exec_driver_sql("UPDATE run SET state='held', ended_at='2026-11-23' WHERE id=?", (number,))
    before = details(store, number)
    monkeypatch.setenv("PINPOINT_NOW", YEARS_LATER)
    assert prune(store, settings.current()).runs == 1
    assert details(store, number) == before


def test_two_that_prune_at_once_do_not_stop_each_other(store, home, monkeypatch):
    (home / "logs").mkdir()
    for number in (1, 2):
        (home / "logs" / f"run-00000{number}.log").write_text("x")
        os.utime(home / "logs" / f"run-00000{number}.log", (1, 1))
    settled(store)
    (home / "inbox" / "2026-01-01.jsonl").write_text("")
    monkeypatch.setenv("PINPOINT_NOW", YEARS_LATER)
    real = Path.stat

    def stat(path, **more):
        if path.suffix in {".log", ".jsonl"}:
            path.unlink(missing_ok=True)  # the other one is faster
        return real(path, **more)

    monkeypatch.setattr(Path, "stat", stat)
    here = settings.current()
    assert (old_files.delete_logs(here), old_files.delete_inbox_files(store, here)) == ((0, 0), (0, 0))
