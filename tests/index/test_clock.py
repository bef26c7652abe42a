from datetime import UTC, date, datetime

import pytest

from index import clock


def test_the_clock_is_held_by_the_environment(monkeypatch):
    monkeypatch.setenv("PINPOINT_NOW", "2026-03-01T23:30:00-05:00")
    assert clock.now() == datetime(2026, 3, 2, 4, 30, tzinfo=UTC)
    assert clock.today() == date(2026, 3, 2)


@pytest.mark.parametrize("value", ["yesterday", "2026-03-01T23:30:00"])
def test_a_time_that_cannot_be_placed_is_refused(monkeypatch, value):
    monkeypatch.setenv("PINPOINT_NOW", value)
    with pytest.raises(clock.ClockError, match="PINPOINT_NOW"):
        clock.now()
