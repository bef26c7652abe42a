import pytest

from index import settings
from index.backup.backup import make_backup
from tests.index.publish.conftest import folder, published, reader, store

__all__ = ["folder", "published", "reader", "store"]


@pytest.fixture
def place(tmp_path):
    """A folder on what would be another disk."""
    return tmp_path / "backups"


@pytest.fixture
def here(home):
    return settings.current()


@pytest.fixture
def backed_up(published, here, place):
    """The report of a backup of an invented town that is published."""
    return make_backup(here, place)
