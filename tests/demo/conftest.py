import pytest

from demo.servers import directories_of
from demo.world.world import World
from tests.demo.asking import everything


@pytest.fixture(scope="session")
def world():
    return World()


@pytest.fixture(scope="session")
def changed():
    return World(changed=True)


@pytest.fixture(scope="session")
def directories(world):
    return directories_of(world)


@pytest.fixture(scope="session")
def pages(world):
    """Every page of the world, by (directory, target)."""
    return everything(world)
