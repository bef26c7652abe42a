"""Listings that a crawl read reach the store at its end, or its run counts for nothing."""

import sqlite3
from types import SimpleNamespace

import pytest
from sqlalchemy.exc import OperationalError

from crawler.runs import stage_pipeline
from crawler.runs.stage_pipeline import NOT_STAGED, StagePipeline, write_with_retries
from index import settings
from index.store import open_store
from index.store.runs import staging
from tests.crawler.gates.directory import SOURCE, directory, register
from tests.store_rows import queue_run


class Stats(dict):
    def __bool__(self):
        return True

    def inc_value(self, name, by=1):
        self[name] = self.get(name, 0) + by


@pytest.fixture
def store(store):
    register(store)
    return store


@pytest.fixture
def pipeline(store, monkeypatch):
    """The pipeline of a crawl that waits a fifth of a second for a lock, and has read ten listings."""
    monkeypatch.setattr(stage_pipeline, "SECONDS_BETWEEN_TRIES", 0.05)
    with store.write() as connection:
        number = queue_run(connection, SOURCE)
    crawler = SimpleNamespace(
        stats=Stats(),
        settings=SimpleNamespace(getint=lambda name: number if name == "PINPOINT_RUN" else 0),
        spider=SimpleNamespace(
            definition=SimpleNamespace(patches=()),
            restricted=True,
            take_problems=list,
            take_visits=tuple,
            mark_after=lambda _id: "",
        ),
    )
    made = StagePipeline(crawler)
    made.open_spider()
    made.store.close()
    made.store = open_store(settings.current().database_url + "?timeout=0.2")
    for listing in directory(10):
        made.process_item(listing)
    yield made
    made.store.close()


@pytest.fixture
def locked(home, pipeline):
    other = sqlite3.connect(home / "store.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


def staged(store):
    with store.read() as connection:
        return staging.count(connection, 1)


def test_the_rest_is_staged_once_a_lock_is_gone(pipeline, locked, store, monkeypatch):
    tries = []

    def flush(take=pipeline.flush):
        tries.append(len(tries))
        if len(tries) == 3:
            locked.execute("ROLLBACK")
        take()

    monkeypatch.setattr(pipeline, "flush", flush)
    pipeline.close_spider()
    assert (tries, staged(store)) == ([0, 1, 2], 10)
    assert NOT_STAGED not in pipeline.crawler.stats


def test_a_crawl_that_cannot_stage_what_it_read_says_so(pipeline, locked, store):
    with pytest.raises(OperationalError):
        pipeline.close_spider()
    assert pipeline.crawler.stats[NOT_STAGED] == 1
    assert staged(store) == 0


def test_what_is_no_trouble_of_the_store_is_not_tried_again():
    tries = []

    def fails():
        tries.append(1)
        raise ValueError("a fault")

    with pytest.raises(ValueError, match="a fault"):
        write_with_retries(fails)
    assert tries == [1]
