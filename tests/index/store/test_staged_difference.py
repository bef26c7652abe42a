from dataclasses import replace

import pytest

from index.records import ListingKind, RawListing
from index.store.run_changes import Difference, difference
from index.store.runs import runs, staging
from index.store.runs.runs import Verdict
from tests.store_rows import queue_run

ADA = RawListing(source="school", source_id="1", kind=ListingKind.PERSON, url="https://school.test/", name="Ada")
BOB, CLEO = replace(ADA, source_id="2", name="Bob"), replace(ADA, source_id="3", name="Cleo")


@pytest.fixture
def staged(store):
    def run(*listings):
        with store.write() as connection:
            number = queue_run(connection)
            staging.stage(connection, number, listings)
            runs.end(connection, number, verdict=Verdict.REJECTED)
        return number

    return run


def compared(store, before, after):
    with store.read() as connection:
        return difference(connection, before=before, after=after)


def test_what_was_added_removed_and_changed_is_counted_and_named(store, staged):
    before, after = staged(ADA, BOB), staged(replace(ADA, name="Ada Person"), CLEO)
    found = compared(store, before, after)
    assert found == Difference(added=1, removed=1, changed=1, same=0, examples=("1", "2", "3"))
    assert not found.empty


def test_equal_rows_are_no_difference(store, staged):
    found = compared(store, staged(ADA, BOB), staged(BOB, ADA))
    assert (found, found.empty) == (Difference(same=2), True)


def test_without_rows_to_compare_with_nothing_is_reported(store, staged):
    assert compared(store, staged(), staged(ADA)) is None
