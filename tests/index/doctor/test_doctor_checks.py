"""Each thing that an operator has to know: doctor says it and ends with 1, and with 0 after recovery."""

import json
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from commands.doctor import alive, doctor
from index import clock, settings, signing
from index.corrections.intake import take
from index.failure_text import LOCKED
from index.publish import publisher
from index.publish.rollback import PinRequest, pin_current, unpin
from index.published import current
from index.published.generation_signature import share_public_keys
from index.signing.keys import current_id
from index.store import sources
from index.store.runs import runs
from index.worker_tick import StageOutcome, WorkerState, write_state
from tests.index.corrections.sent import removal, send
from tests.index.publish import invented
from tests.store_rows import queue_run, register_source

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def later(monkeypatch, **delta):
    monkeypatch.setenv("PINPOINT_NOW", (NOW + timedelta(**delta)).isoformat())


def wrong():
    """The checks that are not well, with their notes; the exit code agrees."""
    settings.current.cache_clear()
    asked = CliRunner().invoke(doctor, ["--json"])
    found = json.loads(asked.stdout)
    assert asked.exit_code == (0 if all(one["well"] for one in found) else 1)
    return {one["check"]: one["note"] for one in found if not one["well"]}


@pytest.fixture(autouse=True)
def no_backup_is_expected(home, monkeypatch):
    """tests/index/backup has the check of backups."""
    monkeypatch.setenv("PINPOINT_BACKUP_DAYS", "0")


@pytest.fixture
def listed(store):
    """A home with invented people, published; no source has a schedule."""
    invented.settle(store)
    with store.write() as connection:
        for source in sources.all_sources(connection):
            sources.disable(connection, source.id, who="test", note="nothing is crawled here")
    publisher.publish(store, settings.current())
    return store


def add_scheduled(store):
    with store.write() as connection:
        register_source(connection, "b", interval_seconds=86_400)


def worker(**changes):
    fields = {"pid": 7, "started_at": NOW, "ticked_at": NOW} | changes
    write_state(settings.current().home, WorkerState(**fields))


def test_a_new_home_is_well_and_so_is_one_that_published(home, store):
    assert wrong() == {}


def test_a_home_that_published_is_well(listed):
    assert wrong() == {}


def test_a_worker_that_falls_silent_and_one_that_is_back(listed, monkeypatch):
    worker()
    assert wrong() == {}
    later(monkeypatch, minutes=6)
    assert list(wrong()) == ["worker"]
    assert "last seen at 2026-11-23 12:00:00 UTC" in wrong()["worker"]
    worker()
    assert wrong() == {}


def test_a_schedule_without_a_worker(listed):
    add_scheduled(listed)
    assert "was never started" in wrong()["worker"]
    worker(ended_at=NOW)
    assert "ended at 2026-11-23 12:00 UTC" in wrong()["worker"]
    worker(ended_at=NOW, is_once=True)
    assert wrong() == {}


def test_alive_knows_nothing_but_the_last_tick(home, store, monkeypatch):
    def ask():
        settings.current.cache_clear()
        return CliRunner().invoke(alive).exit_code

    assert ask() == 1
    worker(stages={"publish": StageOutcome(ended_at=NOW, exit_code=1, failed=9)})
    assert ask() == 0
    later(monkeypatch, minutes=6)
    assert ask() == 1
    monkeypatch.setenv("PINPOINT_DOCTOR_WORKER_MINUTES", "10")
    assert ask() == 0
    worker(ended_at=NOW)
    assert ask() == 1


def test_a_message_that_nobody_takes_in(listed, monkeypatch):
    send(removal("person03"))
    os.utime(settings.current().inbox / "2026-11-23.jsonl", (NOW.timestamp(), NOW.timestamp()))
    assert wrong() == {}
    later(monkeypatch, minutes=11)
    assert "messages wait since 2026-11-23 12:00 UTC" in wrong()["inbox"]
    take(listed, settings.current())
    assert wrong() == {}


def test_an_inbox_that_the_workers_user_cannot_read(listed, monkeypatch):
    send(removal("person03"))
    take(listed, settings.current())
    readable = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith(".jsonl") and readable(path, mode))
    assert "2026-11-23.jsonl in" in wrong()["inbox"]
    monkeypatch.setattr(os, "access", readable)
    assert wrong() == {}


def test_a_publish_that_fails_again_and_again(listed):
    failing = StageOutcome(ended_at=NOW, exit_code=1, failed=1, note="the disk is full")
    worker(stages={"publish": failing})
    assert wrong() == {}
    worker(stages={"publish": StageOutcome(ended_at=NOW, exit_code=1, failed=2, note="the disk is full")})
    assert wrong()["publishing"].startswith("`pinpoint publish` failed 2 times in a row")
    assert wrong()["publishing"].endswith("the disk is full")
    worker(stages={"publish": StageOutcome(ended_at=NOW, exit_code=0, failed=0)})
    assert wrong() == {}


def test_a_publication_that_the_gate_holds(listed):
    from index.store import publication_holds

    with listed.write() as connection:
        publication_holds.hold(connection, ["120 practitioners are gone"])
    assert "120 practitioners are gone" in wrong()["publishing"]
    with listed.write() as connection:
        publication_holds.end_hold(connection, 2)
    assert wrong() == {}


def test_what_passed_and_is_not_published_for_an_hour(store, monkeypatch):
    invented.settle(store)
    with store.write() as connection:
        for source in sources.all_sources(connection):
            sources.disable(connection, source.id, who="test", note="nothing is crawled here")
        run = queue_run(connection, trigger="hand")
        runs.end(connection, run, verdict=runs.Verdict.PASSED)
    assert wrong() == {}
    later(monkeypatch, minutes=61)
    assert "is not published; run `pinpoint publish`" in wrong()["publishing"]
    publisher.publish(store, settings.current())
    assert wrong() == {}


def test_a_pin_is_reported_when_it_is_old_or_something_waits_for_it(listed, monkeypatch):
    here = settings.current()
    pin_current(listed, here.generations, PinRequest(who="an operator", reason="Jordan Avery"))
    assert wrong() == {}
    later(monkeypatch, days=7)
    assert wrong() == {}
    later(monkeypatch, days=7, seconds=1)
    assert wrong()["pinned"].endswith("; that is more than 7 days")
    with listed.write() as connection:
        run = queue_run(connection, trigger="hand")
        runs.end(connection, run, verdict=runs.Verdict.PASSED)
    later(monkeypatch, days=7, minutes=62)
    noted = wrong()
    assert noted.keys() == {"pinned"}
    assert noted["pinned"].endswith("; a run that passed at 2026-11-30 12:00 UTC waits for that")
    assert "Jordan" not in noted["pinned"]
    unpin(listed, here.generations, who="an operator")
    publisher.publish(listed, here)
    assert wrong() == {}


def test_a_rollback_that_was_cut_short_and_a_pin_that_cannot_be_read_are_reported(listed):
    here = settings.current()
    pin_current(listed, here.generations, PinRequest(who="an operator", reason="wrong"))
    pin_file = here.generations / "PIN"
    written = pin_file.read_bytes()
    pin_file.unlink()
    publisher.publish(listed, here)
    pin_file.write_bytes(written)
    assert "as a rollback was cut short: repeat it" in wrong()["pinned"]
    pin_file.write_bytes(b"?")
    assert "cannot be read, so nothing is published" in wrong()["pinned"]


def test_a_generation_whose_key_was_revoked_is_reported(listed):
    here = settings.current()
    signing.revoke(here.keys, current_id(here.keys), clock.today(), "the disk was stolen")
    share_public_keys(here.generations, here.keys)
    assert "was revoked on" in wrong()["published"]
    publisher.publish(listed, here)
    assert wrong() == {}


def test_a_damaged_generation_is_named_though_an_older_one_answers(listed):
    here = settings.current()
    publisher.publish(listed, here)
    (here.generations / "CURRENT").write_text("generation-0000", encoding="ascii")
    assert "generation 2 answers in place of a damaged one" in wrong()["published"]
    current.point_to(here.generations, "generation-000002")
    assert wrong() == {}
    shutil.rmtree(here.generations / "generation-000002")
    assert "generation 1 answers in place of a damaged one" in wrong()["published"]
    publisher.publish(listed, here)
    assert wrong() == {}


def test_a_damaged_store_is_found_by_its_structure_and_no_record_is_repeated(listed, home, tmp_path):
    path = home / "store.db"
    listed.close()
    with closing(sqlite3.connect(path)) as store:
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = store.execute("SELECT rootpage FROM sqlite_master WHERE name = 'listing'").fetchone()
        (size,) = store.execute("PRAGMA page_size").fetchone()
    whole = path.read_bytes()
    at = (root - 1) * size + 12
    path.write_bytes(whole[:at] + bytes(64) + whole[at + 64 :])
    assert wrong()["store structure"].startswith("the store is damaged")
    assert "Avery" not in json.dumps(wrong())
    for leftover in home.glob("store.db-*"):
        leftover.unlink()
    path.write_bytes(whole)
    assert wrong() == {}


def test_a_store_that_another_process_holds(listed, home, monkeypatch):
    monkeypatch.setenv("PINPOINT_STORE_URL", f"sqlite:///{home / 'store.db'}?timeout=0.1")
    with closing(sqlite3.connect(home / "store.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert wrong() == {"store": LOCKED}
        other.execute("ROLLBACK")
    assert wrong() == {}


def test_a_disk_that_is_short_of_room(listed, monkeypatch):
    monkeypatch.setenv("PINPOINT_DOCTOR_FREE_MB", "100000000")
    assert "MiB are free at" in wrong()["home"]
    monkeypatch.setenv("PINPOINT_DOCTOR_FREE_MB", "1")
    assert wrong() == {}


def test_private_files_that_others_may_read_and_that_cannot_be_mended(listed, home, monkeypatch):
    monkeypatch.setattr("index.file_modes.mend", lambda _: None)
    (home / "store.db").chmod(0o644)
    assert "store.db" in wrong()["file modes"]
    monkeypatch.undo()
    monkeypatch.setenv("PINPOINT_HOME", str(home))
    (home / "store.db").chmod(0o600)
    assert "file modes" not in wrong()
