"""The middleware that ends a run at a limit of its source: the worker's runs keep quiet hours, all keep the budget."""

import asyncio
import errno
from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.statscollectors import StatsCollector

from crawler.politeness import day_budget
from crawler.politeness.source_limits import BudgetSpentError, QuietHoursError, SourceLimits
from crawler.runs.claim import OF_THE_WORKER
from crawler.sources.definition import SourceDefinition

PAGE = Request("https://school.test/1")


@pytest.fixture
def limits(definition_of):
    def made(*, keeps_quiet=False, schedule=None, **politeness):
        definition = definition_of(schedule or {}, politeness)
        own = {"PINPOINT_DEFINITION": definition.model_dump_json(), "PINPOINT_KEEPS_QUIET": keeps_quiet}
        closed = []

        async def close_spider_async(*, reason):
            closed.append(reason)

        engine = SimpleNamespace(close_spider_async=close_spider_async, closed=closed)
        crawler = SimpleNamespace(settings=Settings(own), engine=engine)
        crawler.stats = StatsCollector(SimpleNamespace(settings=Settings()))
        return SourceLimits.from_crawler(crawler), closed, crawler.stats

    return made


@pytest.fixture
def definition_of():
    def made(schedule, politeness):
        return SourceDefinition.model_validate(
            {
                "id": "school",
                "name": "An invented school",
                "publisher": "Us",
                "url": "https://school.test/",
                "platform": "html_list",
                "kind": "school",
                "coverage": "Nobody",
                "terms": {"note": "invented"},
                "robots_note": "invented",
                "gates": {"minimum_listings": 1},
                "enabled_by_default": True,
                "schedule": schedule,
                "politeness": politeness,
            }
        )

    return made


def asked(middleware, times=1):
    """Send some requests through, and let what they began come to its end."""

    async def ask():
        try:
            for _ in range(times):
                middleware.process_request(PAGE)
                middleware.process_response(PAGE, Response(PAGE.url, body=b"x" * 400_000))
        finally:
            await asyncio.sleep(0)

    asyncio.run(ask())


def test_requests_and_bytes_are_counted_and_the_one_beyond_the_budget_ends_the_run_once(limits):
    middleware, closed, stats = limits(requests_per_day=2)
    asked(middleware, 2)
    assert closed == []
    for _ in range(2):
        with pytest.raises(BudgetSpentError, match="the source has used its 2 requests a day"):
            asked(middleware)
    assert closed == ["budget_spent"]
    assert stats.get_stats() == {
        "manners/requests_sent": 2,
        "manners/bytes_received": 800_000,
        "manners/budget_spent": "2 requests a day",
    }


def test_megabytes_end_a_run_too(limits):
    middleware, closed, _ = limits(megabytes_per_day=1)
    with pytest.raises(BudgetSpentError, match="1 MB a day"):
        asked(middleware, 9)
    assert closed == ["budget_spent"]
    assert middleware.budget.used().requests == 3


def test_the_worker_keeps_the_quiet_hours_and_a_person_decides_for_themselves(limits):
    quiet = {"every": "1d", "quiet": "10:00-14:00"}
    middleware, closed, _ = limits(keeps_quiet=True, schedule=quiet)
    with pytest.raises(QuietHoursError):
        asked(middleware)
    assert closed == ["quiet_hours"]
    by_hand, closed, _ = limits(schedule=quiet)
    asked(by_hand)
    assert closed == []
    assert {"schedule", "run_now"} == OF_THE_WORKER


def test_a_full_disk_is_left_to_the_archive_to_report(limits, monkeypatch):
    middleware, closed, stats = limits(requests_per_day=1)

    def full(*_):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(day_budget, "_write", full)
    asked(middleware, 3)
    assert (closed, stats.get_value("manners/requests_sent")) == ([], 3)


def test_a_crawl_that_is_not_in_the_ledger_has_no_such_limits():
    with pytest.raises(NotConfigured):
        SourceLimits.from_crawler(SimpleNamespace(settings=Settings()))
