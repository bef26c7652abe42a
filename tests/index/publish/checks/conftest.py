import pytest

from index import settings
from index.store import open_store
from tests.index.publish.checks.registers import Registers, avery


@pytest.fixture
def registers(home):
    opened = open_store(settings.current().database_url)
    made = Registers(opened)
    made.list(avery())
    yield made
    opened.close()
