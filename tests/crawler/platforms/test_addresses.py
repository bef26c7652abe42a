import pytest

from crawler.platforms.addresses import Addresses
from tests.crawler.platforms.invented import definition


@pytest.fixture
def addresses():
    source = definition("html_list", "https://find.example/find-a-pt", {"card": "p", "name": "p"})
    return Addresses.of(source.with_base_url("http://127.0.0.1:8010/"))


def test_a_public_address_is_fetched_from_the_other_host_and_recorded_as_public(addresses):
    fetched = addresses.fetch("https://find.example/find-a-pt?p=2")
    assert fetched == "http://127.0.0.1:8010/find-a-pt?p=2"
    assert addresses.public_of(fetched) == "https://find.example/find-a-pt?p=2"


def test_an_address_of_somebody_else_stays_as_it_is(addresses):
    assert addresses.fetch("https://other.example/a") == "https://other.example/a"
    assert not addresses.inside("https://find.example.other.test/a")


@pytest.mark.parametrize("damaged", ["http://[broken", "https://[::1", "//[x"])
def test_a_damaged_address_is_nowhere_and_raises_nothing(addresses, damaged):
    assert not addresses.inside(addresses.public_of(damaged, "https://find.example/a"))
    assert not addresses.inside(addresses.fetch(damaged, "https://find.example/a"))
