import pytest

from index.store import open_store
from tests.index.resolve.listing_rows import Rows


@pytest.fixture
def rows(tmp_path):
    """A store to which a test adds listings as a crawl would leave them."""
    store = open_store(f"sqlite:///{tmp_path / 'home' / 'store.db'}")
    yield Rows(store)
    store.close()
