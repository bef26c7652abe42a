import errno
import os
import sqlite3
import threading
from datetime import timedelta

import pytest

from crawler.runs.claim import claim_queued
from crawler.runs.lease import hold_lease
from crawler.worker import worker as worker_module
from crawler.worker.run_requests import request_run
from crawler.worker.worker import Worker
from index import clock, settings
from index.failure_text import LOCKED
from index.locks import LockHeldError
from index.published.pin import Pin, pinning, remove_pin, write_pin
from index.records import TOLD_US, ListingKind, RawListing
from index.store import freeze, open_store, operator_pauses, sources
from index.store.listings import corrections
from index.store.listings.corrections import CorrectionVerdict
from index.store.runs import runs
from index.store.runs.runs import RunState, Verdict
from index.worker_tick import read_state
from tests.builders import bare_listing
from tests.store_rows import queue_run, register_source

DEFINITION = """{"id": "%s", "name": "An invented school", "publisher": "Us", "url": "https://%s.test/",
 "kind": "institute", "platform": "wp_store_locator", "coverage": "Nobody", "terms": {"note": "invented"},
 "robots_note": "invented", "gates": {"minimum_listings": 1}, "enabled_by_default": true,
 "schedule": {"every": "P7D", "jitter": 0.1}}"""


class Crawls:
    """Replaces real crawls: notes which run side by side, and ends each with a verdict.

    As real ones do, they open the store by themselves, and wait for its lock as long as usual.
    """

    def __init__(self, store, verdict=Verdict.PASSED):
        self.store, self.verdict = store, verdict
        self.under_way, self.most, self.done = [], {}, []
        self.may_end = threading.Event()

    def __call__(self, store, settings_, run_id, *, acceptance, progress, lease):
        with lease:
            return self.crawl(run_id)

    def crawl(self, run_id):
        with self.store.write() as connection:
            runs.start(connection, run_id, pid=1)
            run = runs.get(connection, run_id)
            host = sources.get(connection, run.source).host_key
        self.under_way.append(host)
        self.most[host] = max(self.most.get(host, 0), self.under_way.count(host))
        self.may_end.wait(10)
        self.under_way.remove(host)
        if self.verdict is None:
            raise OSError("the disk is gone")
        with self.store.write() as connection:
            runs.end(connection, run_id, verdict=self.verdict)
            self.done.append(run.source)
            return runs.get(connection, run_id)


class Rounds:
    """Replaces resolve and publish: each round ends well at once."""

    def __init__(self):
        self.begun, self.under_way, self.failures, self.outcomes = [], False, [], {}

    def may_begin(self):
        return not self.under_way

    def begin(self):
        self.begun += ["resolve", "publish"]
        self.under_way = True

    def poll(self):
        was, self.under_way = self.under_way, False
        return True if was else None

    def try_at_once(self):
        pass

    def close(self):
        pass


@pytest.fixture
def store(store):
    with store.write() as connection:
        for name, host in {"a": "one.test", "b": "one.test", "c": "two.test"}.items():
            register_source(
                connection, name, host_key=host, definition=DEFINITION % (name, name), interval_seconds=7 * 86400
            )
    return store


@pytest.fixture
def make(store, monkeypatch):
    def made(verdict=Verdict.PASSED):
        crawls = Crawls(store, verdict)
        monkeypatch.setattr(worker_module, "execute", crawls)
        worker = Worker(store, settings.current())
        worker.stages = Rounds()
        return worker, crawls, worker.stages.begun

    return made


def until_idle(worker, crawls):
    crawls.may_end.set()
    while worker.step():
        pass


def test_every_source_that_is_due_runs_once_and_one_at_a_time_on_a_host(make, store):
    worker, crawls, stages = make()
    worker.step()
    until_idle(worker, crawls)
    assert sorted(crawls.done) == ["a", "b", "c"]
    assert crawls.most == {"one.test": 1, "two.test": 1}
    assert stages == ["resolve", "publish"] * (len(stages) // 2)
    assert stages


def test_a_source_is_not_due_again_before_its_time(make, store, monkeypatch):
    worker, crawls, _ = make()
    until_idle(worker, crawls)
    until_idle(worker, crawls)
    assert sorted(crawls.done) == ["a", "b", "c"]
    monkeypatch.setenv("PINPOINT_NOW", (clock.now() + timedelta(days=8)).isoformat())
    until_idle(worker, crawls)
    assert sorted(crawls.done) == ["a", "a", "b", "b", "c", "c"]


def test_after_a_standstill_of_months_each_source_runs_once(make, store, monkeypatch):
    worker, crawls, _ = make()
    until_idle(worker, crawls)
    monkeypatch.setenv("PINPOINT_NOW", (clock.now() + timedelta(days=90)).isoformat())
    until_idle(worker, crawls)
    assert sorted(crawls.done) == ["a", "a", "b", "b", "c", "c"]


def test_a_run_that_did_not_pass_publishes_nothing(make):
    worker, crawls, stages = make(Verdict.UNREACHABLE)
    until_idle(worker, crawls)
    assert sorted(crawls.done) == ["a", "b", "c"]
    assert stages == []


def test_what_passed_by_a_persons_word_is_published_too(make, store):
    with store.write() as connection:
        for name in "abc":
            sources.disable(connection, name, who="us", note="")
        held = queue_run(connection, "a")
        runs.start(connection, held, pid=1)
        runs.collect(connection, held, finish_reason="finished", stats={}, partial=False)
        runs.hold(connection, held, cause="first run")
    worker, crawls, stages = make()
    until_idle(worker, crawls)
    assert stages == []
    with store.write() as connection:
        runs.end(connection, held, verdict=Verdict.PASSED)
    until_idle(worker, crawls)
    until_idle(worker, crawls)
    assert stages == ["resolve", "publish"]


def test_what_passed_before_the_worker_was_started_is_published(make, store):
    with store.write() as connection:
        for name in "abc":
            sources.disable(connection, name, who="us", note="")
        passed = queue_run(connection, "a")
        runs.end(connection, passed, verdict=Verdict.PASSED)
    worker, crawls, stages = make()
    until_idle(worker, crawls)
    assert stages == ["resolve", "publish"]


@pytest.mark.parametrize("is_running", [False, True])
def test_a_correction_that_somebody_decided_on_is_published(make, store, is_running):
    with store.write() as connection:
        for name in "abc":
            sources.disable(connection, name, who="us", note="")
    worker, crawls, stages = make()
    if is_running:
        until_idle(worker, crawls)
    with store.write() as connection:
        raw = RawListing(source=TOLD_US, source_id="person/a", kind=ListingKind.PERSON, url="", name="")
        corrected = bare_listing(f"{TOLD_US}/person/a", "", url="")
        said = corrections.decision("person/a", "2026-BBBBBB", CorrectionVerdict.ACCEPTED, "us", "called")
        corrections.accept(connection, raw, corrected, said)
    until_idle(worker, crawls)
    assert stages == ["resolve", "publish"]
    until_idle(worker, crawls)
    assert stages == ["resolve", "publish"]


def test_a_crawl_that_fails_in_an_unforeseen_way_stops_no_other(make, store):
    worker, crawls, stages = make(None)
    until_idle(worker, crawls)
    with store.read() as connection:
        rows = runs.recent(connection)
    assert {row.source: row.verdict for row in rows} == dict.fromkeys("abc", Verdict.ABANDONED)
    assert stages == []


def test_disabled_paused_and_hand_run_sources_are_left_alone(make, store):
    with store.write() as connection:
        sources.disable(connection, "a", who="us", note="")
        connection.exec_driver_sql("UPDATE source SET paused_until = '2026-12-01T00:00:00+00:00' WHERE id = 'b'")
        connection.exec_driver_sql("UPDATE source SET interval_seconds = 0 WHERE id = 'c'")
    worker, crawls, _ = make()
    until_idle(worker, crawls)
    assert crawls.done == []


def test_a_run_queued_by_hand_is_taken_up(make, store):
    with store.write() as connection:
        for name in "abc":
            sources.disable(connection, name, who="us", note="")
        queue_run(connection, "a")
    worker, crawls, _ = make()
    until_idle(worker, crawls)
    assert crawls.done == ["a"]


def test_a_run_that_waits_does_not_begin_once_its_source_is_disabled(make, store):
    with store.write() as connection:
        queue_run(connection, "a", trigger="run_now")
        for name in "abc":
            sources.disable(connection, name, who="us", note="they asked us to stop")
    worker, crawls, _ = make()
    until_idle(worker, crawls)
    assert crawls.done == []


def test_a_run_that_waits_for_its_host_does_not_begin_while_its_source_is_paused(make, store):
    with store.write() as connection:
        for name in "bc":
            sources.disable(connection, name, who="us", note="")
        queue_run(connection, "a", trigger="schedule")
        operator_pauses.pause(connection, "a", until=None, who="Jo", reason="They move")
    worker, crawls, _ = make()
    until_idle(worker, crawls)
    assert crawls.done == []
    with store.write() as connection:
        operator_pauses.resume(connection, "a", who="Jo")
    until_idle(worker, crawls)
    assert crawls.done == ["a"]


def test_a_run_that_waits_for_its_host_does_not_begin_while_the_site_asks_us_to_stay_away(make, store, monkeypatch):
    with store.write() as connection:
        for name in "bc":
            sources.disable(connection, name, who="us", note="")
        queue_run(connection, "a", trigger="run_now")
        sources.pause(connection, "a", until=clock.now() + timedelta(hours=1))
    worker, crawls, _ = make()
    until_idle(worker, crawls)
    assert crawls.done == []
    monkeypatch.setenv("PINPOINT_NOW", (clock.now() + timedelta(hours=1)).isoformat())
    until_idle(worker, crawls)
    assert crawls.done == ["a"]


def test_what_a_person_forced_begins_though_the_site_asks_us_to_stay_away(make, store):
    with store.write() as connection:
        for name in "abc":
            sources.disable(connection, name, who="us", note="")
        sources.pause(connection, "a", until=clock.now() + timedelta(hours=1))
        queue_run(connection, "a")
    worker, crawls, _ = make()
    until_idle(worker, crawls)
    assert crawls.done == ["a"]


def test_what_happens_between_the_look_at_schedules_and_the_queue_counts(make, store, monkeypatch):
    worker, _, _ = make()
    find_due = worker._due

    def due(connection, **only):
        found = find_due(connection, **only)
        if not only:  # the first look is over, and nothing is queued yet
            with store.write() as meanwhile:
                by_hand = queue_run(meanwhile, "a")
                runs.end(meanwhile, by_hand, verdict=Verdict.PASSED)
                operator_pauses.pause(meanwhile, "b", until=None, who="Jo", reason="They move")
                queue_run(meanwhile, "c")
        return found

    monkeypatch.setattr(worker, "_due", due)
    worker._queue_due()
    with store.read() as connection:
        assert [(run.source, run.trigger) for run in runs.recent(connection)] == [("c", "manual"), ("a", "manual")]


def test_a_dead_run_that_is_taken_up_leaves_a_crawl_of_the_same_name_alone(make, store):
    with store.write() as connection:
        register_source(connection, "a", host_key="a", definition=DEFINITION % ("a", "a"), interval_seconds=86400)
        for name in "bc":
            sources.disable(connection, name, who="us", note="")
        held = queue_run(connection, "a")
        runs.start(connection, held, pid=1)
        runs.collect(connection, held, finish_reason="finished", stats={}, partial=False)
        runs.hold(connection, held, cause="first run")
        queue_run(connection, "a")
    worker, crawls, _ = make()
    worker._start_queued()
    with store.write() as connection:
        runs.promote(connection, held)  # by a process that died meanwhile
    worker._look_for_the_dead_at = 0.0
    worker._take_up_the_dead()
    assert sorted(worker._under_way) == [held, held + 1]
    until_idle(worker, crawls)
    assert crawls.done == ["a"]


def test_a_run_now_begins_with_the_next_step_and_waits_for_its_host(make, store, home):
    worker, crawls, _ = make()
    until_idle(worker, crawls)  # none of the three is due any more
    crawls.may_end.clear()
    with hold_lease(home, "worker"):
        worker._note_state(is_once=False)
        for name in "abc":
            request_run(store, settings.current(), name, who="Jo")
    worker.step()
    with store.read() as connection:
        states = {run.source: run.state for run in runs.active(connection)}
    assert states["b"] is RunState.QUEUED  # it is on the host of a
    until_idle(worker, crawls)
    assert sorted(crawls.done) == ["a", "a", "b", "b", "c", "c"]
    assert crawls.most == {"one.test": 1, "two.test": 1}


def test_a_second_worker_is_refused(make, home):
    worker, _, _ = make()
    with hold_lease(home, "worker"), pytest.raises(LockHeldError):
        worker.work(once=True)


def test_a_run_whose_process_died_is_abandoned_by_the_next_worker(make, store, monkeypatch):
    monkeypatch.setattr(worker_module, "register_sources", lambda *_: ({}, []))
    with store.write() as connection:
        dead = queue_run(connection, "a")
        runs.start(connection, dead, pid=999_999)
    worker, crawls, _ = make()
    crawls.may_end.set()
    worker.work(once=True)
    with store.read() as connection:
        row = runs.get(connection, dead)
        assert (row.state, row.verdict) == (RunState.ENDED, Verdict.ABANDONED)
    assert sorted(crawls.done) == ["b", "c"]
    monkeypatch.setenv("PINPOINT_NOW", (clock.now() + timedelta(minutes=12)).isoformat())
    Worker(store, settings.current()).work(once=True)
    assert sorted(crawls.done) == ["a", "b", "c"]  # tried again soon, where its schedule says a week


WAITS = "?timeout=0.2"


@pytest.fixture
def locked(home, store):
    """Locks the store for writing, as a long write of another process would."""
    other = sqlite3.connect(home / "store.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


@pytest.fixture
def patient(make, monkeypatch):
    """A worker that waits a fifth of a second for a lock."""
    worker, crawls, stages = make()
    worker.store = open_store(settings.current().database_url + WAITS)
    monkeypatch.setattr(worker_module, "SECONDS_BETWEEN_LOOKS_AT_FILES", 0.0)
    yield worker, crawls, stages
    worker.store.close()


def said(caplog):
    return [record.getMessage() for record in caplog.records if record.name == "crawler.worker.worker"]


def test_a_worker_waits_out_a_store_that_is_locked_for_longer_than_it_waits(patient, locked, store, caplog):
    worker, crawls, _ = patient
    caplog.set_level("INFO")
    for _ in range(3):
        worker.step()
    assert said(caplog) == ["the worker waits"]
    (waits,) = [record for record in caplog.records if record.getMessage() == "the worker waits"]
    assert waits.pinpoint_fields["trouble"] == LOCKED
    assert crawls.under_way == []
    locked.execute("ROLLBACK")
    until_idle(worker, crawls)
    assert "the worker goes on" in said(caplog)
    assert sorted(crawls.done) == ["a", "b", "c"]


def test_a_worker_with_nothing_to_do_writes_nothing(patient, store, locked, caplog, monkeypatch):
    worker, crawls, _ = patient
    caplog.set_level("INFO")
    locked.execute("ROLLBACK")
    until_idle(worker, crawls)
    caplog.clear()
    locked.execute("BEGIN IMMEDIATE")
    for _ in range(3):
        worker.step()
    assert said(caplog) == []


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "full"), OSError(errno.EIO, "bad"), OSError(errno.EROFS, "ro")]
)
def test_trouble_of_the_disk_is_said_once_and_waited_out(make, error, monkeypatch, caplog):
    worker, crawls, _ = make()

    def fails(*_, **_named):
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(worker_module, "claim_queued", fails)
        for _ in range(3):
            worker.step()
    assert said(caplog).count("the worker waits") == 1
    until_idle(worker, crawls)
    assert sorted(crawls.done) == ["a", "b", "c"]


def test_a_worker_that_works_once_says_what_is_wrong_and_ends(make, monkeypatch):
    worker, _, _ = make()

    def fails(*_, **_named):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(worker_module, "claim_queued", fails)
    with pytest.raises(OSError, match="full"):
        worker.work(once=True)


def test_an_error_of_the_program_is_not_waited_out(make, monkeypatch):
    worker, _, _ = make()

    def fails(*_, **_named):
        raise ValueError("a fault")

    monkeypatch.setattr(worker_module, "claim_queued", fails)
    with pytest.raises(ValueError, match="a fault"):
        worker.step()


def own_source(home, name):
    (home / "sources").mkdir(parents=True, exist_ok=True)
    text = DEFINITION % (name, name)
    (home / "sources" / f"{name}.yml").write_text(text)


def test_source_files_that_are_added_or_changed_are_seen_by_a_running_worker(patient, home, store):
    worker, crawls, _ = patient
    until_idle(worker, crawls)
    own_source(home, "added")
    until_idle(worker, crawls)
    assert sorted(crawls.done) == ["a", "added", "b", "c"]
    changed = (home / "sources" / "added.yml").read_text().replace("P7D", "P1D")
    (home / "sources" / "added.yml").write_text(changed)
    worker.step()
    with store.read() as connection:
        assert sources.get(connection, "added").interval_seconds == 86400


def test_a_signal_has_the_source_files_read_at_once(make, home, monkeypatch):
    worker, crawls, _ = make()
    until_idle(worker, crawls)
    own_source(home, "added")
    worker.step()
    assert "added" not in crawls.done
    worker.look_at_files()
    until_idle(worker, crawls)
    assert "added" in crawls.done


def test_the_worker_ticks_and_says_how_its_stages_ended(make, home, monkeypatch):
    worker, crawls, _ = make()
    crawls.may_end.set()
    worker.work(once=True)
    state = read_state(home)
    assert (state.pid, state.is_once, state.ended_at) == (os.getpid(), True, clock.now())


def test_what_ends_in_the_future_is_said_once_and_due_now(make, store, caplog, monkeypatch):
    worker, crawls, _ = make()
    until_idle(worker, crawls)
    monkeypatch.setenv("PINPOINT_NOW", (clock.now() - timedelta(days=16)).isoformat())
    until_idle(worker, crawls)
    assert sorted(crawls.done) == ["a", "a", "b", "b", "c", "c"]
    assert said(caplog).count("a source needs somebody") == 3


def test_a_stage_keeps_no_crawl_waiting(make, store, monkeypatch):
    worker, crawls, stages = make()
    with store.write() as connection:
        for name in "bc":
            sources.disable(connection, name, who="us", note="")
    worker.stages.poll = lambda: None  # it never ends
    crawls.may_end.set()
    while not stages:
        worker.step()
    with store.write() as connection:
        sources.enable(connection, "c", reviewed_by="us", note="")
    while "c" not in crawls.done or worker._under_way:
        worker.step()
    assert worker.stages.under_way


def frozen(store, reason="a phone is everywhere"):
    with store.write() as connection:
        freeze.freeze(connection, who="Ana", reason=reason)


def thawed(store):
    with store.write() as connection:
        freeze.unfreeze(connection, who="Ana")


def test_while_frozen_no_crawl_starts_and_nothing_is_published(make, store, home, caplog):
    worker, crawls, stages = make()
    with store.write() as connection:
        waiting = queue_run(connection, "a")
    frozen(store)
    until_idle(worker, crawls)
    assert (crawls.done, stages) == ([], [])
    with store.read() as connection:
        assert runs.get(connection, waiting).state is RunState.QUEUED
    assert claim_queued(store, home, waiting, by="worker") is None
    assert said(caplog).count("frozen: no crawl starts and nothing is published") == 1
    thawed(store)
    until_idle(worker, crawls)
    assert sorted(crawls.done) == ["a", "b", "c"]
    assert stages


def test_what_passed_while_frozen_is_published_when_the_freeze_ends(make, store):
    worker, crawls, stages = make()
    worker.step()
    frozen(store)
    until_idle(worker, crawls)
    ended = sorted(crawls.done)
    assert ended
    assert stages == []
    thawed(store)
    until_idle(worker, crawls)
    assert stages[-2:] == ["resolve", "publish"]


def test_nothing_is_published_while_a_generation_is_pinned_and_what_waits_is_after(make, store):
    folder = settings.current().generations
    worker, crawls, stages = make()
    with pinning(folder):
        write_pin(folder, Pin(generation=1, who="an operator", reason="wrong", at=clock.now()))
    until_idle(worker, crawls)
    assert (sorted(crawls.done), stages) == (["a", "b", "c"], [])

    with pinning(folder):
        remove_pin(folder)
    until_idle(worker, crawls)
    assert stages == ["resolve", "publish"]


def test_a_pin_that_cannot_be_read_stops_the_worker_from_publishing(make, store):
    folder = settings.current().generations
    worker, crawls, stages = make()
    with pinning(folder):
        (folder / "PIN").write_bytes(b"?")
    until_idle(worker, crawls)
    assert (sorted(crawls.done), stages) == (["a", "b", "c"], [])


def test_a_pause_that_begins_while_the_worker_claims_a_run_counts(make, store, monkeypatch):
    worker, crawls, _ = make()
    worker._queue_due()
    claim = worker_module.claim_queued

    def claimed(*arguments, **more):
        with store.write() as connection:
            for name in "abc":
                operator_pauses.pause(connection, name, until=None, who="Jo", reason="They move")
        return claim(*arguments, **more)

    monkeypatch.setattr(worker_module, "claim_queued", claimed)
    worker._start_queued()
    until_idle(worker, crawls)
    assert crawls.done == []
    with store.read() as connection:
        assert {run.state for run in runs.active(connection)} == {RunState.QUEUED}
