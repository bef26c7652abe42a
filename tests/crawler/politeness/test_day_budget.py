"""The budget of a source and day: counted over runs, begun anew each day (UTC), lost by no kill."""

import pytest

from crawler.politeness.day_budget import DayBudget, DayLimits
from crawler.sources.parts import Politeness
from index import settings

LIMITS = DayLimits(requests=3, bytes=2_000_000)


@pytest.fixture
def runs(home):
    """The budgets of two runs of one source."""
    return DayBudget(home, "school", LIMITS), DayBudget(home, "school", LIMITS)


def test_requests_are_counted_over_all_runs_of_a_day_up_to_the_limit(runs):
    one, other = runs
    assert [one.take(), other.take(), one.take(), other.take()] == ["", "", "", "3 requests a day"]
    assert (one.used().requests, one.used().spent(LIMITS)) == (3, "3 requests a day")


def test_bytes_are_counted_and_the_response_that_reaches_the_limit_is_the_last(runs):
    one, other = runs
    assert one.take() == ""
    one.receive(1_999_999)
    assert other.take() == ""
    other.receive(500_000)
    assert one.take() == "2 MB a day"
    assert one.used().bytes == 2_499_999


def test_a_new_day_in_utc_begins_a_new_count_and_so_does_a_clock_that_was_wrong(runs, monkeypatch):
    one, _ = runs
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-23T23:59:59+00:00")
    one.take()
    for now in ("2026-11-24T00:00:00+00:00", "2026-11-23T18:00:00-06:00", "2026-11-20T00:00:00+00:00"):
        monkeypatch.setenv("PINPOINT_NOW", now)
        assert one.used().requests == 0
    assert one.take() == ""
    assert one.used().requests == 1


@pytest.mark.parametrize(
    "written", ["", "{", "[]", '{"day": "2026-11-23"}', '{"day": "2026-11-23", "requests": null, "bytes": 0}']
)
def test_a_file_that_was_cut_short_begins_a_new_count(runs, written):
    one, _ = runs
    one.take()
    one.path.write_text(written)
    assert one.used().requests == 0
    assert one.take() == ""
    assert one.used().requests == 1


def test_without_a_limit_requests_are_counted_all_the_same(home):
    budget = DayBudget(home, "school", DayLimits())
    assert {budget.take() for _ in range(50)} == {""}
    assert budget.used().requests == 50


def test_the_file_s_limits_replace_those_of_the_settings(monkeypatch):
    monkeypatch.setenv("PINPOINT_SOURCE_REQUESTS_PER_DAY", "500")
    monkeypatch.setenv("PINPOINT_SOURCE_MEGABYTES_PER_DAY", "20")
    here = settings.current()
    assert DayLimits.of(Politeness(), here) == DayLimits(requests=500, bytes=20_000_000)
    own = Politeness(requests_per_day=0, megabytes_per_day=3)
    assert DayLimits.of(own, here) == DayLimits(requests=0, bytes=3_000_000)
