"""The time at which a source is tried again, by the verdicts of its last runs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from crawler.worker.schedule import bad_in_a_row, last_read_well, next_run
from index.store.runs.causes import Cause, FoundCause
from index.store.runs.runs import Verdict
from index.store.sources import SourceRow

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MONTH = timedelta(days=30)
SOURCE = SourceRow(
    id="school",
    host_key="school.test",
    definition='{"schedule": {"jitter": 0.0}}',
    interval_seconds=int(MONTH.total_seconds()),
    enabled=True,
    reviewed_by="us",
    reviewed_on=None,
    review_note="",
    paused_until=None,
)
PASSED, HELD, BLOCKED = Verdict.PASSED, Verdict.HELD, Verdict.BLOCKED
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def ended(*outcomes, at=NOW):
    """Runs with these verdicts or (verdict, cause), newest first, that ended an hour apart."""
    endings = [outcome if isinstance(outcome, tuple) else (outcome, None) for outcome in outcomes]
    return [
        SimpleNamespace(
            id=len(endings) - number,
            source="school",
            verdict=verdict,
            queued_at=at - number * HOUR,
            ended_at=at - number * HOUR,
            finish_reason="finished",
            causes=(FoundCause(code=cause, about="it is so"),) if cause else (),
            cause="it is so",
        )
        for number, (verdict, cause) in enumerate(endings)
    ]


def wait(*outcomes):
    return next_run(SOURCE, ended(*outcomes), NOW).at - NOW


REJECTED = (Verdict.REJECTED, Cause.ZERO_RESULTS)
EARLY = (Verdict.REJECTED, Cause.ENDED_EARLY)
FULL = (Verdict.REJECTED, Cause.ARCHIVE_FAILED)
DIED = (Verdict.ABANDONED, Cause.PROCESS_DIED)
STOPPED = (Verdict.ABANDONED, Cause.STOPPED)
BROKEN = (Verdict.REJECTED, Cause.CANNOT_BEGIN)


@pytest.mark.parametrize(
    ("outcomes", "waited"),
    [
        ([PASSED], MONTH),
        ([HELD], MONTH),
        ([(Verdict.CANCELLED, Cause.CANCELLED)], MONTH),
        ([REJECTED], DAY),
        ([REJECTED, PASSED], DAY),
        ([REJECTED] * 2, 2 * DAY),
        ([REJECTED, (Verdict.REJECTED, Cause.LAYOUT_CHANGED), REJECTED, PASSED], 4 * DAY),
        ([REJECTED] * 5, 16 * DAY),
        ([REJECTED] * 6, MONTH),
        ([REJECTED] * 20, MONTH),
        ([(Verdict.REJECTED, Cause.TURNED_DOWN)], MONTH),
        ([(Verdict.REJECTED, Cause.SUPERSEDED)], MONTH),
        ([FULL], HOUR),
        ([FULL] * 9, HOUR),
        ([EARLY], HOUR),
        ([EARLY] * 3, 4 * HOUR),
        ([DIED], timedelta(minutes=10)),
        ([DIED] * 4, timedelta(minutes=80)),
        ([DIED] * 20, MONTH),
        ([STOPPED], timedelta(0)),
        ([STOPPED, DIED, DIED], timedelta(0)),
        ([Verdict.UNREACHABLE] * 7, 6 * HOUR),
        ([Verdict.THROTTLED], DAY),
        ([BLOCKED], 2 * MONTH),
        ([BLOCKED, BLOCKED, PASSED], 4 * MONTH),
        ([BLOCKED] * 3, 8 * MONTH),
        ([BLOCKED] * 9, timedelta(days=365)),
        ([BROKEN], HOUR),
        ([BROKEN, BROKEN, PASSED], 2 * HOUR),
    ],
)
def test_what_went_wrong_says_when_it_is_tried_again(outcomes, waited):
    assert wait(*outcomes) == waited


def test_nothing_is_tried_later_than_its_schedule_says_but_a_closed_door():
    hourly = replace(SOURCE, interval_seconds=3600)
    for outcome in (REJECTED, EARLY, FULL, DIED, Verdict.UNREACHABLE, Verdict.THROTTLED, BROKEN):
        for times in (1, 2):
            assert next_run(hourly, ended(*[outcome] * times), NOW).at - NOW <= HOUR
    assert next_run(hourly, ended(BLOCKED), NOW).at - NOW == 2 * HOUR


def test_a_source_that_cannot_begin_three_times_waits_for_a_person():
    following = next_run(SOURCE, ended(BROKEN, BROKEN, BROKEN, PASSED), NOW)
    assert following.at is None
    assert following.trouble == ("it is so; tried 3 times, so it waits for you: mend it, then `pinpoint crawl school`")
    assert next_run(SOURCE, ended(PASSED, BROKEN, BROKEN, BROKEN), NOW).trouble == ""


@pytest.mark.parametrize("verdict", [PASSED, Verdict.REJECTED, BLOCKED, Verdict.ABANDONED])
def test_a_run_that_ends_in_the_future_is_said_and_the_source_is_due_now(verdict):
    following = next_run(SOURCE, ended(verdict, at=NOW + timedelta(days=3650)), NOW)
    assert following.at == NOW
    assert following.trouble.startswith("run 1 ended 2036-11-20 12:00 UTC, which is still to come: the clock was wrong")


def test_clocks_that_differ_by_minutes_are_no_trouble():
    following = next_run(SOURCE, ended(PASSED, at=NOW + timedelta(minutes=50)), NOW)
    assert (following.at, following.trouble) == (NOW + timedelta(minutes=50) + MONTH, "")


def test_a_pause_is_kept_and_one_that_a_wrong_clock_set_is_not():
    paused = replace(SOURCE, paused_until=NOW + timedelta(days=29))
    assert next_run(paused, [], NOW).at == NOW + timedelta(days=29)
    assert next_run(replace(SOURCE, paused_until=NOW + timedelta(days=3650)), [], NOW).at == NOW


def test_a_source_that_never_ran_is_due_now():
    assert next_run(SOURCE, [], NOW).at == NOW


def test_bad_runs_are_counted_in_a_row_and_stops_say_nothing():
    assert bad_in_a_row(ended(REJECTED, STOPPED, BLOCKED, (Verdict.CANCELLED, Cause.CANCELLED), DIED, HELD, DIED)) == 3
    assert bad_in_a_row(ended(PASSED, REJECTED)) == bad_in_a_row([]) == 0


def test_the_last_good_reading_is_that_of_the_newest_run_that_passed():
    runs = ended(REJECTED, HELD, PASSED, PASSED)
    assert last_read_well(runs) == NOW - 2 * HOUR
    assert last_read_well(ended(REJECTED, HELD)) is None
