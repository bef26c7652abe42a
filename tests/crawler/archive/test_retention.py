from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.archive.retention import Pruned, prune
from crawler.archive.writer import PageArchive
from index import clock, settings
from index.store.runs import pages, runs
from index.store.runs.pages import Origin
from index.store.runs.runs import Verdict
from tests.crawler.archive.invented import page


@pytest.fixture
def here(monkeypatch):
    monkeypatch.setenv("PINPOINT_ARCHIVE_RUNS_KEPT", "2")
    monkeypatch.setenv("PINPOINT_ARCHIVE_DAYS", "30")
    settings.current.cache_clear()
    return settings.current()


@pytest.fixture
def crawled(store, ended, here):
    """End a run with two archived pages and return it; or with one that lies in the file of another run."""

    def run(verdict=Verdict.REJECTED, *, unchanged_since=None, **more):
        made = ended(verdict, finish_reason="finished", **more)
        archive = PageArchive(here.archive, made.source, made.id)
        archive.keep(page(1))
        if unchanged_since is None:
            archive.keep(page(2))
        else:
            with store.read() as connection:
                archive.point_to(pages.one(connection, unchanged_since.id, 2), origin=Origin.UNCHANGED)
        archive.close()
        with store.write() as connection:
            pages.index(connection, archive.take_pending())
        return made

    return run


@pytest.fixture
def later(monkeypatch):
    def go(days):
        monkeypatch.setenv("PINPOINT_NOW", (clock.now() + timedelta(days=days)).isoformat())

    return go


def left(store, here):
    """(runs with pages, runs with files)"""
    with store.read() as connection:
        indexed = sorted(pages.runs_with_pages(connection))
    return indexed, sorted(int(file.name.split(".")[0]) for file in here.archive.glob("*/*"))


def test_the_newest_runs_and_the_last_days_are_kept(store, here, crawled, later):
    for _ in range(4):
        crawled()
    prune(store, here)
    assert left(store, here) == ([1, 2, 3, 4], [1, 2, 3, 4])  # all of them are young
    later(31)
    assert prune(store, here).runs == 2
    assert left(store, here) == ([3, 4], [3, 4])


def test_the_newest_good_run_and_those_that_wait_for_a_person_are_kept(store, here, crawled, queue, later):
    crawled(Verdict.PASSED)
    held = queue()
    with store.write() as connection:
        runs.start(connection, held.id, pid=1)
        runs.collect(connection, held.id, finish_reason="finished", stats={}, partial=False)
        runs.hold(connection, held.id, cause="have a look")
        archive = PageArchive(here.archive, held.source, held.id)
        archive.keep(page(1))
        archive.close()
        pages.index(connection, archive.take_pending())
    for _ in range(3):
        crawled()
    later(31)
    prune(store, here)
    assert left(store, here) == ([1, 2, 4, 5], [1, 2, 4, 5])


def test_a_file_stays_while_a_page_of_a_run_that_is_kept_lies_in_it(store, here, crawled, later):
    first = crawled()
    second = crawled(unchanged_since=first)
    crawled(unchanged_since=second)
    crawled()
    later(31)
    prune(store, here)
    assert left(store, here) == ([3, 4], [1, 3, 4])
    crawled()
    crawled()
    later(31)
    assert prune(store, here).files == 3
    assert left(store, here) == ([5, 6], [5, 6])


def test_a_replay_that_is_kept_keeps_the_pages_that_it_read(store, here, crawled, ended, later):
    first = crawled()
    crawled()
    crawled()
    later(31)
    ended(Verdict.PASSED, finish_reason="finished", replay_of=first.id, dry_run=True)
    prune(store, here)
    assert left(store, here)[0] == [1, 2, 3]


def test_a_dry_run_says_what_it_would_drop_and_drops_nothing(store, here, crawled, later):
    for _ in range(3):
        crawled()
    later(31)
    size = (here.archive / "school/000001.warc.gz").stat().st_size
    assert prune(store, here, dry_run=True) == Pruned(runs=1, files=1, bytes=size)
    assert left(store, here) == ([1, 2, 3], [1, 2, 3])


def test_what_a_pruning_that_died_left_behind_is_dropped_by_the_next(store, here, crawled, later):
    for _ in range(3):
        crawled()
    later(31)
    with store.write() as connection:
        pages.drop(connection, {1})
    assert replace(prune(store, here), bytes=0) == Pruned(runs=0, files=1, bytes=0)
    assert left(store, here) == ([2, 3], [2, 3])


def test_files_of_no_run_of_this_ledger_are_left_alone(store, here, crawled, later):
    for name in ("school/000099.warc.gz", "elsewhere/000001.warc.gz", "school/notes.txt"):
        (here.archive / name).parent.mkdir(parents=True, exist_ok=True)
        (here.archive / name).write_bytes(b"?")
    for _ in range(3):
        crawled()
    later(31)
    assert prune(store, here).files == 1
    assert (here.archive / "school/000099.warc.gz").exists()
    assert (here.archive / "elsewhere/000001.warc.gz").exists()
