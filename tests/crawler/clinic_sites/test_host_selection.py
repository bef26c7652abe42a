from datetime import UTC, datetime, timedelta

import pytest

from crawler.clinic_sites.host_selection import Limits, choose_starts, due, starts_of
from crawler.clinic_sites.hosts import host_of, reason_to_skip, skipped_hosts
from index.store import open_store, site_visits
from index.store.runs import runs
from index.store.runs.runs import Verdict
from index.store.site_visits import Outcome, Start, Visit
from tests.builders import bare_listing
from tests.index.promoted import promote_listings
from tests.store_rows import queue_run, register_source, stage_listings

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def visited(host, days_ago, *, rest=30):
    at = NOON - timedelta(days=days_ago)
    return Visit(host=host, outcome=Outcome.READ, ended_at=at, next_read=at + timedelta(days=rest))


def starts(*hosts):
    return [Start(host=host, addresses=(f"https://{host}/",)) for host in hosts]


def names(chosen):
    return [start.host for start in chosen.starts]


@pytest.mark.parametrize(
    ("website", "host"),
    [
        ("https://www.fern.example/", "fern.example"),
        ("http://FERN.example/team?x=1", "fern.example"),
        ("fern.example", "fern.example"),
        ("https://salida.fern.example/", "salida.fern.example"),
        ("javascript:alert(1)", ""),
        ("https://10.0.0.1/", ""),
        ("", ""),
    ],
)
def test_a_website_is_brought_down_to_its_host(website, host):
    assert host_of(website) == host


@pytest.mark.parametrize(
    ("host", "reason"),
    [
        ("facebook.com", "social_network"),
        ("m.facebook.com", "social_network"),
        ("notfacebook.com", ""),
        ("bit.ly", "link_shortener"),
        ("fern.janeapp.com", "booking_system"),
        ("gmail.com", "free_mail"),
        ("wixsite.com", "site_builder"),
        ("fern.wixsite.com", ""),
        ("school.example", "own_source"),
        ("unwilling.example", "left_out"),
        ("fern.example", ""),
    ],
)
def test_hosts_that_are_no_practice_s_own_are_skipped_with_a_reason(host, reason):
    assert reason_to_skip(host, directories={"school.example"}, own={"unwilling.example"}) == reason


def test_no_host_is_in_the_list_twice():
    every = [name for found in skipped_hosts().reasons.values() for name in found]
    assert sorted(every) == sorted(set(every))


def test_websites_of_one_host_are_one_start_and_what_is_skipped_is_counted():
    websites = ["https://www.fern.example/", "https://fern.example/locations/salida/", "https://facebook.com/fern", "-"]
    found, skipped = starts_of(websites, set(), Limits(most_hosts=10))
    assert found == [
        Start(host="fern.example", addresses=("https://www.fern.example/", "https://fern.example/locations/salida/"))
    ]
    assert skipped == {"social_network": 1}


def test_where_only_some_hosts_are_served_no_other_is_asked():
    found, skipped = starts_of(
        ["https://fern.example/", "https://moss.example/"], set(), Limits(most_hosts=10, only={"moss.example"})
    )
    assert ([start.host for start in found], skipped) == (["moss.example"], {"not_served": 1})


def test_hosts_never_read_come_first_then_those_read_longest_ago():
    ledger = {"a.example": visited("a.example", 40), "b.example": visited("b.example", 90)}
    assert names(due(starts("a.example", "b.example", "c.example"), ledger, NOON, 10)) == [
        "c.example", "b.example", "a.example",
    ]  # fmt: skip


def test_a_run_with_a_limit_goes_on_where_the_last_one_stopped():
    every = starts("a.example", "b.example", "c.example")
    first = due(every, {}, NOON, 2)
    ledger = {host: visited(host, 0) for host in names(first)}
    second = due(every, ledger, NOON, 2)
    assert (names(first), first.waiting, names(second), second.waiting, second.resting) == (
        ["a.example", "b.example"], 1, ["c.example"], 0, 2,
    )  # fmt: skip


def test_a_host_that_rests_is_not_asked_before_its_day():
    ledger = {"a.example": visited("a.example", 29)}
    assert names(due(starts("a.example"), ledger, NOON, 10)) == []
    assert names(due(starts("a.example"), ledger, NOON + timedelta(days=1), 10)) == ["a.example"]


@pytest.fixture
def store(tmp_path):
    """A store in which a school lists two practices' websites, and the website of its own."""
    opened = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    sites = {"1": "https://fern.example/", "2": "https://moss.example/", "3": "https://school.example/our-clinic/"}
    with opened.write() as connection:
        for name, url in {"school": "https://school.example/", "clinic_sites": ""}.items():
            register_source(connection, name, definition=f'{{"url": "{url}"}}')
        run = queue_run(connection)
        made = [bare_listing(f"school/{key}", website=site) for key, site in sites.items()]
        stage_listings(connection, run, *made)
        promote_listings(connection, run_id=run, source="school", today=NOON.date(), whole=True)
        runs.end(connection, run, verdict=Verdict.PASSED)
    yield opened
    opened.close()


def run_of(store, limits, *visits, **more):
    """Choose the hosts of a run, and end it with what came of them."""
    with store.write() as connection:
        run = queue_run(connection, "clinic_sites", **more)
        row = runs.get(connection, run)
    chosen = choose_starts(store, row, limits)
    again = choose_starts(store, row, limits)
    with store.write() as connection:
        site_visits.note(connection, run, visits)
        runs.end(connection, run, verdict=Verdict.PASSED)
    assert again.starts == chosen.starts  # a run that is taken up again asks the same hosts
    return chosen


def test_the_hosts_of_a_run_come_from_the_listings_without_the_directories_themselves(store):
    chosen = run_of(store, Limits(most_hosts=10))
    assert (names(chosen), chosen.skipped) == (["fern.example", "moss.example"], {"own_source": 1})


def test_a_second_run_reads_what_the_first_one_left(store):
    assert names(run_of(store, Limits(most_hosts=1), visited("fern.example", -9999))) == ["fern.example"]
    second = run_of(store, Limits(most_hosts=1))
    assert (names(second), second.resting) == (["moss.example"], 1)


def test_a_host_that_somebody_names_is_read_though_it_is_not_due_unless_its_door_is_closed(store):
    far = datetime(2999, 1, 1, tzinfo=UTC)
    closed = Visit(host="moss.example", outcome=Outcome.CLOSED, closed_because="robots", ended_at=NOON, next_read=far)
    run_of(store, Limits(most_hosts=10), visited("fern.example", -9999), closed)
    named = Limits(most_hosts=10, named=("fern.example", "moss.example"))
    assert names(run_of(store, named)) == ["fern.example"]


def test_a_replay_reads_the_hosts_of_the_run_that_it_replays_and_moves_no_day(store):
    first = run_of(store, Limits(most_hosts=1), visited("fern.example", -9999))
    with store.read() as connection:
        run = runs.recent(connection)[0].id
    replayed = run_of(store, Limits(most_hosts=10), visited("fern.example", 9999), replay_of=run)
    assert replayed.starts == first.starts
    assert names(run_of(store, Limits(most_hosts=10))) == ["moss.example"]
