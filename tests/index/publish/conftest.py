import pytest

from index import settings
from index.publish.publisher import publish
from index.published.reader import PublishedReader
from tests.index.publish import invented


@pytest.fixture
def store(store):
    invented.settle(store)
    return store


@pytest.fixture
def folder(home):
    return settings.current().generations


@pytest.fixture
def published(store):
    """The report of a first publish."""
    return publish(store, settings.current())


@pytest.fixture
def reader(published, folder):
    """A reader that looks each time it is asked."""
    return PublishedReader(folder, every=0)
