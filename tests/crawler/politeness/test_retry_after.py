from datetime import timedelta

import pytest

from crawler.politeness.closed_hosts import LONGEST, retry_after
from index import clock


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        ("7", 7),
        (" 3600 ", 3600),
        ("Mon, 23 Nov 2026 12:01:00 GMT", 60),
        ("Monday, 23-Nov-26 12:01:00 GMT", 60),
        ("Mon Nov 23 12:01:00 2026", 60),
        ("Mon, 23 Nov 2026 13:01:00 +0100", 60),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 0),
    ],
)
def test_a_time_is_read_in_seconds_or_as_a_date(value, seconds):
    assert retry_after(value, clock.now()) == timedelta(seconds=seconds)


@pytest.mark.parametrize("value", ["2592001", "9" * 400, "Mon, 23 Nov 2099 12:00:00 GMT"])
def test_nobody_is_left_alone_for_more_than_thirty_days(value):
    assert retry_after(value, clock.now()) == LONGEST


@pytest.mark.parametrize("value", ["", "soon", "-5", "1.5", "٣", "Mon, 99 Nov 2026 12:00:00 GMT", "0x10"])
def test_what_is_no_time_says_nothing(value):
    assert retry_after(value, clock.now()) is None
