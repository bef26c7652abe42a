"""When a source is due by its schedule: intervals, times of day on any zone's clock, days, and quiet hours."""

import json
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import assume, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pydantic import ValidationError

from crawler.sources.definition import error_text
from crawler.sources.run_schedule import LATE, WEEKDAYS, SourceSchedule, _quiet_minutes
from crawler.worker.schedule import Waits, next_run, planned_interval
from index.store.runs.causes import Cause, FoundCause
from index.store.runs.newest_runs import EndedRun
from index.store.runs.runs import Verdict
from index.store.sources import SourceRow

START = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def source(every="7d", **changes):
    """A source whose schedule has these keys; changes of its row begin with `row_`."""
    row = {name.removeprefix("row_"): changes.pop(name) for name in list(changes) if name.startswith("row_")}
    schedule = SourceSchedule.model_validate({"every": every, **changes})
    own = {
        "id": "school",
        "host_key": "school.test",
        "definition": json.dumps({"schedule": json.loads(schedule.model_dump_json())}),
        "interval_seconds": int(schedule.every.total_seconds()),
        "enabled": True,
        "reviewed_by": "us",
        "reviewed_on": None,
        "review_note": "",
        "paused_until": None,
    }
    return SourceRow(**own | row)


def run(began, *, verdict=Verdict.PASSED, cause=None, took=20 * MINUTE):
    return EndedRun(
        id=1,
        source="school",
        verdict=verdict,
        cause="",
        causes=(FoundCause(code=cause),) if cause else (),
        finish_reason="finished",
        queued_at=began,
        ended_at=began + took,
    )


def due(of, *ended, now=START):
    return next_run(of, ended, now).at


def local(moment, zone):
    return f"{moment.astimezone(ZoneInfo(zone)):%a %Y-%m-%d %H:%M}"


def test_a_source_that_never_ran_is_due_now():
    assert due(source()) == START
    assert due(source("1d", at="02:30")) == START


@given(st.text(min_size=1), st.datetimes(timezones=st.just(UTC)).filter(lambda moment: 1 < moment.year < 9000))
def test_jitter_stays_within_its_share_and_is_the_same_after_a_restart(name, end):
    of = source(row_id=name)
    moment = due(of, run(end, took=timedelta(0)), now=end)
    assert timedelta(days=7) <= moment - end <= timedelta(days=7.7)
    assert due(of, run(end, took=timedelta(0)), now=end) == moment


def test_jitter_spreads_sources_apart():
    assert len({due(source(row_id=f"school {number}"), run(START)) for number in range(50)}) == 50


def test_after_a_standstill_a_source_is_due_once_and_then_from_its_new_end():
    assert due(source(), run(START - 90 * DAY)) < START
    assert due(source(), run(START)) > START + 7 * DAY


DENVER = {"at": "02:30", "zone": "America/Denver"}


@pytest.mark.parametrize(
    ("every", "keys", "began", "following"),
    [
        ("1d", {}, "2026-11-23T09:30", "Tue 2026-11-24 02:30"),
        ("1d", {}, "2026-11-23T21:00", "Tue 2026-11-24 02:30"),  # by hand: the nearest to a day later
        ("1d", {}, "2026-11-23T22:00", "Wed 2026-11-25 02:30"),
        ("7d", {}, "2026-11-23T09:30", "Mon 2026-11-30 02:30"),
        ("7d", {"days": ["sun"]}, "2026-11-22T09:31", "Sun 2026-11-29 02:30"),
        ("7d", {"days": ["sun"]}, "2026-11-23T09:31", "Sun 2026-11-29 02:30"),  # tried again a day late
        ("7d", {"days": ["sun"]}, "2026-11-27T09:31", "Sun 2026-12-06 02:30"),
        ("1d", {"days": ["sat", "sun"]}, "2026-11-22T09:31", "Sat 2026-11-28 02:30"),
    ],
)
def test_a_time_of_day_is_the_one_nearest_to_the_interval(every, keys, began, following):
    last = run(datetime.fromisoformat(f"{began}+00:00"))
    assert local(due(source(every, **DENVER, **keys), last, now=last.ended_at), "America/Denver") == following


def test_times_of_day_that_passed_while_a_run_took_long_are_not_made_up_for():
    last = run(datetime(2026, 11, 23, 9, 30, tzinfo=UTC), took=50 * HOUR)
    assert local(due(source("1d", **DENVER), last, now=last.ended_at), "America/Denver") == "Thu 2026-11-26 02:30"


def test_a_missed_time_of_day_is_due_at_once_if_its_day_allows_it():
    last = run(datetime(2026, 11, 22, 9, 30, tzinfo=UTC))
    daily, sundays = source("1d", **DENVER), source("7d", **DENVER, days=["sun"])
    assert due(daily, last, now=START) <= START
    late = datetime(2026, 11, 29, 9, 30, tzinfo=UTC)  # Sunday 02:30
    assert due(sundays, last, now=late + 10 * HOUR) == late
    assert local(due(sundays, last, now=late + 30 * HOUR), "America/Denver") == "Sun 2026-12-06 02:30"


def test_a_failed_run_is_tried_again_before_the_next_time_of_day():
    failed = run(datetime(2026, 11, 22, 9, 30, tzinfo=UTC), verdict=Verdict.UNREACHABLE)
    assert due(source("7d", **DENVER), failed, now=failed.ended_at) == failed.ended_at + 6 * HOUR
    assert local(due(source("1d", **DENVER), failed, now=failed.ended_at), "UTC") == "Sun 2026-11-22 15:50"
    assert local(due(source("7d", **DENVER, days=["sun"]), failed, now=START), "America/Denver") == (
        "Sun 2026-11-29 02:30"
    )


def test_a_refusal_is_never_asked_again_early_by_a_time_of_day():
    refused = run(datetime(2026, 11, 22, 10, 30, tzinfo=UTC), verdict=Verdict.BLOCKED)
    assert local(due(source("7d", **DENVER), refused, now=START), "America/Denver") == "Mon 2026-12-07 02:30"


def test_a_retry_policy_replaces_delays_and_ends_after_the_most_tries():
    policy = {"retry": {"unreachable": {"after": "2h", "doubles": True, "most": 3}}, "jitter": 0}
    of, failed = source("30d", **policy), run(START, verdict=Verdict.UNREACHABLE, took=timedelta(0))
    assert [due(of, *[failed] * times) - START for times in (1, 2, 3, 4)] == [2 * HOUR, 4 * HOUR, 8 * HOUR, 30 * DAY]
    rejected = run(START, verdict=Verdict.REJECTED, took=timedelta(0))
    assert due(of, rejected) - START == DAY
    died = run(START, verdict=Verdict.ABANDONED, cause=Cause.STOPPED, took=timedelta(0))
    assert due(source("30d", retry={"abandoned": {"after": "1d"}}), died) == START  # a stop says nothing of the source


def at_a_limit(reason, *days):
    """Runs that ended so at noon, so many days before START, newest first."""
    return [replace(run(START - day * DAY, took=timedelta(0)), finish_reason=reason) for day in days]


def test_a_spent_budget_is_continued_in_the_first_hour_of_the_next_day_in_utc():
    of = source("30d", jitter=0)
    for days in ([0], [0, 1], [0, 1, 2], [0, 9, 10, 11, 12]):
        following = due(of, *at_a_limit("budget_spent", *days))
        assert START + 12 * HOUR <= following < START + 13 * HOUR
    assert due(of, *at_a_limit("budget_spent", 0, 1, 2, 3)) == START + 30 * DAY  # too small: the schedule applies
    assert due(of, run(START, took=timedelta(0)), *at_a_limit("budget_spent", 1)) == START + 30 * DAY
    hourly = source("1h", jitter=0)
    assert due(hourly, *at_a_limit("budget_spent", 0)) == START + HOUR


def test_a_run_that_reached_the_quiet_hours_goes_on_when_they_are_over():
    of = source("30d", quiet="11:30-14:00")
    assert due(of, *at_a_limit("quiet_hours", 0)) == START + 2 * HOUR


def test_a_due_run_waits_for_the_end_of_quiet_hours_and_for_an_allowed_day():
    quiet = source("1d", jitter=0, quiet="08:00-18:00", zone="America/Denver")
    last = run(datetime(2026, 11, 22, 18, 0, tzinfo=UTC), took=timedelta(0))  # 11:00 in Denver
    assert local(due(quiet, last, now=START), "America/Denver") == "Mon 2026-11-23 18:00"
    nights = source("1d", jitter=0, quiet=["22:00-06:00", "12:00-13:00"])
    assert [f"{due(nights, run(START, took=wait), now=START + wait):%d %H:%M}" for wait in (0 * HOUR, 11 * HOUR)] == [
        "24 13:00",
        "25 06:00",
    ]
    weekends = source("1d", jitter=0, days=["sun", "sat"], quiet="00:00-06:00")
    assert f"{due(weekends, last, now=last.ended_at):%a %d %H:%M}" == "Sat 28 06:00"


def test_a_pause_of_an_operator_counts_and_quiet_hours_after_it_too():
    paused = {"row_operator_paused_at": START, "row_operator_paused_by": "Jo"}
    assert next_run(source(**paused), [], START) == next_run(source(**paused), [run(START)], START + 300 * DAY)
    assert next_run(source(**paused), [], START).waits is Waits.OPERATOR
    until = source(**paused, row_operator_paused_until=START + DAY, quiet="10:00-14:00")
    assert due(until) == START + DAY + 2 * HOUR
    assert next_run(until, [], START + DAY + 2 * HOUR).waits is Waits.SCHEDULE


def test_a_skipped_run_counts_as_if_it_had_been_read():
    last = run(START - 8 * DAY, took=timedelta(0))
    assert due(source(jitter=0, row_skipped_at=START), last) == START + 7 * DAY
    assert due(source(jitter=0, row_skipped_at=START)) == START + 7 * DAY
    assert due(source(jitter=0, row_skipped_at=START - 9 * DAY), last) == START - DAY
    assert due(source(jitter=0, row_skipped_at=START - 9 * DAY), now=START) == START - 2 * DAY  # never read


def test_a_crawl_by_hand_after_a_skip_counts_like_any_other():
    skipped = source(jitter=0, row_skipped_at=START + 6 * DAY)
    assert due(skipped, run(START, took=timedelta(0))) == START + 7 * DAY  # after the skipped time anyway
    failed = run(START, verdict=Verdict.UNREACHABLE, took=timedelta(0))
    assert due(skipped, failed) == START + 13 * DAY  # its next try would come before the skipped time is over


def test_a_skipped_time_of_day_stays_skipped_after_a_crawl_by_hand_before_it():
    daily = source("1d", at="02:30", row_skipped_at=START.replace(day=24, hour=2, minute=30))
    by_hand = run(START.replace(hour=3))  # nearest to a day after it is the skipped time
    assert due(replace(daily, skipped_at=None), by_hand) == daily.skipped_at
    assert due(daily, by_hand) == daily.skipped_at + DAY
    evening = run(START.replace(hour=18))
    assert due(daily, evening, now=START + 12 * HOUR) == daily.skipped_at + DAY


def test_a_blocked_run_during_which_the_clock_was_set_back_delays_nothing_by_years():
    blocked = replace(run(START + 3650 * DAY, verdict=Verdict.BLOCKED), ended_at=START)
    assert due(source("1d", at="02:30"), blocked) == datetime(2026, 11, 26, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ({"every": "0d"}, "every: is no time at all"),
        ({"at": "02:30"}, "every: is missing, so no run would ever be due"),
        ({"days": ["sun"]}, "every: is missing, so no run would ever be due"),
        ({"every": "12h", "at": "02:30"}, "every: write whole days where `at` names a time of day"),
        ({"every": "1d", "at": 750}, "at: 750 is no time of day; write hours and minutes in quotes"),
        ({"every": "1d", "at": "24:00"}, "at: '24:00' is no time of day"),
        ({"every": "1d", "days": []}, "days: names no day, so no run could ever start"),
        ({"every": "1d", "quiet": "00:00-24:00"}, "quiet: cover the whole day, so no run could ever start"),
        ({"every": "1d", "quiet": ["20:00-08:00", "08:00-20:00"]}, "quiet: cover the whole day"),
        ({"every": "1d", "quiet": "8-18"}, "quiet: '8-18' are no hours; write their beginning and end"),
        ({"every": "1d", "at": "02:30", "quiet": "22:00-06:00"}, "at: 02:30 lies in the quiet hours"),
        ({"every": "1d", "zone": "Mars/Olympus"}, "zone: 'Mars/Olympus' is no time zone"),
        ({"every": "1d", "zone": "../etc/passwd"}, "zone: '../etc/passwd' is no time zone"),
        ({"every": "1d", "retry": {"rejected": {"after": "1m"}}}, "retry.rejected.after: "),
    ],
)
def test_a_schedule_that_can_never_run_is_refused_with_a_sentence(keys, sentence):
    with pytest.raises(ValidationError) as error:
        SourceSchedule.model_validate(keys)
    assert error_text(error.value).startswith(sentence)


def test_a_registered_schedule_that_cannot_be_read_any_more_waits_for_a_person():
    gone = replace(source(), definition='{"schedule": {"every": "P7D", "zone": "Europe/Gone"}}')
    following = next_run(gone, [run(START - 30 * DAY)], START)
    assert (following.at, following.waits) == (None, Waits.PERSON)
    assert following.trouble == (
        "the schedule of school, as registered, cannot be read (zone: 'Europe/Gone' is no time zone; write a name of "
        "IANA, such as America/Denver): correct its file"
    )
    assert planned_interval(gone) == timedelta(days=7)


ZONES = sorted(available_timezones() - {"localtime", "Factory"})
TIMES = st.integers(0, 1439).map(lambda minute: f"{minute // 60:02}:{minute % 60:02}")


@hypothesis_settings(max_examples=25)
@given(st.sampled_from(ZONES), st.integers(1971, 2036), TIMES, st.integers(0, 600))
@example("America/New_York", 2026, "02:30", 0)  # does not exist on March 8
@example("America/New_York", 2026, "01:30", 0)  # exists twice on November 1
@example("Australia/Lord_Howe", 2026, "02:15", 0)  # half an hour
@example("Antarctica/Troll", 2026, "01:30", 0)  # two hours
@example("Africa/Cairo", 2026, "00:00", 0)  # midnight does not exist
@example("America/Scoresbysund", 2024, "23:45", 0)  # the next day's first hour takes its place
@example("Pacific/Apia", 2011, "02:30", 0)  # December 30 does not exist
@example("Pacific/Kwajalein", 1993, "23:59", 0)  # nor August 21
def test_a_time_of_day_comes_exactly_once_a_day_in_every_zone(zone, year, at, seconds_late):
    of, here = source("1d", at=at, zone=zone), ZoneInfo(zone)
    end = datetime(year + 1, 1, 2, tzinfo=UTC)
    last = run(datetime(year, 1, 1, tzinfo=UTC), took=timedelta(0))
    moments = []
    while last.ended_at < end:
        moment = due(of, last, now=last.ended_at)
        assert due(of, last, now=moment) == moment > last.ended_at
        moments.append(moment)
        last = run(moment + timedelta(seconds=seconds_late))
    days = []
    for moment in moments:
        wall = moment.astimezone(here)
        assert f"{wall:%H:%M}" != at or wall.fold == 0  # the first, where it exists twice
        (day, *_) = [day for day in (wall.date(), wall.date() - DAY) if on(day, at, here) == moment]
        days.append(day)
    between = (days[0] + number * DAY for number in range((days[-1] - days[0]).days + 1))
    assert days == [day for day in between if any(on(day, f"{hour:02}:00", here, day) for hour in range(24))]


def on(day, at, here, only=None):
    """The moment of a time of day, as zoneinfo understands it; with `only`, whether it lies on that day."""
    moment = datetime.combine(day, time.fromisoformat(at), here).astimezone(UTC)
    return moment if only is None else moment.astimezone(here).date() == only


@hypothesis_settings(max_examples=60)
@given(
    st.sampled_from(ZONES),
    st.integers(0, 66 * 366 * 1440).map(lambda minutes: datetime(1971, 1, 1, tzinfo=UTC) + minutes * MINUTE),
    st.lists(st.tuples(TIMES, TIMES).filter(lambda pair: pair[0] != pair[1]), min_size=1, max_size=2),
    st.sets(st.sampled_from(WEEKDAYS), min_size=1),
)
def test_the_first_allowed_moment_is_allowed_and_nothing_before_it_is(zone, moment, spans, days):
    quiet = [f"{one}-{other}" for one, other in spans]
    assume(len(_quiet_minutes(tuple(quiet))) < 1440)
    plan = SourceSchedule(every="1d", zone=zone, quiet=quiet, days=sorted(days))
    first = plan.first_allowed(moment)
    assert first >= moment
    assert not plan.is_quiet(first)
    here = ZoneInfo(zone)
    assert days & {WEEKDAYS[one.astimezone(here).weekday()] for one in (first, first - LATE)}
    assert first - moment < 16 * DAY


def test_a_calendar_day_is_a_day_of_its_zone():
    plan = SourceSchedule(every="1d", days=["mon"], zone="Pacific/Auckland")
    assert plan.first_allowed(datetime(2026, 11, 22, 10, 0, tzinfo=UTC)) == datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
