import asyncio

import pytest
from scrapy import Request
from scrapy.exceptions import CannotResolveHostError, DownloadTimeoutError, ResponseDataLossError
from scrapy.http import HtmlResponse
from scrapy.http.request import NO_CALLBACK
from scrapy.settings import Settings
from scrapy.statscollectors import StatsCollector

from crawler.politeness import stat_names
from crawler.politeness.closed_hosts import (
    MOST_NOT_ANSWERED,
    ChallengeError,
    ClosedHosts,
    HostClosedError,
    ThrottledError,
)
from tests.crawler.politeness.challenge_pages import page

URL = "https://needling.test/find"


class Engine:
    def __init__(self):
        self.reasons = []

    async def close_spider_async(self, *, reason):
        self.reasons.append(reason)


class Crawl:
    """The parts of a crawl that the middleware uses: its spider, its stats, and how it is ended."""

    def __init__(self, *, many_hosts=False):
        self.settings = Settings({"STATS_DUMP": False})
        self.stats = StatsCollector(self)
        self.engine = Engine()
        self.spider = type("Spider", (), {"many_hosts": many_hosts})()
        self.hosts = ClosedHosts.from_crawler(self)

    def answer(self, status=200, *, url=URL, headers=None, body="", request=None):
        """Pass an answer to the middleware, and return the result."""
        request = request or Request(url)
        headers = {"Content-Type": "text/html"} | (headers or {})
        response = HtmlResponse(url, status=status, headers=headers, body=body.encode(), request=request)
        return self._in_a_loop(lambda: self.hosts.process_response(request, response))

    def no_answer(self, error, url=URL):
        return self._in_a_loop(lambda: self.hosts.process_exception(Request(url), error))

    def _in_a_loop(self, call):
        async def inner():
            try:
                return call()
            finally:
                await asyncio.sleep(0)

        return asyncio.run(inner())


@pytest.fixture
def crawl():
    return Crawl()


@pytest.fixture
def clinics():
    return Crawl(many_hosts=True)


def test_an_ordinary_answer_passes(crawl):
    assert crawl.answer(body=page("Providers", "<p>Jordan Averwick PT</p>")).status == 200
    assert crawl.engine.reasons == []


def test_a_challenge_ends_the_run_of_a_source_as_blocked_and_names_its_kind(crawl):
    with pytest.raises(ChallengeError, match="cloudflare"):
        crawl.answer(403, headers={"cf-mitigated": "challenge"})
    assert crawl.engine.reasons == [stat_names.BLOCKED]
    assert crawl.stats.get_value(f"{stat_names.CHALLENGE}cloudflare") == 1


def test_a_redirect_to_a_login_is_one(crawl):
    request = Request("https://needling.test/login", meta={"redirect_urls": [URL]})
    with pytest.raises(ChallengeError, match="login"):
        crawl.answer(url=request.url, request=request)
    assert crawl.engine.reasons == [stat_names.BLOCKED]


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        (429, {}, 0),
        (429, {"Retry-After": "7"}, 7),
        (503, {"Retry-After": "3600"}, 3600),
        (503, {"Retry-After": "Mon, 23 Nov 2026 12:01:00 GMT"}, 60),
        (429, {"Retry-After": "soon"}, 0),
        (429, {"Retry-After": "99999999"}, 30 * 86400),
    ],
)
def test_a_site_that_asks_for_patience_ends_the_run_as_throttled(crawl, status, headers, seconds):
    with pytest.raises(ThrottledError, match=f"{seconds} seconds"):
        crawl.answer(status, headers=headers)
    assert crawl.engine.reasons == [stat_names.THROTTLED]
    assert crawl.stats.get_value(stat_names.RETRY_AFTER) == seconds


@pytest.mark.parametrize(
    ("status", "headers"), [(503, {}), (503, {"Retry-After": "soon"}), (500, {"Retry-After": "7"})]
)
def test_an_error_that_asks_for_nothing_is_left_to_the_retries(crawl, status, headers):
    assert crawl.answer(status, headers=headers).status == status
    assert crawl.engine.reasons == []


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_where_the_source_begins_ends_its_run_and_a_later_one_does_not(crawl, status):
    assert crawl.answer(status, request=Request(URL, meta={"depth": 2})).status == status
    assert crawl.answer(status, request=Request(URL, callback=NO_CALLBACK)).status == status
    assert crawl.engine.reasons == []
    assert crawl.answer(status).status == status
    assert crawl.engine.reasons == [stat_names.BLOCKED]


def test_a_host_that_does_not_answer_time_after_time_is_not_asked_again(crawl):
    for _ in range(MOST_NOT_ANSWERED - 1):
        crawl.no_answer(DownloadTimeoutError("too long"))
    with pytest.raises(HostClosedError, match="6 times in a row"):
        crawl.no_answer(CannotResolveHostError("no such host"))
    with pytest.raises(HostClosedError, match="not asked again"):
        crawl.hosts.process_request(Request(URL))
    assert crawl.engine.reasons == [stat_names.UNREACHABLE]


def test_an_answer_between_begins_the_count_anew(crawl):
    for _ in range(3):
        for _ in range(MOST_NOT_ANSWERED - 1):
            crawl.no_answer(DownloadTimeoutError("too long"))
        crawl.answer(500)
    assert crawl.engine.reasons == []


def test_an_answer_that_broke_off_is_an_answer(crawl):
    for _ in range(3 * MOST_NOT_ANSWERED):
        crawl.no_answer(ResponseDataLossError())
    assert crawl.engine.reasons == []


def test_among_many_hosts_only_the_one_is_closed(clinics):
    with pytest.raises(ThrottledError):
        clinics.answer(429)
    with pytest.raises(HostClosedError):
        clinics.hosts.process_request(Request("https://needling.test/another"))
    clinics.hosts.process_request(Request("https://other.test/"))
    clinics.hosts.process_request(Request("https://needling.test:8443/"))
    assert clinics.answer(403, url="https://other.test/").status == 403
    assert clinics.engine.reasons == []
    assert stat_names.counted(clinics.stats.get_stats(), stat_names.HOST_CLOSED) == {stat_names.THROTTLED: 1}
