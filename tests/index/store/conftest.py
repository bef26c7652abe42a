import pytest

from index.store import open_store
from tests.store_rows import register_source


@pytest.fixture
def store(tmp_path):
    opened = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    with opened.write() as connection:
        register_source(connection, interval_seconds=604800, enabled=False)
    yield opened
    opened.close()
