import pytest

from index.places.gazetteer import open_gazetteer


@pytest.fixture(scope="session")
def gazetteer():
    """The compiled table that ships."""
    return open_gazetteer()
