import json
from datetime import date

import pytest
from sqlalchemy import select

from index.store.listings import listing_changes, listings
from index.store.runs import runs
from index.store.schema import listing as listing_table
from tests.builders import bare_listing
from tests.index.promoted import promote_listings
from tests.store_rows import queue_run, stage_listings

DAY = date(2026, 11, 23)
LATER = date(2026, 11, 30)
LATEST = date(2026, 12, 7)


def crawl(store, *, names, today, whole=True, deactivated=()):
    """A run that stages one listing a name and is promoted on the day."""
    with store.write() as connection:
        run = queue_run(connection)
        made = [bare_listing(f"school/{key}", name, deactivated=key in deactivated) for key, name in names.items()]
        stage_listings(connection, run, *made)
        delta = promote_listings(connection, run_id=run, source="school", today=today, whole=whole)
        runs.end(connection, run, verdict=runs.Verdict.PASSED, delta=delta.as_dict())
    return delta


def shown(store):
    with store.read() as connection:
        return {seen.listing.source_id: seen for seen in listings.seen_listings(connection)}


def test_a_first_crawl_adds_every_listing_with_first_seen(store):
    delta = crawl(store, names={"1": "Jordan Avery", "2": "Sam Lindqvist"}, today=DAY)
    assert delta.as_dict() == {"added": 2, "changed": 0, "same": 0, "missing": 0, "withdrawn": 0}
    assert [claim.first_seen for claim in shown(store)["1"].claims] == [DAY]


def test_claims_have_the_date_on_which_the_source_says_that_its_record_changed(store):
    with store.write() as connection:
        run = queue_run(connection)
        made = [bare_listing(f"school/{key}", key, changed_on=day) for key, day in (("1", DAY), ("2", None))]
        stage_listings(connection, run, *made)
        promote_listings(connection, run_id=run, source="school", today=LATER, whole=True)
    assert {key: [claim.changed_on for claim in one.claims] for key, one in shown(store).items()} == {
        "1": [DAY],
        "2": [None],
    }


def test_the_same_rows_again_are_an_empty_delta_and_only_last_seen_moves(store):
    crawl(store, names={"1": "Jordan Avery"}, today=DAY)
    with store.read() as connection:
        before = connection.execute(select(listing_table)).mappings().one()
    delta = crawl(store, names={"1": "Jordan Avery"}, today=LATER)
    with store.read() as connection:
        after = connection.execute(select(listing_table)).mappings().one()
    assert delta.empty
    assert {name for name in before if before[name] != after[name]} == {"last_seen"}


def test_a_changed_value_starts_a_claim_of_its_own_and_the_others_keep_their_date(store):
    crawl(store, names={"1": "Jordan Avery"}, today=DAY)
    delta = crawl(store, names={"1": "Jordan Avery-Hill"}, today=LATER)
    assert delta.changed == 1
    (claim,) = shown(store)["1"].claims
    assert (claim.value, claim.first_seen, claim.last_seen) == ("Jordan Avery-Hill", LATER, LATER)


def test_a_listing_missing_from_one_whole_run_is_marked_and_from_two_withdrawn(store):
    crawl(store, names={"1": "Jordan Avery", "2": "Sam Lindqvist"}, today=DAY)
    assert crawl(store, names={"1": "Jordan Avery"}, today=LATER).missing == 1
    assert shown(store)["2"].missing_since == LATER
    assert crawl(store, names={"1": "Jordan Avery"}, today=LATEST).withdrawn == 1
    assert set(shown(store)) == {"1"}


def test_a_withdrawn_listing_that_is_found_again_comes_back(store):
    crawl(store, names={"1": "Jordan Avery", "2": "Sam Lindqvist"}, today=DAY)
    crawl(store, names={"1": "Jordan Avery"}, today=LATER)
    crawl(store, names={"1": "Jordan Avery"}, today=LATEST)
    crawl(store, names={"1": "Jordan Avery", "2": "Sam Lindqvist"}, today=LATEST)
    assert shown(store)["2"].missing_since is None


def test_a_partial_run_makes_nobody_missing(store):
    crawl(store, names={"1": "Jordan Avery", "2": "Sam Lindqvist"}, today=DAY)
    delta = crawl(store, names={"3": "Robin Castell"}, today=LATER, whole=False)
    assert (delta.added, delta.missing, delta.withdrawn) == (1, 0, 0)
    assert set(shown(store)) == {"1", "2", "3"}


def test_a_deactivated_listing_is_withdrawn_at_once_and_stays_so(store):
    crawl(store, names={"1": "Jordan Avery"}, today=DAY)
    crawl(store, names={"1": "Jordan Avery"}, today=LATER, deactivated={"1"})
    assert shown(store) == {}
    crawl(store, names={"1": "Jordan Avery"}, today=LATEST, deactivated={"1"})
    assert shown(store) == {}


def test_what_is_new_changed_withdrawn_or_back_is_noted_until_it_is_resolved(store):
    def noted():
        with store.write() as connection:
            keys = listing_changes.changed(connection, most=10)
            listing_changes.forget(connection, listing_changes.newest(connection))
        return {source_id for _, source_id in keys}

    crawl(store, names={"1": "Jordan Avery", "2": "Sam Lindqvist", "3": "Robin Castell"}, today=DAY)
    assert noted() == {"1", "2", "3"}
    crawl(store, names={"1": "Jordan Avery-Hill", "3": "Robin Castell"}, today=LATER)
    assert noted() == {"1"}
    crawl(store, names={"1": "Jordan Avery-Hill"}, today=LATEST)
    assert noted() == {"2"}
    crawl(store, names={"1": "Jordan Avery-Hill", "2": "Sam Lindqvist"}, today=LATEST, deactivated={"1"})
    assert noted() == {"1", "2"}
    assert noted() == set()


def test_more_changes_than_asked_for_are_not_read(store):
    crawl(store, names={"1": "Jordan Avery", "2": "Sam Lindqvist"}, today=DAY)
    with store.read() as connection:
        assert listing_changes.changed(connection, most=1) is None


def test_a_source_has_one_run_under_way(store):
    with store.write() as connection:
        queue_run(connection)
    with store.write() as connection, pytest.raises(runs.RunActiveError, match="school already has a run"):
        queue_run(connection, trigger="schedule")


def test_a_run_moves_only_from_the_state_before(store):
    with store.write() as connection:
        run = queue_run(connection, arguments={"zip": "81201"})
        with pytest.raises(runs.RunStateError):
            runs.collect(connection, run, finish_reason="finished", stats={}, partial=False)
        runs.start(connection, run, pid=1)
        with pytest.raises(runs.RunStateError):
            runs.start(connection, run, pid=2)
        runs.collect(connection, run, finish_reason="finished", stats={"item_scraped_count": 3}, partial=False)
        runs.hold(connection, run, cause="first run")
        held = runs.get(connection, run)
    assert (held.state, held.verdict, held.stats) == (runs.RunState.HELD, "held", {"item_scraped_count": 3})
    assert json.dumps(held.arguments) == '{"zip": "81201"}'


def test_a_second_run_of_the_day_is_no_second_miss(store):
    crawl(store, names={"1": "Jordan Avery", "2": "Sam Lindqvist"}, today=DAY)
    for _ in range(3):
        assert crawl(store, names={"1": "Jordan Avery"}, today=LATER).missing == 1
    assert shown(store)["2"].missing_since == LATER
    assert crawl(store, names={"1": "Jordan Avery"}, today=LATEST).withdrawn == 1
