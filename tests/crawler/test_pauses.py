from datetime import timedelta

import pytest

from crawler.runs.settle import pause, pause_after
from index import clock
from index.store import sources
from index.store.runs import runs
from index.store.runs.runs import Verdict
from tests.store_rows import queue_run, register_source

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("asked", "in_a_row", "expected"),
    [
        (timedelta(), 1, HOUR),
        (timedelta(seconds=7), 1, HOUR),
        (3 * HOUR, 1, 3 * HOUR),
        (timedelta(), 3, 4 * HOUR),
        (timedelta(), 12, timedelta(days=30)),
        (timedelta(days=30), 1, timedelta(days=30)),
    ],
)
def test_a_source_is_left_alone_as_long_as_it_asks_and_longer_each_time(asked, in_a_row, expected):
    assert pause(asked, in_a_row) == expected


@pytest.fixture
def store(store):
    with store.write() as connection:
        register_source(connection, "a", interval_seconds=86400)
    return store


def ended(store, verdict, seconds=0, replay_of=None):
    with store.write() as connection:
        number = queue_run(connection, "a", replay_of=replay_of)
        runs.start(connection, number, pid=1)
        stats = {"manners/retry_after_seconds": seconds}
        runs.collect(connection, number, finish_reason="throttled", stats=stats, partial=False)
        runs.end(connection, number, verdict=verdict)
        pause_after(connection, runs.get(connection, number))
        return sources.get(connection, "a").paused_until


def test_a_throttled_run_pauses_its_source_until_then(store):
    assert ended(store, Verdict.THROTTLED, 7200) == clock.now() + 2 * HOUR


def test_each_further_one_doubles_the_pause(store):
    assert [ended(store, Verdict.THROTTLED) - clock.now() for _ in range(3)] == [HOUR, 2 * HOUR, 4 * HOUR]


def test_a_shorter_pause_does_not_take_the_place_of_a_longer_one(store):
    ended(store, Verdict.THROTTLED, 86400)
    assert ended(store, Verdict.THROTTLED) == clock.now() + timedelta(days=1)


@pytest.mark.parametrize("verdict", [Verdict.PASSED, Verdict.HELD])
def test_a_run_that_read_well_ends_the_pause_and_the_next_one_begins_anew(store, verdict):
    ended(store, Verdict.THROTTLED, 86400)
    ended(store, Verdict.THROTTLED)
    assert ended(store, verdict) is None
    assert ended(store, Verdict.THROTTLED) == clock.now() + HOUR


@pytest.mark.parametrize("verdict", [Verdict.UNREACHABLE, Verdict.REJECTED, Verdict.ABANDONED, Verdict.BLOCKED])
def test_a_run_that_read_nothing_leaves_the_pause(store, verdict):
    paused = ended(store, Verdict.THROTTLED, 86400)
    assert ended(store, verdict) == paused


def test_a_replay_that_passed_asked_nobody_and_leaves_the_pause(store):
    paused = ended(store, Verdict.THROTTLED, 86400)
    assert ended(store, Verdict.PASSED, replay_of=1) == paused


def test_any_other_run_pauses_nothing(store):
    assert ended(store, Verdict.UNREACHABLE, 7200) is None


def test_a_replay_of_a_throttled_run_asked_nobody_and_pauses_nothing(store):
    assert ended(store, Verdict.THROTTLED, replay_of=1) is None
    assert ended(store, Verdict.THROTTLED) - clock.now() == HOUR


def test_reading_a_throttled_run_again_from_the_archive_pauses_nothing(store):
    ended(store, Verdict.PASSED)
    assert ended(store, Verdict.THROTTLED, 7200, replay_of=1) is None
