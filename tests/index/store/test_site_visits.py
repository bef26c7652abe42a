from datetime import UTC, date, datetime, timedelta

import pytest

from index.store import site_visits
from index.store.listings import listings
from index.store.runs import runs
from index.store.runs.runs import Verdict
from index.store.site_visits import Outcome, Start, Visit
from tests.builders import bare_listing
from tests.index.promoted import promote_listings
from tests.store_rows import queue_run, stage_listings

DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
FERN, MOSS = Start(host="fern.example", addresses=("https://fern.example/",)), Start(host="moss.example", addresses=())


def visit(host, outcome=Outcome.READ, days=30, at=NOON, **more):
    return Visit(host=host, outcome=outcome, ended_at=at, next_read=at + timedelta(days=days), **more)


def queued(connection, **more):
    return queue_run(connection, **more)


def asked(store, visits, *, verdict=Verdict.PASSED, **more):
    """A run that asked hosts and ended with a verdict; None leaves it queued."""
    with store.write() as connection:
        run = queued(connection, **more)
        starts = [Start(host=one.host, addresses=()) for one in visits]
        site_visits.choose(connection, run, starts)
        site_visits.note(connection, run, visits)
        if verdict:
            runs.end(connection, run, verdict=verdict)
    return run


def promoted(store, names, hosts, today):
    """A partial run that found listings by (id, name) and read some hosts well."""
    with store.write() as connection:
        run = queued(connection)
        stage_listings(connection, run, *(bare_listing(f"school/{key}", url="https://fern.example/") for key in names))
        site_visits.choose(connection, run, [Start(host=host, addresses=()) for host in hosts])
        site_visits.note(connection, run, [visit(host) for host in hosts])
        delta = promote_listings(connection, run_id=run, source="school", today=today, whole=False)
        runs.end(connection, run, verdict=Verdict.PASSED)
    return delta


def missing(store):
    with store.read() as connection:
        found = listings.seen_listings(connection)
        return {seen.listing.source_id for seen in found if seen.missing_since is not None}


def test_websites_are_those_of_listings_that_are_not_withdrawn(store):
    with store.write() as connection:
        run = queued(connection)
        staged = {"1": "https://fern.example/", "2": "", "3": "https://fern.example/", "4": "https://moss.example/"}
        made = [bare_listing(f"school/{key}", website=site) for key, site in staged.items()]
        stage_listings(connection, run, *made)
        promote_listings(connection, run_id=run, source="school", today=DAY, whole=True)
        assert site_visits.websites(connection) == ["https://fern.example/", "https://moss.example/"]


def test_the_hosts_of_a_run_are_kept_in_their_order(store):
    with store.write() as connection:
        run = queued(connection)
        site_visits.choose(connection, run, [MOSS, FERN])
        assert site_visits.chosen(connection, run) == [MOSS, FERN]
        assert site_visits.ledger(connection) == {}


def test_the_ledger_has_the_newest_visit_of_each_host(store):
    asked(store, [visit("fern.example", pages=3), visit("moss.example", Outcome.CLOSED, closed_because="robots")])
    later = visit("fern.example", pages=5, at=NOON + timedelta(days=40))
    asked(store, [later])
    with store.read() as connection:
        found = site_visits.ledger(connection)
    assert found["fern.example"] == later
    assert found["moss.example"].closed_because == "robots"


@pytest.mark.parametrize("verdict", [Verdict.REJECTED, Verdict.ABANDONED, Verdict.CANCELLED])
def test_a_host_read_by_a_run_that_came_to_nothing_is_as_due_as_before(store, verdict):
    asked(store, [visit("fern.example")], verdict=verdict)
    with store.read() as connection:
        assert site_visits.ledger(connection) == {}


def test_a_closed_door_counts_whatever_became_of_the_run(store):
    asked(store, [visit("fern.example", Outcome.CLOSED, closed_because="login")], verdict=Verdict.REJECTED)
    with store.read() as connection:
        assert site_visits.ledger(connection)["fern.example"].closed_because == "login"


def test_a_dry_run_leaves_what_it_read_due(store):
    asked(store, [visit("fern.example")], dry_run=True)
    with store.read() as connection:
        assert site_visits.ledger(connection) == {}


def test_only_hosts_that_were_read_well_can_lose_a_listing(store):
    visits = [visit("fern.example"), visit("moss.example", Outcome.PARTLY), visit("reed.example", Outcome.CLOSED)]
    run = asked(store, visits, verdict=None)
    with store.read() as connection:
        assert site_visits.hosts_read(connection, run) == {"fern.example"}


def test_a_replay_makes_nobody_missing(store):
    first = asked(store, [visit("fern.example")])
    replay = asked(store, [visit("fern.example")], verdict=None, replay_of=first)
    with store.read() as connection:
        assert site_visits.hosts_read(connection, replay) == frozenset()


def test_what_a_host_no_longer_says_is_missing_and_a_host_not_read_makes_nobody_missing(store):
    promoted(store, ["fern.example/a", "fern.example/b", "moss.example/c"], ["fern.example", "moss.example"], DAY)
    delta = promoted(store, ["fern.example/a"], ["fern.example"], DAY + timedelta(days=30))
    assert (delta.missing, missing(store)) == (1, {"fern.example/b"})


def test_a_run_that_read_no_host_well_makes_nobody_missing(store):
    promoted(store, ["fern.example/a"], ["fern.example"], DAY)
    promoted(store, [], [], DAY + timedelta(days=30))
    assert missing(store) == set()


def test_a_host_is_identified_by_the_whole_of_its_name(store):
    promoted(store, ["fern.example/a", "fern.example.test/b"], ["fern.example"], DAY)
    promoted(store, [], ["fern.example"], DAY + timedelta(days=30))
    assert missing(store) == {"fern.example/a"}
