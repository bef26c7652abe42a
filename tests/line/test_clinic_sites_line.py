"""From a listing that gives a website to what the site says, over real HTTP: run by run, host by host."""

from dataclasses import replace

import pytest

from demo.servers import DemoServers, Fault
from demo.sources import write_sources
from demo.website_servers import PracticeSite, practice_sites
from index.store import open_store, site_visits
from index.store.listings.listings import seen_listings
from tests.line.command import TOMORROW, Home

SITES = "demo_practice_websites"


def run_of(home, *arguments, code=0):
    """Crawl the websites and return the newest run."""
    home.run("crawl", SITES, "--accept", *arguments, code=code)
    return home.json("runs")[0]


def read(home):
    """Return (listings by id, ledger by host) of a home."""
    store = open_store(f"sqlite:///{home.path / 'store.db'}")
    with store.read() as connection:
        seen = {one.listing.source_id: one for one in seen_listings(connection) if one.listing.source == SITES}
        ledger = dict(site_visits.ledger(connection))
    store.close()
    return seen, ledger


def silent(server, site):
    """Let a site say nothing of dry needling any more."""
    website = site.website.model_copy(update={"words": "", "people": ()})
    team = site.pages["/team/"].partition("<main>")[0] + "<main><h1>Our team</h1></main></body></html>"
    server.replace(PracticeSite(website, {**site.pages, "/team/": team}))


@pytest.fixture(scope="module")
def days(tmp_path_factory):
    """Three runs: eight hosts, the rest of them, and the next day, when one site fell silent and one is overrun."""
    path = tmp_path_factory.mktemp("sites") / "home"
    with DemoServers() as servers:
        write_sources(path, servers)
        today = Home(path).allowing(*servers.addresses)
        today.run("crawl", "demo_needling_school", "--accept")
        first = run_of(today, "-a", "most_hosts=8")
        _, ledger_of_first = read(today)
        second = run_of(today, "-a", "again_after_days=30")
        before, ledger = read(today)
        replayed = today.json("replay", str(second["run"]), code=None)
        websites = servers.websites.servers
        silent(websites["fiddlestead.example"], practice_sites(servers.world)["fiddlestead.example"])
        websites["tansyford.example"].fault(Fault(prefix="/team/", status=500))
        tomorrow = replace(today, now=TOMORROW)
        third = run_of(tomorrow, "-a", "hosts=fiddlestead.example,tansyford.example,upperhazel.example")
        after, _ = read(tomorrow)
        asked = {host: sum(server.requests.values()) for host, server in websites.items()}
    return {
        "runs": (first, second, third),
        "ledgers": (ledger_of_first, ledger),
        "listings": (before, after),
        "replayed": replayed,
        "asked": asked,
    }


def test_a_listing_that_gives_a_website_leads_to_the_quote_on_that_site(days):
    before, _ = days["listings"]
    person = before["tansyford.example/81201-137/jordan-averthwaite"].listing
    assert person.url == "https://tansyford.example/team/"
    assert [one.quote for one in person.statements] == ["Jordan uses dry needling for neck and shoulder pain."]


def test_a_run_with_a_limit_is_gone_on_with_by_the_next(days):
    first, second = days["ledgers"]
    assert len(first) == 8
    assert first.keys() < second.keys()
    assert {verdict["verdict"] for verdict in days["runs"][:2]} == {"passed"}


def test_each_host_has_its_own_closed_door(days):
    _, ledger = days["ledgers"]
    closed = {host: visit.closed_because for host, visit in ledger.items() if visit.closed_because}
    assert closed == {
        "upperhazel.example": "robots",
        "driftmarrow.example": "challenge",
        "barrowmint.example": "login",
        "vinegarth.example": "elsewhere",
        "kestrelmead.example": "unreachable",
    }


def test_what_a_site_read_well_no_longer_says_is_missing_and_a_site_that_failed_loses_nobody(days):
    before, after = days["listings"]
    missing = {key for key, one in after.items() if one.missing_since}
    assert missing == {key for key in before if key.startswith("fiddlestead.example/") and key.count("/") == 2}
    assert len(missing) == 1
    assert {key for key in after if key.startswith("tansyford.example/")} == {
        key for key in before if key.startswith("tansyford.example/")
    }


def test_a_replay_reads_the_same_hosts_to_the_same_listings(days):
    difference = days["replayed"]["difference"]
    assert {name: difference[name] for name in ("added", "changed", "removed")} == dict.fromkeys(
        ("added", "changed", "removed"), 0
    )
    assert difference["same"] > 20


def test_no_host_was_asked_for_more_than_its_budget(days):
    # robots.txt, nine pages and three sitemaps, twice at most
    assert max(days["asked"].values()) <= 2 * (1 + 9 + 3)
