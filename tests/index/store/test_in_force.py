from index.records import Listing, ListingKind, RawListing
from index.store.runs import runs, staging
from index.store.runs.runs import RunRequest


def test_listings_in_force_are_counted_without_the_deactivated_ones(store):
    common = {"source": "school", "kind": ListingKind.PERSON, "url": "https://school.test/"}
    tricky = 'Says "deactivated":true'
    with store.write() as connection:
        run = runs.queue(connection, RunRequest(source="school", trigger="manual", arguments={}))
        staging.stage(connection, run, [RawListing(source_id=key, name=tricky, **common) for key in "123"])
        read = [Listing(source_id=key, name=tricky, deactivated=key == "3", **common) for key in "123"]
        staging.set_normalized(connection, run, read)
        assert (staging.count(connection, run), staging.count_in_force(connection, run)) == (3, 2)
