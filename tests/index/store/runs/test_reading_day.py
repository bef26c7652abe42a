from datetime import date

import pytest

from index.store.runs import pages, runs
from index.store.runs.pages import Origin, Page, reading_day
from tests.store_rows import queue_run


@pytest.fixture
def begun(store, monkeypatch):
    """Begin a run of the source at a time, and let its process die."""

    def run(now, **more):
        monkeypatch.setenv("PINPOINT_NOW", now)
        with store.write() as connection:
            number = queue_run(connection, **more)
            runs.start(connection, number, pid=1)
            runs.end(connection, number, verdict="abandoned")
            return runs.get(connection, number)

    return run


def day(store, run):
    with store.read() as connection:
        return reading_day(connection, run)


def test_a_run_s_listings_were_read_on_the_day_it_began_however_long_it_waited(store, begun, monkeypatch):
    run = begun("2026-11-23T23:59:00+00:00")
    monkeypatch.setenv("PINPOINT_NOW", "2026-12-01T00:00:00+00:00")
    assert day(store, run) == date(2026, 11, 23)


def test_pages_that_were_taken_over_are_not_newer_for_it(store, begun):
    run = begun("2026-11-24T10:00:00+00:00")
    taken = Page(
        run=run.id, sequence=1, url="", method="GET", fingerprint="", status=200, sha256="", etag=None,
        fetched_at="2026-11-23T22:00:00+00:00", last_modified=None, file="", offset=0, length=0, origin=Origin.RESUMED,
    )  # fmt: skip
    with store.write() as connection:
        pages.index(connection, [taken])
    assert day(store, run) == date(2026, 11, 23)


def test_a_replay_reads_nothing_anew(store, begun):
    run = begun("2026-11-23T10:00:00+00:00")
    replay = begun("2026-12-24T10:00:00+00:00", replay_of=run.id)
    assert day(store, replay) == date(2026, 11, 23)
