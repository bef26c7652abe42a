"""The carrier of a run: one process, from its claim to its verdict."""

import threading

import pytest

from crawler.runs.claim import claim_queued, queue_claimed
from crawler.runs.execute import execute, recover
from crawler.runs.lease import is_held, take_lease
from index import settings
from index.store import freeze
from index.store.freeze import FrozenError
from index.store.runs import runs
from index.store.runs.runs import RunActiveError, RunState, RunStateError, Verdict
from tests.store_rows import queue_run, register_source


@pytest.fixture
def store(store):
    with store.write() as connection:
        for name in "ab":
            register_source(connection, name)
    return store


def asked(source="a"):
    return lambda connection: queue_run(connection, source)


def state(store, run_id):
    with store.read() as connection:
        return runs.get(connection, run_id).state


def test_a_run_that_is_asked_for_is_never_seen_waiting(store, home):
    number, lease = queue_claimed(store, home, asked(), by="manual")
    with lease:
        assert state(store, number) is RunState.STARTING
        assert is_held(home, number)
        assert claim_queued(store, home, number, by="worker") is None
        assert recover(store, settings.current()) == []
    with store.read() as connection:
        assert runs.get(connection, number).claimed_by == "manual"


def test_a_run_is_claimed_by_one_of_many(store, home):
    with store.write() as connection:
        number = asked()(connection)
    together, leases = threading.Barrier(8), []

    def claim():
        together.wait()
        leases.append(claim_queued(store, home, number, by="worker"))

    threads = [threading.Thread(target=claim) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (won,) = [lease for lease in leases if lease]
    won.release()
    assert len(leases) == 8


def test_a_run_that_waits_is_left_to_its_asker_while_that_lives(store, home):
    with store.write() as connection:
        number = asked()(connection)
        lease = take_lease(home, number)
    assert claim_queued(store, home, number, by="worker") is None
    assert state(store, number) is RunState.QUEUED
    lease.release()
    with claim_queued(store, home, number, by="worker"):
        assert state(store, number) is RunState.STARTING


def test_what_cannot_be_queued_leaves_no_lease(store, home):
    number, lease = queue_claimed(store, home, asked(), by="manual")
    with lease, pytest.raises(RunActiveError, match="a already has a run under way"):
        queue_claimed(store, home, asked(), by="manual")
    assert not is_held(home, number)
    other, lease = queue_claimed(store, home, asked("b"), by="manual")
    lease.release()
    assert other == number + 1


def test_a_claimed_run_whose_process_died_is_abandoned_and_one_that_lives_is_not(store, home):
    number, lease = queue_claimed(store, home, asked(), by="manual")
    assert recover(store, settings.current()) == []
    lease.release()
    assert recover(store, settings.current()) == [number]
    with store.read() as connection:
        assert runs.get(connection, number).verdict is Verdict.ABANDONED


def test_a_run_that_somebody_else_carries_is_not_crawled_again(store, home):
    number, lease = queue_claimed(store, home, asked(), by="manual")
    with lease:
        run = execute(store, settings.current(), number, acceptance=None, progress=lambda *_: None)
    assert (run.state, run.verdict) == (RunState.STARTING, None)
    assert not (home / "logs").exists()


def test_a_run_is_claimed_once(store):
    with store.write() as connection:
        number = asked()(connection)
        runs.claim(connection, number, by="worker")
        with pytest.raises(RunStateError, match=f"run {number} is not queued, so it cannot become starting"):
            runs.claim(connection, number, by="worker")


def test_nothing_is_queued_or_claimed_in_a_frozen_home(store, home):
    with store.write() as connection:
        waiting = queue_run(connection, "b")
        freeze.freeze(connection, who="us", reason="wait")
    with pytest.raises(FrozenError, match="frozen since 2026-11-23 12:00 UTC by us"):
        queue_claimed(store, home, asked(), by="manual")
    assert claim_queued(store, home, waiting, by="worker") is None
    with store.read() as connection:
        assert [run.id for run in runs.recent(connection)] == [waiting]
