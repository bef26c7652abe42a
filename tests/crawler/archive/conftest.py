import pytest

from index import settings
from index.store import open_store, sources
from index.store.runs import runs
from index.store.runs.runs import RunRequest


@pytest.fixture
def store(home):
    opened = open_store(settings.current().database_url)
    with opened.write() as connection:
        sources.register(
            connection, source_id="school", host_key="school.test", definition="{}", interval_seconds=0, enabled=True
        )
    yield opened
    opened.close()


@pytest.fixture
def queue(store):
    """Queue a run of the school and return its row."""

    def queued(**more):
        with store.write() as connection:
            request = RunRequest(**{"source": "school", "trigger": "manual", "arguments": {}} | more)
            return runs.get(connection, runs.queue(connection, request))

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
