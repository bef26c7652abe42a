"""A run's way from collected to its end, on an invented directory."""

import pytest
from sqlalchemy import select

from crawler.runs.decisions import (
    Acceptance,
    NewerRunPassedError,
    NotHeldError,
    NotUnderWayError,
    approve,
    cancel,
    reject,
)
from crawler.runs.execute import execute, recover
from crawler.runs.lease import hold_lease
from crawler.runs.settle import settle
from index import settings
from index.locks import LockHeldError
from index.store import freeze
from index.store.listings import listings
from index.store.runs import runs
from index.store.runs.causes import Cause
from index.store.runs.runs import RunState, Verdict
from index.store.schema import audit
from tests.crawler.gates.directory import SOURCE, collected, directory, row
from tests.store_rows import queue_run

WHO = Acceptance(who="Jo", reason="seen on the site")
ALL = directory(60)


def listed(store):
    with store.read() as connection:
        return {seen.listing.source_id: seen for seen in listings.seen_listings(connection)}


def codes(causes):
    return [cause.code for cause in causes]


def audited(store):
    with store.read() as connection:
        return [tuple(one) for one in connection.execute(select(audit.c.who, audit.c.action, audit.c.subject))]


def test_a_first_run_waits_and_lists_nobody(store, settled):
    run = settled(ALL)
    assert (run.state, run.verdict, codes(run.causes)) == (RunState.HELD, Verdict.HELD, [Cause.FIRST_RUN])
    assert (run.cause, run.measured["listings"]) == ("first run of this source: have a look", 60)
    assert listed(store) == {}


def test_an_acceptance_publishes_what_is_held_and_is_kept(store, settled):
    run = settled(ALL, WHO)
    assert (run.verdict, codes(run.causes)) == (Verdict.PASSED, [Cause.ACCEPTED, Cause.FIRST_RUN])
    assert len(listed(store)) == 60
    assert audited(store) == [("Jo", "run/accept", "1")]


def test_a_run_like_an_accepted_one_passes_by_itself(settled):
    settled(ALL, WHO)
    run = settled(ALL)
    assert (run.verdict, run.causes, run.warnings) == (Verdict.PASSED, (), ())


def test_new_code_is_looked_at_once(settled):
    settled(ALL, WHO, version="v1")
    assert codes(settled(ALL, version="v2").causes) == [Cause.READING_CHANGED]
    assert settled(ALL, WHO, version="v2").verdict is Verdict.PASSED
    assert settled(ALL, version="v2").verdict is Verdict.PASSED
    assert settled(ALL, version="v1").verdict is Verdict.PASSED


def test_an_approval_days_later_keeps_the_day_of_reading(store, settled, monkeypatch):
    held = settled(ALL)
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-30T12:00:00+00:00")
    approve(store, held.id, WHO)
    assert {str(seen.last_seen) for seen in listed(store).values()} == {"2026-11-23"}


def test_a_held_run_that_is_older_than_a_passed_one_cannot_be_approved(store, settled):
    settled(ALL, WHO)
    held = settled(ALL[:30])
    settled(ALL[:1], WHO, partial=True)
    with pytest.raises(NewerRunPassedError, match=f"run 3 of {SOURCE} passed after run 2 was read"):
        approve(store, held.id, WHO)
    assert row(store, held.id).state is RunState.HELD
    assert len(listed(store)) == 60


def test_a_whole_run_that_passes_closes_what_was_held_before_it(store, settled):
    settled(ALL, WHO)
    held = settled(ALL[:30])
    settled(ALL)
    after = row(store, held.id)
    assert (after.verdict, after.causes[0].sentence) == (Verdict.REJECTED, "run 3 passed since")
    with pytest.raises(NotHeldError, match="run 2 is rejected"):
        approve(store, held.id, WHO)


def test_a_rejected_run_changes_nothing_and_says_who_rejected_it(store, settled):
    held = settled(ALL)
    reject(store, held.id, who="Jo", reason="the wrong list")
    assert (row(store, held.id).verdict, row(store, held.id).causes[0].sentence) == ("rejected", "rejected by Jo")
    assert (listed(store), audited(store)) == ({}, [("Jo", "run/reject", "1")])
    with pytest.raises(NotHeldError):
        reject(store, held.id, who="Jo", reason="again")


def test_a_page_that_failed_makes_nobody_missing(store, settled):
    settled(ALL, WHO)
    run = settled(ALL[:55], stats={"retry/max_reached": 1})
    assert (run.verdict, codes(run.warnings), run.delta["missing"]) == (Verdict.PASSED, [Cause.GAPS], 0)
    assert settled(ALL[:55]).delta["missing"] == 5


def test_a_queued_run_is_cancelled_at_once_and_never_crawled(store, home):
    with store.write() as connection:
        run_id = queue_run(connection, SOURCE)
    assert cancel(store, run_id, who="Jo", reason="not today").verdict is Verdict.CANCELLED
    run = execute(store, settings.current(), run_id, acceptance=None, progress=lambda *_: None)
    assert (run.verdict, run.cause, run.started_at) == (Verdict.CANCELLED, "cancelled by Jo", None)
    assert not (home / "logs").exists()
    with pytest.raises(NotUnderWayError, match="run 1 is cancelled"):
        cancel(store, run_id, who="Jo", reason="again")


def test_a_run_cancelled_before_its_verdict_lists_nobody(store):
    run_id = collected(store, ALL)
    assert cancel(store, run_id, who="Jo", reason="wrong source").state is RunState.COLLECTED
    settle(store, settings.current(), run_id, acceptance=WHO, progress=lambda *_: None)
    assert row(store, run_id).verdict is Verdict.CANCELLED
    assert listed(store) == {}


def test_a_cancelled_run_whose_process_died_is_cancelled_and_others_abandoned(store):
    with store.write() as connection:
        run_id = queue_run(connection, SOURCE)
        runs.start(connection, run_id, pid=999_999)
    cancel(store, run_id, who="Jo", reason="")
    assert recover(store, settings.current()) == [run_id]
    assert row(store, run_id).verdict is Verdict.CANCELLED


def test_a_run_that_its_own_process_settles_is_left_to_it(store, home):
    run_id = collected(store, ALL)
    with hold_lease(home, run_id):
        assert recover(store, settings.current()) == []
        with pytest.raises(LockHeldError):
            settle(store, settings.current(), run_id, acceptance=None, progress=lambda *_: None)
    assert recover(store, settings.current()) == [run_id]
    assert row(store, run_id).state is RunState.HELD


def test_a_dry_run_is_judged_and_never_held(store, settled):
    run = settled(ALL, WHO, dry_run=True)
    assert (run.state, run.verdict, run.delta) == (RunState.ENDED, Verdict.HELD, {})
    assert listed(store) == {}


def test_a_replay_of_an_older_run_neither_closes_nor_outdates_a_newer_reading(store, settled):
    settled(ALL, WHO)
    held = settled(ALL[:30])
    replay = settled(ALL, WHO, replay_of=1, version="v2")
    assert replay.verdict is Verdict.PASSED
    assert row(store, held.id).state is RunState.HELD
    approve(store, held.id, WHO)
    assert row(store, held.id).verdict is Verdict.PASSED


def freezing(store):
    with store.write() as connection:
        freeze.freeze(connection, who="us", reason="wait")


def test_what_would_pass_in_a_frozen_home_waits_and_is_settled_when_the_freeze_ends(store, settled):
    settled(ALL, WHO)
    before = listed(store)
    freezing(store)
    waiting = settled(directory(61))
    assert (waiting.state, waiting.verdict) == (RunState.COLLECTED, None)
    assert recover(store, settings.current()) == []
    assert listed(store) == before
    with store.write() as connection:
        freeze.unfreeze(connection, who="us")
    assert recover(store, settings.current()) == [waiting.id]
    assert row(store, waiting.id).verdict is Verdict.PASSED
    assert len(listed(store)) == 61


def test_a_run_that_waits_for_the_end_of_a_freeze_can_be_cancelled(store, settled):
    settled(ALL, WHO)
    freezing(store)
    waiting = settled(ALL)
    cancel(store, waiting.id, who="us", reason="")
    assert recover(store, settings.current()) == [waiting.id]
    assert row(store, waiting.id).verdict is Verdict.CANCELLED


def test_a_person_may_approve_a_held_run_in_a_frozen_home(store, settled):
    held = settled(ALL)
    freezing(store)
    approve(store, held.id, WHO)
    assert row(store, held.id).verdict is Verdict.PASSED
