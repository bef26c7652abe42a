"""Lists that are read page by page, on every platform: all of them, or the run is a part only and says why."""

import json
import os
from urllib.parse import parse_qs, urlsplit

import pytest
from scrapy import Request
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from demo.exchange import Response
from demo.server import DirectoryServer
from index.records import RawListing, RegisterEntry
from tests import warm_process
from tests.crawler.platforms.invented import answer, definition, page, spider
from tests.crawler.platforms.nppes_rows_of import NPI
from tests.crawler.platforms.test_npi_registry import result
from tests.crawler.platforms.test_socrata import spider as license_spider
from tests.warm_process import WHOLE_CRAWL

GEODIRECTORY = "geodirectory"
URL = "https://directory.example/wp-json/geodir/v2/places?per_page=2&page=1"
CARDS = {"card": ".c", "name": "h3", "link": "h3 a", "next_page": "a.next"}


def entry(number):
    return {"id": number, "title": f"Clinic {number}"}


def people(*numbers, following=""):
    cards = "".join(f'<div class="c"><h3><a href="/p/{one}">Person {one}</a></h3></div>' for one in numbers)
    return cards + (f'<a class="next" href="{following}">next</a>' if following else "")


def walked(reader, first, pages, most=50):
    """Ask for pages until none follows; return ids, kinds of problems, addresses.

    `pages` gives (status, body, headers) by address.
    """
    found, waiting, urls = [], list(first), []
    while waiting:
        assert len(urls) < most, "it goes on without end"
        request = waiting.pop(0)
        urls.append(request.url)
        status, body, headers = pages(request.url)
        html = body.startswith("<")
        response = page(body, request.url) if html else answer(body.encode(), request.url)
        response = response.replace(status=status, headers=headers, request=request)
        if status == 200:
            items = request.callback(response, **request.cb_kwargs)
        else:
            failure = Failure(HttpError(response))
            failure.request = request
            items = request.errback(failure)
        for item in items or ():
            (waiting if isinstance(item, Request) else found).append(item)
    assert all(isinstance(one, RawListing | RegisterEntry) for one in found)
    return [one.source_id for one in found], [kind for kind, _, _ in reader.take_problems()], urls


def entries(pages, *, total=None, refused=None):
    """Return GeoDirectory's answers: rows by the number of a page, the header with the total, other answers."""

    def of(url):
        number = int(parse_qs(urlsplit(url).query)["page"][0])
        if refused and number in refused:
            return refused[number]
        rows = pages(number)
        return 200, json.dumps([entry(one) for one in rows]), {"X-WP-TotalPages": str(total)} if total else {}

    return of


def geodirectory(pages, per_page=2):
    reader = spider(GEODIRECTORY, options={"per_page": per_page})
    return (*walked(reader, [reader._ask(1)], pages), reader.restricted)


NO_PAGE = (400, '{"code": "rest_post_invalid_page_number"}', {})


@pytest.mark.parametrize("total", [None, 5])
def test_an_api_that_gives_the_same_page_again_and_again_is_left_at_the_first_such_page(total):
    ids, kinds, urls, part = geodirectory(entries(lambda _: [1, 2], total=total))
    assert (ids, kinds, len(urls), part) == (["1", "2"], ["page/repeated"], 2, True)


def test_an_api_that_goes_back_to_its_beginning_is_left_there():
    ids, kinds, urls, part = geodirectory(entries(lambda number: [[1, 2], [3, 4], [5, 6]][(number - 1) % 3]))
    assert (ids, kinds, len(urls), part) == (list("123456"), ["page/repeated"], 4, True)


@pytest.mark.parametrize(
    "last",
    [{}, {"refused": {4: NO_PAGE}}],
)
def test_an_api_is_read_to_its_end_whichever_way_it_says_so(last):
    rows = {1: [1, 2], 2: [3, 4], 3: [5, 6]}
    ids, kinds, urls, part = geodirectory(entries(lambda number: rows.get(number, []), **last))
    assert (ids, kinds, len(urls), part) == (list("123456"), [], 4, False)


@pytest.mark.parametrize(
    ("refused", "kind"),
    [
        ((500, "", {}), "page/status"),
        ((404, "<p>not here</p>", {}), "page/status"),
        ((200, "<html></html>", {}), "page/not_json"),
        ((200, '{"code": "error"}', {}), "page/shape"),
        ((400, '{"code": "rest_invalid_param"}', {}), "page/status"),
    ],
)
def test_a_page_that_cannot_be_read_makes_the_run_a_part_and_costs_no_other_page_where_more_are_known(refused, kind):
    of = entries(lambda number: [2 * number, 2 * number + 1], total=4, refused={2: refused})
    ids, kinds, urls, part = geodirectory(of)
    assert (ids, kinds, len(urls), part) == (["2", "3", "6", "7", "8", "9"], [kind], 4, True)
    of = entries(lambda number: [2 * number, 2 * number + 1], refused={2: refused})
    assert geodirectory(of)[1:] == ([kind], [URL, URL.replace("&page=1", "&page=2")], True)


def cards(pages, options=CARDS):
    reader = spider("html_list", options=options)
    first = [reader.request("/list", reader.parse_list)]
    return (*walked(reader, first, lambda url: (200, pages(url), {})), reader.restricted)


def number_of(url):
    return int(dict(parse_qs(urlsplit(url).query)).get("p", ["1"])[0])


def test_a_list_whose_next_link_shows_the_same_people_is_left_at_the_first_such_page():
    ids, kinds, urls, part = cards(lambda url: people(1, 2, following=f"?p={number_of(url) + 1}"))
    assert (ids, kinds, len(urls), part) == (["/p/1", "/p/2"], ["page/repeated"], 2, True)


def test_a_page_on_which_nobody_can_be_read_does_not_end_the_list():
    bare = '<div class="c"></div><a class="next" href="?p=3">next</a>'
    ids, kinds, urls, part = cards(lambda url: {1: people(1, following="?p=2"), 2: bare}.get(number_of(url), people(3)))
    assert (ids, kinds, len(urls), part) == (["/p/1", "/p/3"], ["row/name"], 3, False)
    numbered = {key: value for key, value in CARDS.items() if key != "next_page"} | {"page_parameter": "p"}
    only = {1: people(1), 2: bare, 3: people(3)}
    assert cards(lambda url: only.get(number_of(url), ""), numbered)[0] == ["/p/1", "/p/3"]


def test_a_next_page_on_another_host_is_not_read_and_the_run_says_so():
    ids, kinds, _, part = cards(lambda _: people(1, following="https://www.directory.example/list?p=2"))
    assert (ids, kinds, part) == (["/p/1"], ["page/cut_off"], True)


@pytest.mark.parametrize("link", ["#", "javascript:void(0)", "", "/list"])
def test_a_link_that_leads_nowhere_is_the_end_of_a_list(link):
    reader = spider("html_list", options=CARDS)
    items = list(reader.parse_list(page(people(1, following=link), "https://directory.example/list")))
    further = [item.url for item in items if isinstance(item, Request)]
    assert (set(further) - {"https://directory.example/list"}, reader.restricted) == (set(), False)


@pytest.mark.parametrize(
    ("options", "status", "kinds", "part"),
    [
        (CARDS, 404, ["page/status"], True),
        (CARDS, 500, ["page/status"], True),
        (CARDS | {"page_parameter": "p"}, 500, ["page/status"], True),
        (CARDS | {"page_parameter": "p"}, 404, [], False),
    ],
)
def test_a_further_page_without_an_answer_makes_the_run_a_part(options, status, kinds, part):
    reader = spider("html_list", options=options)
    first = reader.request("/list", reader.parse_list)
    of = lambda url: (200, people(1, following="?p=2"), {}) if number_of(url) == 1 else (status, "<p></p>", {})  # noqa: E731
    ids, met, _ = walked(reader, [first], of)
    assert (ids, met, reader.restricted) == (["/p/1"], kinds, part)


def test_a_registry_that_does_not_obey_skip_is_left_and_the_run_says_so():
    reader = spider("npi_registry")
    same = json.dumps({"results": [result(number=NPI[0])] * 200})
    _, kinds, urls = walked(reader, [reader.question("81", "Physical Therapist", 0)], lambda _: (200, same, {}))
    assert (kinds, len(urls), reader.restricted) == (["page/repeated"], 2, True)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<p>maintenance</p>", "registry/not_json"),
        ('{"Errors": [{"number": "01", "description": "x"}]}', "registry/error_01"),
    ],
)
def test_a_question_that_the_registry_does_not_answer_makes_the_run_a_part(body, kind):
    reader = spider("npi_registry")
    _, kinds, _ = walked(reader, [reader.question("81", "Physical Therapist", 0)], lambda _: (200, body, {}))
    assert (kinds, reader.restricted) == ([kind], True)


def test_a_license_file_that_does_not_obey_the_offset_is_left_and_the_run_says_so():
    reader = license_spider(page_rows=2)
    rows = json.dumps([{"a": 1}, {"a": 2}])
    _, kinds, urls = walked(reader, [reader._page(0, 100)], lambda _: (200, rows, {}))
    assert (kinds.count("page/repeated"), len(urls), reader.restricted) == (1, 2, True)


@pytest.mark.parametrize("platform", ["wp_store_locator", "store_locator_plus", "storepoint"])
def test_a_point_that_is_not_answered_makes_the_run_a_part(platform):
    options = {"key": "abc"} if platform == "storepoint" else {}
    for status, body in ((404, "<p></p>"), (200, "<p>no JSON</p>")):
        reader = spider(platform, options=options | {"zips": ["81201"], "tiled": True})
        walked(reader, reader._around_points(), lambda _, status=status, body=body: (status, body, {}))
        assert reader.restricted


def test_a_sitemap_that_names_more_pages_than_are_read_makes_the_run_a_part():
    reader = spider("structured_data", options={"pages": ["/a", "/b", "/c"], "most_pages": 2})
    first = [one for one in map(reader._ask_page, reader.options.pages) if one]
    _, kinds, urls = walked(reader, first, lambda _: (200, "<p>nobody</p>", {}))
    assert (kinds, len(urls), reader.restricted) == (["page/cut_off"], 2, True)


class LongApi:
    """109 pages with one entry each, and then an empty one."""

    def respond(self, request):
        number = int(request.query.get("page", 0))
        if not number:
            return Response("", status=404)
        return Response(json.dumps([entry(number)] if number < 110 else []), "application/json")


class LinksOn:
    """A sitemap that names a sitemap that names a sitemap, and so on."""

    def respond(self, request):
        number = int(request.query.get("n", 0))
        if request.path == "/robots.txt":
            return Response("", status=404)
        link = f"https://directory.example/sitemap.xml?n={number + 1}"
        return Response(f"<sitemapindex><sitemap><loc>{link}</loc></sitemap></sitemapindex>", "application/xml")


def crawled(directory, platform, **options):
    server = DirectoryServer(directory)
    server.start()
    try:
        source = definition(platform, base_url=server.base_url, politeness={"delay_seconds": 0}, options=options)
        allowed = os.environ | {"PINPOINT_ALLOW_ADDRESSES": server.address}
        done = warm_process.run(WHOLE_CRAWL, source.model_dump_json(), env=allowed)
    finally:
        server.stop()
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1]), server.requests


def test_a_list_of_more_than_a_hundred_pages_is_read_whole():
    read, _ = crawled(LongApi(), GEODIRECTORY, per_page=1)
    assert (len(read["listings"]), read["problems"], read["part"]) == (109, [], False)


def test_links_that_lead_on_and_on_end_and_the_run_says_so():
    read, requests = crawled(LinksOn(), "structured_data")
    assert ([kind for kind, _, _ in read["problems"]], read["part"]) == (["page/cut_off"], True)
    assert requests["/sitemap.xml"] == 100
