"""The cache of robots.txt: how long, and for which hosts, with an engine that answers from a table."""

import asyncio
from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.http import TextResponse
from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector

from crawler.politeness.refusals import RefusedError
from crawler.politeness.robots import RobotsForbiddenError, StrictRobotsMiddleware, origin_of

ALLOWS, FORBIDS = b"User-agent: *\nDisallow:\n", b"User-agent: *\nDisallow: /\n"


class Engine:
    """Answers each request from `bodies`, by address, with a pause in which others can ask; an error is raised."""

    def __init__(self):
        self.bodies, self.asked = {}, []

    async def download_async(self, request):
        self.asked.append(request.url)
        await asyncio.sleep(0)
        body = self.bodies.get(request.url, ALLOWS)
        if isinstance(body, Exception):
            raise body
        return TextResponse(request.url, body=body)


class Signals:
    async def send_catch_log_async(self, *_, **__):
        pass


@pytest.fixture
def engine():
    return Engine()


@pytest.fixture
def middleware(engine):
    stats = MemoryStatsCollector(SimpleNamespace(settings=Settings({"STATS_DUMP": False})))
    crawler = SimpleNamespace(
        settings={"ROBOTSTXT_USER_AGENT": "PinpointBot"}, stats=stats, engine=engine, signals=Signals()
    )
    return StrictRobotsMiddleware.from_crawler(crawler)


async def may(middleware, url):
    try:
        await middleware.process_request(Request(url))
    except RobotsForbiddenError:
        return False
    return True


def ask(middleware, *urls):
    """Ask for all of them at once and return which are allowed."""

    async def all_of_them():
        return await asyncio.gather(*(may(middleware, url) for url in urls))

    return asyncio.run(all_of_them())


def test_requests_that_come_together_read_it_once(middleware, engine):
    assert ask(middleware, *(f"https://a.test/{number}" for number in range(5))) == [True] * 5
    assert engine.asked == ["https://a.test/robots.txt"]


def test_it_is_kept_for_a_day_and_then_read_again(middleware, engine, monkeypatch):
    async def days():
        answers = []
        for moment in ("01T08:00:00", "02T07:59:59", "02T08:00:00", "02T09:00:00"):
            monkeypatch.setenv("PINPOINT_NOW", f"2026-11-{moment}+00:00")
            answers.append((await may(middleware, "https://a.test/"), len(engine.asked)))
            engine.bodies["https://a.test/robots.txt"] = FORBIDS
        return answers

    assert asyncio.run(days()) == [(True, 1), (True, 1), (False, 2), (False, 2)]


def test_one_that_can_no_longer_be_read_closes_the_host(middleware, engine, monkeypatch):
    async def days():
        monkeypatch.setenv("PINPOINT_NOW", "2026-11-01T08:00:00+00:00")
        before = await may(middleware, "https://a.test/")
        monkeypatch.setenv("PINPOINT_NOW", "2026-11-02T08:00:00+00:00")
        engine.bodies["https://a.test/robots.txt"] = OSError("no route")
        return before, await may(middleware, "https://a.test/")

    assert asyncio.run(days()) == (True, False)
    assert middleware.stats.get_value("manners/robots_unreachable") == 1


def test_our_own_refusal_is_passed_on_and_not_counted_as_the_site_s_silence(middleware, engine):
    engine.bodies["https://a.test/robots.txt"] = RefusedError("a.test is not asked")

    async def each():
        requests = [middleware.process_request(Request(f"https://a.test/{number}")) for number in range(2)]
        return [type(result) for result in await asyncio.gather(*requests, return_exceptions=True)]

    assert asyncio.run(each()) == [RefusedError, RefusedError]
    assert middleware.stats.get_value("manners/robots_unreachable") is None


def test_scheme_host_and_port_each_have_their_own(middleware, engine):
    engine.bodies["https://a.test/robots.txt"] = FORBIDS
    urls = ["https://a.test/x", "http://a.test/x", "https://a.test:8443/x", "https://b.test/x", "https://A.test:443/y"]
    assert ask(middleware, *urls) == [False, True, True, True, False]
    assert len(engine.asked) == 4


def test_one_who_no_longer_waits_takes_it_from_nobody(middleware, engine):
    async def asking():
        hasty = asyncio.ensure_future(may(middleware, "https://a.test/1"))
        patient = asyncio.ensure_future(may(middleware, "https://a.test/2"))
        await asyncio.sleep(0)
        hasty.cancel()
        return await patient

    assert asyncio.run(asking())


def test_what_is_no_web_address_is_left_to_whoever_refuses_it(middleware, engine):
    assert ask(middleware, "data:text/plain,hello") == [True]
    assert engine.asked == []


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("http://a.test/x?y", "http://a.test"),
        ("http://A.test:80/", "http://a.test"),
        ("https://a.test:443", "https://a.test"),
        ("https://a.test:80/", "https://a.test:80"),
        ("http://kim:secret@a.test/", "http://a.test"),
        ("http://[2001:db8::1]:8080/", "http://[2001:db8::1]:8080"),
    ],
)
def test_an_origin_is_scheme_host_and_port(url, origin):
    assert origin_of(url) == origin


def test_nobody_else_asks_to_pass_robots_txt_over(request):
    crawler = request.config.rootpath / "crawler"
    naming = [path.name for path in crawler.rglob("*.py") if "dont_obey_robotstxt" in path.read_text("utf-8")]
    assert naming == ["robots.py"]
