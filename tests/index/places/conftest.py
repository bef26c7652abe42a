import pytest

from index.places.gazetteer import open_gazetteer


@pytest.fixture(scope="session")
def gazetteer():
    """The compiled table of this clone; `make setup` has it ready."""
    return open_gazetteer()
