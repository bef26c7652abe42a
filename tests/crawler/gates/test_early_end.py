"""The early end of a crawl that goes wrong, and that neither a good crawl is ended nor anybody goes missing."""

import asyncio
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.exceptions import NotConfigured
from scrapy.settings import Settings as ScrapySettings
from scrapy.signalmanager import SignalManager
from scrapy.statscollectors import StatsCollector

from crawler.archive.resume import was_cut_short
from crawler.gates.early_end import EarlyEnd, GoingWrong, Usual, going_wrong
from crawler.gates.gates import judge
from crawler.gates.judgment import Crawled
from crawler.gates.measuring import Measured
from crawler.runs.decisions import Acceptance
from crawler.sources.parts import Gates
from index.store.runs.causes import Cause
from index.store.runs.runs import Verdict
from tests.crawler.gates.directory import directory

GATES = Gates(minimum_listings=1)
USUAL = Usual(empty_pages=20, failed_share=0.01, requests=120)
WHO = Acceptance(who="us", reason="looked")


def status(code):
    return f"downloader/response_status_count/{code}"


def looked_at(stats, usual=USUAL, *, minutes=1, many_hosts=False, **gates):
    chosen = GATES.model_copy(update=gates)
    return going_wrong(chosen, stats, usual, minutes=minutes, many_hosts=many_hosts)


def test_a_crawl_is_ended_when_more_than_half_of_its_requests_failed():
    fifteen = {status(200): 15, "retry/max_reached": 10, status(404): 5}
    assert looked_at(fifteen) is None
    assert looked_at(fifteen | {status(404): 6}) == GoingWrong(
        measured=16 / 31, allowed=0.5, about="16 of 31 requests failed"
    )


def test_it_is_not_judged_before_thirty_requests_ended_or_five_after_ten_minutes():
    assert looked_at({"retry/max_reached": 29}) is None
    assert looked_at({"retry/max_reached": 30}) is not None
    assert looked_at({"retry/max_reached": 4}, minutes=10) is None
    assert looked_at({"retry/max_reached": 5}, minutes=10) is not None


def test_robots_txt_is_no_page_of_the_source():
    assert looked_at({status(404): 30, "robotstxt/response_status_count/404": 30, status(200): 30}) is None


def test_a_source_that_often_fails_is_compared_with_itself():
    often = Usual(empty_pages=0, failed_share=0.4, requests=100)
    assert looked_at({status(200): 42, status(404): 58}, often) is None
    assert looked_at({status(200): 38, status(404): 62}, often).allowed == pytest.approx(0.6)


def test_a_crawl_is_ended_when_more_pages_than_ever_have_no_listing():
    pages = {status(200): 200, "page/read": 61, "page/with_listings": 1}
    assert looked_at(pages) is None  # 60 without a listing: 30 more than one and a half times the most so far
    assert looked_at(pages | {"page/read": 62}) == GoingWrong(
        measured=61 / 62, allowed=0.9, about="61 of 62 pages had no listing"
    )
    assert (
        looked_at(pages | {"page/read": 200, "page/with_listings": 40}) is None
    )  # the layout changed in part: at the end


def test_at_a_first_run_only_three_hundred_pages_without_a_single_listing_end_it():
    pages = {status(200): 300, "page/read": 300}
    assert looked_at(pages | {"page/read": 299}, None) is None
    assert looked_at(pages, None).about == "300 of 300 pages had no listing"
    assert looked_at(pages | {"item_scraped_count": 1}, None) is None


def test_of_many_hosts_only_challenges_count():
    down = {status(200): 10, "retry/max_reached": 40, "page/read": 400}
    assert looked_at(down, None, many_hosts=True) is None
    challenged = {status(200): 40, "manners/challenge/cloudflare": 15, "manners/challenge/captcha": 6}
    assert looked_at(challenged, None, many_hosts=True).about == "21 of 40 pages were challenges"


def test_a_share_of_one_switches_a_limit_off():
    assert looked_at({"retry/max_reached": 99}, early_end_failed_share=1.0) is None
    assert looked_at({status(200): 999, "page/read": 999}, early_end_empty_share=1.0) is None


counts = st.integers(0, 400)


@given(good=counts, failed=counts, pages=counts, listed=counts, after=st.integers(5, 60))
def test_a_crawl_like_an_earlier_one_is_never_ended_at_any_of_its_steps(good, failed, pages, listed, after):
    whole = {
        status(200): good,
        "retry/max_reached": failed,
        "page/read": pages,
        "page/with_listings": min(listed, pages),
    }
    usual = Usual.of([whole])
    shares = failed / (good + failed) if good + failed else 0.0
    for part in range(1, 11):  # listings come last, failures evenly
        empty = pages - min(listed, pages)
        read = pages * part // 10
        steps = whole | {
            status(200): good * part // 10,
            "retry/max_reached": int(failed * part / 10),
            "page/read": read,
            "page/with_listings": max(0, read - empty),
        }
        found = looked_at(steps, usual, early_end_pages=after)
        ended = steps[status(200)] + steps["retry/max_reached"]
        assert found is None or (shares > 0.5 and steps["retry/max_reached"] / ended > 1.5 * shares)


@given(
    stats=st.dictionaries(
        st.sampled_from([status(200), status(403), status(500), "retry/max_reached", "page/read", "manners/login"]),
        counts,
    ),
    listings=counts,
    partial=st.booleans(),
    many_hosts=st.booleans(),
)
def test_a_run_that_went_wrong_never_passes_and_is_never_held(stats, listings, partial, many_hosts):
    crawled = Crawled(
        finish_reason="going_wrong",
        stats=stats | {"early_end/about": "9 of 10 requests failed", "early_end/measured": 0.9},
        measured=Measured(listings=listings),
        partial=partial,
        many_hosts=many_hosts,
    )
    judgment = judge(GATES, crawled)
    assert judgment.verdict not in {Verdict.PASSED, Verdict.HELD}
    assert judgment.codes[-1] is Cause.GOING_WRONG


def test_nobody_goes_missing_and_the_next_run_requests_its_pages_again(settled):
    settled(directory(), WHO)
    stats = {"early_end/about": "20 of 30 requests failed", "early_end/measured": 2 / 3, "early_end/allowed": 0.5}
    run = settled(directory(10), ending="going_wrong", stats=stats | {"early_end/requests_saved": 70})
    assert (run.verdict, run.delta) == (Verdict.REJECTED, {})
    assert run.cause == (
        "20 of 30 requests failed; 70 more were not sent (66.7%, at most 50%), so the crawl was ended and is incomplete"
    )
    assert not was_cut_short(run)


def test_where_the_site_denied_access_that_is_the_verdict_and_the_rest_follows():
    crawled = Crawled(finish_reason="going_wrong", stats={status(403): 30}, measured=Measured())
    judgment = judge(GATES, crawled)
    assert (judgment.verdict, judgment.codes) == (Verdict.BLOCKED, (Cause.REFUSED, Cause.GOING_WRONG))


class Engine:
    def __init__(self):
        self.ended = []

    async def close_spider_async(self, *, reason):
        self.ended.append(reason)


def crawler_of(usual):
    made = SimpleNamespace(settings=ScrapySettings({"PINPOINT_USUAL": usual, "STATS_DUMP": False}), engine=Engine())
    made.stats = StatsCollector(made)
    made.signals = SignalManager()
    made.spider = SimpleNamespace(definition=SimpleNamespace(gates=GATES))
    return made


def test_the_extension_ends_the_crawl_once_and_counts_what_was_not_sent():
    async def crawl():
        made = crawler_of({"empty_pages": 0, "failed_share": 0.0, "requests": 120})
        extension = EarlyEnd.from_crawler(made)
        made.stats.set_value("downloader/request_count", 33)
        for _ in range(35):
            made.stats.inc_value("retry/max_reached")
            extension.look()
        await asyncio.sleep(0)
        return made

    made = asyncio.run(crawl())
    assert made.engine.ended == ["going_wrong"]
    found = {name: value for name, value in made.stats.get_stats().items() if name.startswith("early_end/")}
    assert found == {
        "early_end/about": "30 of 30 requests failed",
        "early_end/measured": 1.0,
        "early_end/allowed": 0.5,
        "early_end/requests_saved": 87,
    }


def test_a_replay_is_never_ended_early():
    with pytest.raises(NotConfigured):
        EarlyEnd.from_crawler(crawler_of(None))
