"""The early end of a crawl that goes wrong: most requests fail, pages are empty, or challenges come in their place.

What is wrong with such a crawl is known long before its end, and every further request asks a site in trouble for
nothing. So the crawl is ended in order, its run is rejected as incomplete, and nobody goes missing because of it. Each
limit is a gate of the source file (`early_end_…`); a share of 1 switches it off.
"""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.archive.resume import WENT_WRONG
from crawler.gates.gaps import FAILED
from crawler.politeness import stat_names
from crawler.sources.parts import Gates

ABOUT: Final = "early_end/about"
"""Stat: what went wrong, in words."""
MEASURED: Final = "early_end/measured"
"""Stat: the share that was too high."""
ALLOWED: Final = "early_end/allowed"
SAVED: Final = "early_end/requests_saved"
"""Stat: the requests that were not sent, by the earlier runs or, without any, by what waited in the queue."""
SETTING: Final = "PINPOINT_USUAL"
"""Scrapy setting with the usual figures of a source, as a dictionary; None: this crawl is never ended early."""

LEAST_JUDGED = 5
"""Fewest ended requests that are judged after `early_end_minutes`: of a slow site, few have ended by then."""
EMPTY_AT_FIRST = 10
"""A source without earlier runs may have so many times `early_end_pages` pages, all without a listing."""
MORE_THAN_USUAL = 1.5
_PAGES, _WITH_LISTINGS = "page/read", "page/with_listings"
_ANSWERED, _ROBOTS = "downloader/response_status_count/", "robotstxt/response_status_count/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """Usual figures of a source, from its earlier runs: the most empty pages, the highest share of failed requests."""

    empty_pages: int
    failed_share: float
    requests: int
    """The median of requests sent."""

    @classmethod
    def of(cls, earlier: "list[Mapping[str, Any]]") -> "Usual | None":
        """Return the figures for the stats of earlier whole runs that passed; None without any."""
        if not earlier:
            return None
        sent = sorted(_stat(stats, "downloader/request_count") for stats in earlier)
        empty = max(_stat(stats, _PAGES) - _stat(stats, _WITH_LISTINGS) for stats in earlier)
        ended = [_ended(stats) for stats in earlier]
        failed = max(failed / (good + failed) if good + failed else 0.0 for good, failed in ended)
        return cls(empty_pages=empty, failed_share=failed, requests=sent[len(sent) // 2])


@dataclass(frozen=True, slots=True, kw_only=True)
class GoingWrong:
    """A share that is too high while crawling, the gate's limit, and both in words."""

    measured: float
    allowed: float
    about: str


def going_wrong(
    gates: Gates, stats: Mapping[str, Any], usual: Usual | None, *, minutes: float, many_hosts: bool
) -> GoingWrong | None:
    """Return what goes wrong with a crawl under way, from its stats so far; None while there is no reason to end it.

    Of many hosts some are always down and most pages name nobody, so there only challenges count.
    """
    good, failed = _ended(stats)
    challenged = sum(stat_names.counted(stats, stat_names.CHALLENGE).values())
    ended = good + failed
    if ended < (LEAST_JUDGED if minutes >= gates.early_end_minutes else gates.early_end_pages):
        return None
    looks = [(challenged, ended, gates.early_end_challenge_share, "{count} of {of} pages were challenges")]
    if not many_hosts:
        usually = MORE_THAN_USUAL * usual.failed_share if usual else 0.0
        looks.append((failed, ended, max(gates.early_end_failed_share, usually), "{count} of {of} requests failed"))
        if empty := _too_many_empty(gates, stats, usual):
            looks.append((*empty, gates.early_end_empty_share, "{count} of {of} pages had no listing"))
    for count, of, allowed, words in looks:
        if count / of > allowed:
            return GoingWrong(measured=count / of, allowed=allowed, about=words.format(count=count, of=of))
    return None


def _ended(stats: Mapping[str, Any]) -> tuple[int, int]:
    """Return how many requests ended well, and how many failed for good or got a 4xx; robots.txt does not count."""
    statuses = {int(name.removeprefix(_ANSWERED)) for name in stats if name.startswith(_ANSWERED)}
    of_site = {status: _stat(stats, f"{_ANSWERED}{status}") - _stat(stats, f"{_ROBOTS}{status}") for status in statuses}
    good = sum(count for status, count in of_site.items() if status in {200, 304})
    refused = sum(count for status, count in of_site.items() if 400 <= status < 500)  # noqa: PLR2004  (a class)
    return good, refused + sum(_stat(stats, name) for name in FAILED)


def _too_many_empty(gates: Gates, stats: Mapping[str, Any], usual: Usual | None) -> tuple[int, int] | None:
    """Return (pages without a listing, pages) where more are empty than in any earlier run; else None.

    A list may be read before its entries, and then its first pages are empty in every good run.
    """
    pages = _stat(stats, _PAGES)
    empty = pages - _stat(stats, _WITH_LISTINGS)
    if usual is None:
        too_many = empty == pages and pages >= EMPTY_AT_FIRST * gates.early_end_pages
        too_many = too_many and not _stat(stats, "item_scraped_count")
    else:
        too_many = empty > gates.early_end_pages + MORE_THAN_USUAL * usual.empty_pages
    return (empty, pages) if too_many else None


def _stat(stats: Mapping[str, Any], name: str) -> int:
    return int(stats.get(name) or 0)


class EarlyEnd:
    """Extension that ends a crawl once `going_wrong` says so, and notes why and how many requests that saves."""

    def __init__(self, crawler: Crawler, usual: Usual | None) -> None:
        self.crawler: Any = crawler
        self.usual = usual
        self._began = time.monotonic()
        self._ending: asyncio.Future[None] | None = None  # a reference, because a loop holds its tasks weakly

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "EarlyEnd":
        """Return the extension of one crawl; raises NotConfigured where it may not be ended early."""
        usual = crawler.settings[SETTING]
        if usual is None:
            raise NotConfigured
        extension = cls(crawler, Usual(**usual) if usual else None)
        crawler.signals.connect(extension.look, signal=signals.request_left_downloader)
        return extension

    def look(self) -> None:
        """End the crawl if it goes wrong."""
        spider, stats = self.crawler.spider, self.crawler.stats
        if self._ending is not None:
            return
        wrong = going_wrong(
            spider.definition.gates,
            stats.get_stats(),
            self.usual,
            minutes=(time.monotonic() - self._began) / 60,
            many_hosts=bool(getattr(spider, "many_hosts", False)),
        )
        if wrong is None:
            return
        sent = _stat(stats.get_stats(), "downloader/request_count")
        waiting = _stat(stats.get_stats(), "scheduler/enqueued") - _stat(stats.get_stats(), "scheduler/dequeued")
        saved = max(waiting, self.usual.requests - sent if self.usual else 0)
        for name, value in {ABOUT: wrong.about, MEASURED: wrong.measured, ALLOWED: wrong.allowed, SAVED: saved}.items():
            stats.set_value(name, value)
        self._ending = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=WENT_WRONG))
