"""A merged id leads to the living one, however it is asked for. Everybody is invented."""

import pytest
from sqlalchemy import select

from index import settings
from index.store import open_store
from index.store.merged_ids import follow_merges, living_id, living_ids, living_providers
from tests.index.publish import invented

CHAIN = {"person01": "person02", "person02": "person03"}


@pytest.fixture
def connection(home):
    store = open_store(settings.current().database_url)
    invented.settle(store)
    for gone, into in CHAIN.items():
        invented.merge(store, gone, into)
    with store.read() as reading:
        yield reading
    store.close()


@pytest.mark.parametrize("one", ["person01", "person02", "person03", "person04", "nobody"])
def test_one_id_leads_where_the_table_of_all_and_the_links_lead(connection, one):
    end = "person03" if one in {*CHAIN, "person03"} else one
    assert living_id(connection, one) == end
    assert living_ids(connection).get(one, one) == end
    assert follow_merges(one, CHAIN.get) == end


def test_the_table_of_some_has_those_and_all_that_were_merged_into_them(connection):
    living = living_providers({"person03", "person04", "person01"})
    rows = connection.execute(select(living.c.id, living.c.end).order_by(living.c.id)).all()
    assert [tuple(row) for row in rows] == [
        ("person01", "person03"),
        ("person02", "person03"),
        ("person03", "person03"),
        ("person04", "person04"),
    ]
