"""Changes of a run stay known after newer runs took its place. Everybody is invented."""

from index.store.runs import changes
from index.store.runs.changes import AppliedKind, Ended, FieldChange
from tests.index.store.listings.test_listings import DAY, LATER, LATEST, crawl

THREE = {"1": "Jordan Avery", "2": "Sam Lindqvist", "3": "Kim Osei"}


def applied(store, run):
    with store.read() as connection:
        return {one.source_id: one for one in changes.of_run(connection, run, "school")}


def kinds(store, run):
    return {source_id: one.kind for source_id, one in applied(store, run).items()}


def test_each_run_keeps_what_it_added_changed_missed_and_withdrew(store):
    crawl(store, names=THREE, today=DAY)
    crawl(store, names={"1": "Jordan Avery", "2": "Sam Lindqvist-Ray", "4": "Pat Quill"}, today=LATER)
    crawl(store, names={"1": "Jordan Avery", "2": "Sam Lindqvist-Ray", "4": "Pat Quill"}, today=LATEST)
    assert kinds(store, 1) == dict.fromkeys("123", AppliedKind.ADDED)
    assert kinds(store, 2) == {"4": AppliedKind.ADDED, "2": AppliedKind.CHANGED, "3": AppliedKind.MISSING}
    assert kinds(store, 3) == {"3": AppliedKind.WITHDRAWN}
    assert applied(store, 3)["3"].name == "Kim Osei"


def test_a_change_keeps_its_fields_and_the_days_of_the_value_that_ended(store):
    crawl(store, names={"1": "Jordan Avery"}, today=DAY)
    crawl(store, names={"1": "Jordan Avery"}, today=LATER)
    crawl(store, names={"1": "Jordan Avery-Hill"}, today=LATEST)
    (change,) = applied(store, 3).values()
    assert change.fields == (FieldChange(field="name", old="Jordan Avery", new="Jordan Avery-Hill"),)
    assert change.ended == (Ended(field="name", value="Jordan Avery", first_seen=DAY, last_seen=LATER),)


def test_a_withdrawn_listing_that_returns_is_reported_as_back_changed_or_not(store):
    crawl(store, names=THREE, today=DAY)
    crawl(store, names={"1": "Jordan Avery"}, today=LATER)
    crawl(store, names={"1": "Jordan Avery"}, today=LATEST)
    crawl(store, names=THREE | {"3": "Kim Osei-Lane"}, today=LATEST)
    assert kinds(store, 4) == {"2": AppliedKind.BACK, "3": AppliedKind.BACK}
    assert [field.field for field in applied(store, 4)["3"].fields] == ["name"]


def test_the_same_rows_again_keep_nothing(store):
    crawl(store, names=THREE, today=DAY)
    crawl(store, names=THREE, today=LATER)
    assert applied(store, 2) == {}


def test_somebody_out_of_force_by_a_register_is_reported_as_withdrawn(store):
    crawl(store, names={"1": "Jordan Avery"}, today=DAY)
    crawl(store, names={"1": "Jordan Avery"}, today=LATER, deactivated={"1"})
    assert kinds(store, 2) == {"1": AppliedKind.WITHDRAWN}


def test_one_listing_has_its_changes_in_order(store):
    crawl(store, names={"1": "Jordan Avery"}, today=DAY)
    crawl(store, names={"1": "Jordan Avery-Hill"}, today=LATER)
    crawl(store, names={"1": "Jordan Hill"}, today=LATEST)
    with store.read() as connection:
        assert [one.run for one in changes.of_listing(connection, "school", "1")] == [2, 3]
