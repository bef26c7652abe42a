from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.settings import Settings

from crawler.politeness.crawl_delay import CrawlDelay
from crawler.politeness.robots_txt import RobotsAnswer


def test_a_crawl_delay_longer_than_ours_slows_its_host_down(site, crawl):
    site.body = "User-agent: *\nCrawl-delay: 0.3\n"
    found = crawl()
    assert (found["got"], found["slots"]) == (1, {"127.0.0.1": 0.3})
    assert found["stats"]["manners/crawl_delay/127.0.0.1"] == 0.3


@pytest.mark.parametrize("asked", ["0", "-5", "soon", "inf", "nan"])
def test_a_crawl_delay_that_asks_for_nothing_leaves_ours(site, crawl, asked):
    site.body = f"User-agent: *\nCrawl-delay: {asked}\n"
    found = crawl()
    assert (found["got"], found["slots"]) == (1, {"127.0.0.1": 0.0})


def test_a_request_rate_slows_its_host_down_too(site, crawl):
    site.body = "User-agent: *\nCrawl-delay: 0.1\nRequest-rate: 10/4s 0600-0845\n"
    found = crawl()
    assert (found["got"], found["slots"]) == (1, {"127.0.0.1": 0.4})
    assert found["stats"]["manners/request_rate_hours"] == 1


@pytest.mark.parametrize(
    ("ours", "asked", "applied"),
    [(2.0, ["1"], None), (2.0, ["3"], 3.0), (2.0, ["5", "3"], 5.0), (2.0, ["3", "5"], 5.0)],
)
def test_the_longest_of_ours_and_all_of_theirs_holds(ours, asked, applied):
    """A host has one delay, though `http` and `https` have a robots.txt each."""
    downloader = SimpleNamespace(per_slot_settings={}, slots={})
    crawler = SimpleNamespace(
        settings=Settings({"ROBOTSTXT_USER_AGENT": "PinpointBot", "DOWNLOAD_DELAY": ours}),
        engine=SimpleNamespace(downloader=downloader),
        stats=None,
    )
    for seconds in asked:
        answer = RobotsAnswer.of(200, f"User-agent: *\nCrawl-delay: {seconds}\n".encode())
        CrawlDelay(crawler).robots_parsed(answer, Request("https://a.test/"))
    assert downloader.per_slot_settings.get("a.test", {}).get("delay") == applied


def test_a_pace_that_cannot_be_read_is_counted(site, crawl):
    site.body = "User-agent: *\nCrawl-delay: soon\n"
    assert crawl()["stats"]["manners/delay_unread"] == 1


def test_an_owner_who_wants_a_day_between_requests_is_left_alone(site, crawl):
    site.body = "User-agent: *\nCrawl-delay: 86400\n"
    found = crawl("/a-page")
    assert (found["got"], set(site.asked)) == (0, {"/robots.txt"})
    assert (found["stats"]["robotstxt/forbidden"], found["stats"]["manners/closed_by_delay"]) == (1, 1)
