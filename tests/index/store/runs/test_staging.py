from itertools import permutations

import pytest

from index.records import ListingKind, RawListing
from index.store.runs import staging
from tests.store_rows import queue_run

COMMON = {"source": "school", "kind": ListingKind.PERSON, "url": "https://school.test/"}
SPARE = RawListing(source_id="1", name="Ada", **COMMON)
FULLER = RawListing(source_id="1", name="Ada Person", **COMMON)
AS_FULL = RawListing(source_id="1", name="Zoe Person", **COMMON)
OTHER = RawListing(source_id="2", name="Bob", **COMMON)


@pytest.fixture
def run(store):
    with store.write() as connection:
        return queue_run(connection)


@pytest.mark.parametrize("order", list(permutations([SPARE, FULLER, AS_FULL])))
@pytest.mark.parametrize("batch", [1, 2, 3])
def test_of_an_id_met_again_the_same_reading_stays_whatever_the_order(store, run, order, batch):
    for at in range(0, 3, batch):
        with store.write() as connection:
            staging.stage(connection, run, order[at : at + batch])
    with store.read() as connection:
        assert staging.not_normalized(connection, run) == [FULLER]


def test_what_was_staged_before_is_not_counted_as_new(store, run):
    with store.write() as connection:
        assert staging.stage(connection, run, [SPARE, SPARE]) == 1
        assert staging.stage(connection, run, [FULLER, OTHER]) == 1
        assert staging.stage(connection, run, []) == 0
        assert staging.count(connection, run) == 2
