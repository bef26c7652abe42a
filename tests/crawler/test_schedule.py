from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crawler.worker.schedule import Schedule, due

START = datetime(2026, 11, 23, 12, tzinfo=UTC)
WEEKLY = Schedule(every=timedelta(days=7), jitter=0.1)


def test_a_source_that_never_ran_is_due_now():
    assert due(WEEKLY, "school", None, START) == START


@given(st.text(min_size=1), st.datetimes(timezones=st.just(UTC)).filter(lambda moment: moment.year < 9000))
def test_jitter_stays_within_its_share_and_is_the_same_after_a_restart(source, last_end):
    moment = due(WEEKLY, source, last_end, START)
    assert timedelta(days=7) <= moment - last_end <= timedelta(days=7.7)
    assert due(WEEKLY, source, last_end, START) == moment


def test_jitter_spreads_sources_apart():
    assert len({due(WEEKLY, f"school {number}", START, START) for number in range(50)}) == 50


def test_after_a_standstill_a_source_is_due_once_and_then_from_its_new_end():
    long_ago = START - timedelta(days=90)
    assert due(WEEKLY, "school", long_ago, START) < START
    assert due(WEEKLY, "school", START, START) > START
