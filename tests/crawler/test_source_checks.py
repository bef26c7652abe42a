"""Sentences of `doctor` on sources: those that fail, are late or wait, and files that cannot be read."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import update

from crawler.worker.schedule import ended_runs, next_run
from crawler.worker.source_checks import source_files, sources_read
from index import clock, settings
from index.doctor.finding import NotWellError
from index.store import operator_pauses, schema, sources
from index.store.freeze import freeze
from index.store.runs import run_judgments, runs
from index.store.runs.causes import Cause, FoundCause
from index.store.runs.runs import Verdict
from index.worker_tick import WorkerState, write_state
from tests.store_rows import queue_run, register_source

NOTHING = "1 sources have a schedule, and none is late or fails"


@pytest.fixture
def store(store):
    with store.write() as connection:
        register_source(connection, interval_seconds=7 * 86400)
    return store


def ended(store, verdict, cause=Cause.NO_ANSWER, finish_reason=""):
    with store.write() as connection:
        number = queue_run(connection, trigger="schedule")
        if finish_reason:
            runs.start(connection, number, pid=1)
            runs.collect(connection, number, finish_reason=finish_reason, stats={}, partial=True)
        causes = () if verdict is Verdict.PASSED else (FoundCause(code=cause, about="it did not answer"),)
        if verdict is Verdict.HELD:
            runs.start(connection, number, pid=1)
            runs.collect(connection, number, finish_reason="finished", stats={}, partial=False)
            runs.hold(connection, number, cause="first run")
        else:
            run_judgments.end_with_causes(connection, number, verdict=verdict, causes=causes)


def said():
    try:
        return sources_read(settings.current()).note
    except NotWellError as error:
        return f"NOT WELL: {error}"


def kinds():
    try:
        return [one.kind for one in sources_read(settings.current()).troubles]
    except NotWellError as error:
        return [one.kind for one in error.troubles]


def at(monkeypatch, days=0, **more):
    settings.current.cache_clear()
    monkeypatch.setenv("PINPOINT_NOW", (clock.now() + timedelta(days=days, **more)).isoformat())


def test_a_run_that_is_due_for_an_hour_and_that_nobody_queued_is_missing(store, monkeypatch):
    ended(store, Verdict.PASSED)
    due = next_run_of(store)
    at(monkeypatch, seconds=(due - clock.now()).total_seconds() + 3600)
    assert said() == NOTHING
    at(monkeypatch, minutes=1)
    assert said().startswith(f"NOT WELL: school has been due since {due:%Y-%m-%d %H:%M} UTC, and no run is queued; ")
    assert kinds() == ["run_missing"]
    at(monkeypatch, 14)
    assert said().startswith("NOT WELL: school is late: last read well on 2026-11-23")
    assert kinds() == ["run_missing"]  # one breakage, one kind
    with store.write() as connection:
        queue_run(connection, trigger="schedule")
    assert kinds() == ["source_late"]


def test_no_run_is_missing_while_everything_is_frozen(store, monkeypatch):
    ended(store, Verdict.PASSED)
    with store.write() as connection:
        freeze(connection, who="us", reason="moving house")
    at(monkeypatch, 10)
    assert said() == NOTHING


def test_a_timer_that_starts_the_worker_each_day_may_take_a_day_and_two_hours(store, home, monkeypatch):
    ended(store, Verdict.PASSED)
    write_state(home, WorkerState(pid=1, started_at=clock.now(), ticked_at=clock.now(), is_once=True))
    due = next_run_of(store)
    at(monkeypatch, seconds=(due - clock.now()).total_seconds() + 27 * 3600)
    assert said() == NOTHING
    at(monkeypatch, minutes=1)
    assert kinds() == ["run_missing"]


def test_a_source_that_was_enabled_and_never_read_is_missing_its_first_run(store, monkeypatch):
    with store.write() as connection:
        sources.enable(connection, "school", reviewed_by="us", note="")
    at(monkeypatch, hours=13)  # one in the morning
    assert said() == NOTHING
    at(monkeypatch, minutes=1)
    assert kinds() == ["run_missing"]


def test_a_first_run_that_quiet_hours_put_off_is_not_missing(store, monkeypatch):
    quiet = {"schedule": {"every": "P7D", "quiet": "00:00-23:00", "zone": "UTC"}}
    with store.write() as connection:
        sources.enable(connection, "school", reviewed_by="us", note="")
        connection.execute(update(schema.source).values(definition=json.dumps(quiet)))
    at(monkeypatch, 1)
    assert kinds() == []
    at(monkeypatch, hours=11, minutes=30)
    assert kinds() == ["run_missing"]


def test_a_first_refusal_is_a_trouble_at_once_and_no_alarm_of_the_doctor(store):
    ended(store, Verdict.BLOCKED, Cause.CHALLENGE_PAGE)
    assert said() == NOTHING
    assert kinds() == ["source_blocked"]


def test_a_bad_run_of_a_source_that_is_late_is_its_trouble(store, monkeypatch):
    ended(store, Verdict.PASSED)
    at(monkeypatch, 15)
    ended(store, Verdict.REJECTED, Cause.ZERO_RESULTS)
    assert said().startswith("NOT WELL: school is late: ")
    assert kinds() == ["source_failing"]
    ended(store, Verdict.BLOCKED, Cause.CHALLENGE_PAGE)
    assert kinds() == ["source_blocked"]


def next_run_of(store):
    with store.read() as connection:
        row = sources.get(connection, "school")
        return next_run(row, ended_runs(connection)["school"], clock.now()).at


def test_one_bad_run_is_no_alarm_and_two_are_until_one_reads_well(store):
    ended(store, Verdict.PASSED)
    ended(store, Verdict.UNREACHABLE)
    assert said() == NOTHING
    ended(store, Verdict.UNREACHABLE)
    assert said().startswith(
        "NOT WELL: school: 2 bad runs in a row, the last unreachable (it did not answer); last read well on "
        "2026-11-23, next on 2026-11-23 18:"
    )
    ended(store, Verdict.PASSED)
    assert said() == NOTHING


@pytest.mark.parametrize("verdict", [Verdict.BLOCKED, Verdict.REJECTED, Verdict.THROTTLED, Verdict.ABANDONED])
def test_whatever_went_wrong_twice_is_said(store, verdict):
    ended(store, verdict)
    assert said() == NOTHING
    ended(store, verdict)
    assert f"school: 2 bad runs in a row, the last {verdict} (it did not answer); never read well" in said()


def test_a_source_that_was_not_read_well_for_two_intervals_is_late(store, monkeypatch):
    ended(store, Verdict.PASSED)
    with store.write() as connection:
        queue_run(connection, trigger="schedule")  # so that no run is missing
    at(monkeypatch, 14)
    assert said() == NOTHING
    at(monkeypatch, 1)
    assert said().startswith("NOT WELL: school is late: last read well on 2026-11-23, next on 2026-11-30 ")
    assert kinds() == ["source_late"]
    with store.write() as connection:
        runs.end(connection, 2, verdict=Verdict.CANCELLED)
    ended(store, Verdict.PASSED)
    assert said() == NOTHING


def test_a_source_that_is_paused_is_not_late_and_a_skipped_run_counts_as_read(store, monkeypatch):
    ended(store, Verdict.PASSED)
    at(monkeypatch, 15)
    with store.write() as connection:
        operator_pauses.pause(connection, "school", until=None, who="Jo", reason="They move")
    assert said() == NOTHING
    with store.write() as connection:
        operator_pauses.resume(connection, "school", who="Jo")
        operator_pauses.skip(connection, "school", due=clock.now(), who="Jo", reason="A holiday")
    assert said() == NOTHING
    at(monkeypatch, 15)
    assert said().startswith("NOT WELL: school is late: last read well on 2026-11-23")


def test_a_source_with_few_days_is_late_by_its_days(store, monkeypatch):
    days = '{"schedule": {"every": "P1D", "days": ["sat", "sun"]}}'
    with store.write() as connection:
        register_source(connection, interval_seconds=86400, definition=days)
    ended(store, Verdict.PASSED)
    with store.write() as connection:
        queue_run(connection)
    at(monkeypatch, 12)
    assert said() == NOTHING
    at(monkeypatch, 1)
    assert said().startswith("NOT WELL: school is late")


def test_a_budget_that_is_never_enough_is_reported(store, monkeypatch):
    for _ in range(4):
        assert said() == NOTHING
        at(monkeypatch, 1)
        ended(store, Verdict.PASSED, finish_reason="budget_spent")
    assert said() == (
        "NOT WELL: school: its last 4 runs ended at the budget of their day, so it is never read whole; raise "
        "politeness.requests_per_day or megabytes_per_day of its file"
    )
    ended(store, Verdict.PASSED)
    assert said() == NOTHING


def test_a_held_run_is_not_said_twice(store, monkeypatch):
    ended(store, Verdict.PASSED)
    at(monkeypatch, 14)
    ended(store, Verdict.HELD)
    at(monkeypatch, 2)
    assert said() == NOTHING


def test_one_that_waits_for_a_person_and_one_of_a_wrong_clock_are_said(store, monkeypatch):
    for _ in range(3):
        ended(store, Verdict.REJECTED, Cause.CANNOT_BEGIN)
    assert "school: the crawl could not begin: it did not answer; tried 3 times, so it waits for you" in said()
    at(monkeypatch, -30)
    assert "school: run 3 ended 2026-11-23 12:00 UTC, which is still to come" in said()


def test_a_source_that_is_disabled_is_none_of_this(store):
    ended(store, Verdict.BLOCKED)
    ended(store, Verdict.BLOCKED)
    with store.write() as connection:
        sources.disable(connection, "school", who="us", note="closed")
    assert said() == "0 sources have a schedule, and none is late or fails"


def test_each_bad_source_is_a_trouble_of_its_own_with_run_and_causes(store):
    with store.write() as connection:
        register_source(connection, "board", interval_seconds=7 * 86400)
    ended(store, Verdict.PASSED)
    for source, verdict in (("school", Verdict.REJECTED), ("board", Verdict.BLOCKED)):
        for _ in range(2):
            with store.write() as connection:
                number = queue_run(connection, source, trigger="schedule")
                causes = (FoundCause(code=Cause.CHALLENGE_PAGE, measured=2, about="a marker"),)
                run_judgments.end_with_causes(connection, number, verdict=verdict, causes=causes)
    with pytest.raises(NotWellError) as caught:
        sources_read(settings.current())
    assert [(one.kind, one.subject, one.run, one.count, one.codes) for one in caught.value.troubles] == [
        ("source_blocked", "board", 5, 2, ("blocked", "challenge_page")),
        ("source_failing", "school", 3, 2, ("rejected", "challenge_page")),
    ]


def test_a_broken_source_file_and_one_that_is_gone_are_said(store, home):
    with pytest.raises(NotWellError, match=r"^school has no source file any more; put it back, or `pinpoint sources"):
        source_files(settings.current())
    (home / "sources").mkdir(parents=True)
    (home / "sources" / "school.yml").write_text("id: school\n")
    with pytest.raises(NotWellError, match=r"school\.yml: name: is missing; write it"):
        source_files(settings.current())
    (home / "sources" / "school.yml").unlink()
    with store.write() as connection:
        sources.disable(connection, "school", who="us", note="")
    assert source_files(settings.current()).endswith(" source files can be read")
