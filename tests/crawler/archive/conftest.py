import pytest

from index.store.runs import runs
from tests.store_rows import queue_run, register_source


@pytest.fixture
def store(store):
    with store.write() as connection:
        register_source(connection)
    return store


@pytest.fixture
def queue(store):
    """Queue a run of the school and return its row."""

    def queued(**more):
        with store.write() as connection:
            return runs.get(connection, queue_run(connection, **more))

    return queued


@pytest.fixture
def ended(store, queue):
    """Run the school to a verdict and return its row."""

    def made(verdict, *, finish_reason="", **more):
        run = queue(**more)
        with store.write() as connection:
            runs.start(connection, run.id, pid=1)
            if finish_reason:
                runs.collect(connection, run.id, finish_reason=finish_reason, stats={}, partial=False)
            runs.end(connection, run.id, verdict=verdict)
            return runs.get(connection, run.id)

    return made
