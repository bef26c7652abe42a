import shutil

import pytest
from sqlalchemy import select

from index import settings
from index.backup.backup import make_backup
from index.publish.publisher import publish
from index.resolve.resolution import resolve
from index.settings import Settings
from index.store import open_store
from index.store.schema import membership
from tests.index.publish import invented


@pytest.fixture(scope="session")
def town(tmp_path_factory):
    """A home with an invented town that was resolved and published; tests work on copies of it."""
    home = tmp_path_factory.mktemp("town") / "home"
    here = Settings(home=home)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PINPOINT_NOW", "2026-11-23T12:00:00+00:00")
        with open_store(here.database_url) as store:
            invented.settle(store)
            resolve(store, whole=True)  # gives ids that the resolution of a restore leaves
            publish(store, here)
    return home


@pytest.fixture
def published(town, home):
    """The home of the test, with the town in it."""
    shutil.copytree(town, home)
    return home


@pytest.fixture
def store(published, home):
    with open_store(settings.current().database_url) as opened:
        yield opened


@pytest.fixture
def who(store):
    """The id of each person by number."""

    def id_of(number):
        with store.read() as connection:
            by_number = select(membership.c.provider).where(membership.c.source_id == f"p{number}")
            return connection.execute(by_number).scalar_one()

    return id_of


@pytest.fixture
def place(tmp_path):
    """A folder on what would be another disk."""
    return tmp_path / "backups"


@pytest.fixture
def here(home):
    return settings.current()


@pytest.fixture
def backed_up(published, here, place):
    """The report of a backup of the town."""
    return make_backup(here, place)
