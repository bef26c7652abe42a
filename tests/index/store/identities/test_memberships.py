"""Owners of listings, asked for some and for all. Everybody is invented."""

import pytest

from index import settings
from index.store import open_store
from index.store.identities import memberships
from index.store.identities.memberships import listings_by_provider
from tests.index.publish import invented


@pytest.fixture
def town(home):
    store = open_store(settings.current().database_url)
    invented.settle(store)
    invented.merge(store, "person01", "person02")
    invented.merge(store, "person02", "person03")
    invented.withdraw(store, "p4")
    yield store
    store.close()


def of(store, only):
    with store.read() as connection:
        found = listings_by_provider(connection, only=only)
        return {provider: [seen.listing.source_id for seen in listings] for provider, listings in found}


@pytest.mark.parametrize("few", [0, 500])
def test_some_are_listed_as_among_all_whether_they_are_looked_for_one_by_one_or_not(town, monkeypatch, few):
    monkeypatch.setattr(memberships, "FEW", few)
    everybody = of(town, None)
    assert everybody["person03"] == ["p1", "p2", "p3"]
    assert of(town, frozenset({"person03", "clinic01", "person04", "nobody"})) == {
        "clinic01": ["c1"],
        "person03": everybody["person03"],
    }
