"""The thirty websites of the demonstration: what is planted in each, and that the spider reads exactly that."""

from collections import Counter

import pytest

from demo.exchange import Request
from demo.website_servers import WebsiteServers, practice_sites
from demo.world.websites import website_entries
from index.normalize.listing import normalize
from index.places.gazetteer import open_gazetteer
from index.records import StatementKind, Subject
from tests.crawler.clinic_sites.invented_web import ROBOTS, UNREACHABLE, Web, read, start

YES_NO = {StatementKind.OFFERS: "yes", StatementKind.SAYS_NO: "no"}


@pytest.fixture(scope="module")
def sites(world):
    return practice_sites(world)


class Hosts(Web):
    """The invented web, answered by the demonstration's sites."""

    def __init__(self, sites):
        super().__init__({})
        self.sites = sites

    def answer(self, request):
        host, _, path = request.url.removeprefix("https://").partition("/")
        door = self.sites[host].website.door
        if door in {"robots", "unreachable"}:
            self.answers[request.url] = ROBOTS if door == "robots" else UNREACHABLE
        else:
            response = self.sites[host].respond(Request.of(f"/{path}"))
            self.answers[request.url] = (response.status, response.headers.get("Location") or response.body)
        return super().answer(request)


@pytest.fixture(scope="module")
def crawled(sites):
    web = Hosts(sites)
    listings, visits, _ = read(web, *(start(host) for host in sites))
    return listings, visits, web


def said(listing):
    """Return what a listing says of dry needling, as the truth words it."""
    kinds = {(one.about, one.kind) for one in normalize(listing, open_gazetteer()).statements}
    return {f"{'person' if about is Subject.PERSON else 'clinic'}_{YES_NO[kind]}" for about, kind in kinds} or {""}


def test_there_are_thirty_of_all_kinds(world):
    assert len(world.websites) == 30
    doors = Counter(site.door for site in world.websites)
    assert doors == {"": 25, "robots": 1, "challenge": 1, "login": 1, "elsewhere": 1, "unreachable": 1}
    assert {site.make for site in world.websites} == {
        "plain", "wordpress", "one_page", "json_ld", "nested", "frames", "bilingual", "misspelled", "course_list",
    }  # fmt: skip
    says = {one.says for site in world.websites for one in (site, *site.people)}
    assert says == {"", "clinic_yes", "clinic_no", "person_yes", "person_no"}


def test_most_practices_with_a_website_are_listed_elsewhere_with_it(world):
    given = {entry.website for entry in world.entries if entry.directory in {"finder", "school"}}
    assert [site.host for site in world.websites if f"https://{site.host}/" not in given] == []


def test_each_site_is_read_as_it_was_planted(world, crawled):
    listings, _, _ = crawled
    planted = {entry.key: {entry.says} for entry in world.of("websites")}
    assert {key: said(listing) for key, listing in listings.items()} == planted


def test_ways_to_be_closed_are_distinguished(world, crawled):
    _, visits, _ = crawled
    doors = {site.host: site.door for site in world.websites}
    closed = {host: visit.closed_because for host, visit in visits.items() if visit.closed_because}
    assert closed == {host: "refused" if door == "challenge" else door for host, door in doors.items() if door}


def test_no_page_of_a_shop_a_calendar_or_another_language_is_asked_for(crawled):
    _, _, web = crawled
    assert [
        url for url in web.asked if any(word in url for word in ("cart", "book-online", "careers", "?", "/es/"))
    ] == []


def test_no_host_is_asked_for_more_than_nine_pages_or_twice_for_one(crawled):
    _, _, web = crawled
    assert len(set(web.asked)) == len(web.asked)
    assert max(Counter(url.split("/")[2] for url in web.pages).values()) <= 9


def test_every_page_says_that_it_is_invented(sites):
    assert [path for site in sites.values() for path, body in site.pages.items() if "Invented" not in body] == []


def test_each_site_is_a_host_of_its_own(world):
    servers = WebsiteServers(world)
    addresses = [address.rpartition(":")[0] for address in servers.addresses]
    assert len(set(addresses)) == 30
    assert set(servers.stand_ins) == {f"https://{site.host}" for site in world.websites}
    for server in servers.servers.values():
        server.stop()


def test_an_open_site_names_its_practice_and_the_people_of_its_words(world):
    site = next(site for site in world.websites if site.clinic == "tansyford")
    entries = list(website_entries(site, world.clinics[site.clinic], world.people))
    assert [(entry.subject, entry.says) for entry in entries] == [
        ("tansyford", ""), ("jordan-avery", "person_yes"), ("elizabeth-castell", "person_yes"),
    ]  # fmt: skip
