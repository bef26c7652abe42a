import asyncio
from types import SimpleNamespace

import pytest
from scrapy import Request, Spider
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from crawler.archive.middleware import SERVED
from crawler.politeness import spaced_retry
from crawler.politeness.spaced_retry import SpacedRetry, pause

URL = "https://needling.test/find"


@pytest.mark.parametrize(
    ("delay", "tries", "seconds"), [(2.0, 1, 6.0), (2.0, 2, 18.0), (0.0, 1, 0.0), (1.0, 2, 9.0), (600.0, 1, 120.0)]
)
def test_each_try_waits_three_times_as_long_as_the_one_before_up_to_two_minutes(delay, tries, seconds):
    assert pause(delay, tries) == seconds


@pytest.fixture
def slept(monkeypatch):
    """The seconds that were slept, one after another."""
    seconds = []

    async def sleep(time):
        seconds.append(time)

    monkeypatch.setattr(spaced_retry, "sleep", sleep)
    return seconds


@pytest.fixture
def middleware():
    crawler = get_crawler(Spider, {"DOWNLOAD_DELAY": 2.0, "REMOTE_CONTROL_ENABLED": False})
    crawler.spider = crawler._create_spider("invented")
    slots = {"slow.test": SimpleNamespace(delay=10.0)}
    crawler.engine = SimpleNamespace(downloader=SimpleNamespace(slots=slots))
    return SpacedRetry.from_crawler(crawler)


def test_an_error_of_the_server_is_tried_twice_more_after_longer_and_longer(middleware, slept):
    answer = Request(URL)
    while isinstance(answer, Request):
        answer = asyncio.run(middleware.process_response(answer, Response(URL, status=500)))
    assert (answer.status, slept) == (500, [6.0, 18.0])


def test_no_answer_is_tried_again_by_the_delay_that_its_host_asked_for(middleware, slept):
    request = Request("https://slow.test/find", meta={"download_slot": "slow.test"})
    again = asyncio.run(middleware.process_exception(request, DownloadTimeoutError("too long")))
    assert (again.url, slept) == (request.url, [30.0])


def test_what_is_well_or_gone_is_not_tried_again(middleware, slept):
    for status in (200, 404):
        assert asyncio.run(middleware.process_response(Request(URL), Response(URL, status=status))).status == status
    assert slept == []


def test_a_page_of_the_archive_is_taken_again_at_once(middleware, slept):
    archived = Response(URL, status=500, flags=[SERVED])
    assert isinstance(asyncio.run(middleware.process_response(Request(URL), archived)), Request)
    assert slept == []
