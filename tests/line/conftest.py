"""The demonstration, which takes a minute to make: read, resolved and published once for all tests of the line."""

import shutil

import pytest

from tests.line.command import Home


@pytest.fixture(scope="session")
def demonstration(demonstrations):
    """Its home, for tests that go on with it."""
    return demonstrations[0]


@pytest.fixture(scope="session")
def demonstration_to_read(demonstrations):
    """A copy of its home as it was made, which no test changes."""
    return demonstrations[1]


@pytest.fixture(scope="session")
def demonstrations(tmp_path_factory):
    """(home, copy of it)."""
    folder = tmp_path_factory.mktemp("demo")
    made = Home(folder / "home")
    made.run("demo")
    shutil.copytree(made.path, folder / "copy", symlinks=True)
    return made, Home(folder / "copy")
