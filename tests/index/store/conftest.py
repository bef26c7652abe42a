import pytest

from index.store import open_store, sources


@pytest.fixture
def store(tmp_path):
    opened = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    with opened.write() as connection:
        sources.register(
            connection,
            source_id="school",
            host_key="school.test",
            definition="{}",
            interval_seconds=604800,
            enabled=False,
        )
    yield opened
    opened.close()
