import pytest

from index import settings
from index.publish.publisher import publish
from index.published.reader import PublishedReader
from index.store import open_store
from tests.index.publish import invented


@pytest.fixture
def store(home):
    opened = open_store(settings.current().database_url)
    invented.settle(opened)
    yield opened
    opened.close()


@pytest.fixture
def folder(home):
    return settings.current().generations


@pytest.fixture
def reader(store, folder):
    """A reader of what is published, which looks each time it is asked."""
    publish(store, settings.current())
    return PublishedReader(folder, every=0)
