import pytest

from crawler.runs.settle import settle
from index import settings
from tests.crawler.gates import directory


@pytest.fixture
def store(store):
    directory.register(store)
    return store


@pytest.fixture
def settled(store):
    """Stage, judge and perhaps promote a run; returns its row."""

    def run(listings, acceptance=None, **of_run):
        run_id = directory.collected(store, listings, **of_run)
        settle(store, settings.current(), run_id, acceptance=acceptance, progress=lambda *_: None)
        return directory.row(store, run_id)

    return run
