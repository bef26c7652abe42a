"""Item pipeline: writes listings, register entries and problems to the store in small batches.

The spider middleware counts the pages read and those with listings; their ratio falls when a layout changes.
"""

import time
from collections.abc import AsyncIterator, Callable
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.statscollectors import StatsCollector
from sqlalchemy.exc import SQLAlchemyError

from crawler.gates.quality_gates import KNOWN_NAMES, NAMES_ON_PAGE, PAGES, PAGES_WITH_LISTINGS
from crawler.runs.known_names import MOST_PAGES, known_names, names_on
from crawler.sources.patches import Patches
from index import settings
from index.faults import fault_point
from index.records import RawListing, RegisterEntry
from index.store import open_store, site_visits
from index.store.listings import register_entries
from index.store.runs import runs, staging

BATCH = 200
SECONDS_BETWEEN_BATCHES = 2.0
TRIES_AT_THE_END = 5
SECONDS_BETWEEN_TRIES = 2.0
NOT_STAGED = "stage/failed"
"""Stat of a crawl that could not stage all that it had read, so its run cannot be judged."""


def write_with_retries(write: Callable[[], None]) -> None:
    """Write to the store at the end of a crawl, with retries if it is locked; raises SQLAlchemyError after the last."""
    for _ in range(TRIES_AT_THE_END - 1):
        try:
            write()
        except SQLAlchemyError:
            time.sleep(SECONDS_BETWEEN_TRIES)
        else:
            return
    write()


class StagePipeline:
    """Pipeline that stages the items of a spider. `PINPOINT_RUN` in the crawler's settings is the number of the run."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.run_id = crawler.settings.getint("PINPOINT_RUN")
        self.listings: list[RawListing] = []
        self.entries: list[RegisterEntry] = []
        self.last_batch = time.monotonic()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "StagePipeline":
        """Return the pipeline of one crawl."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Open the store."""
        self.store = open_store(settings.current().database_url)
        spider: Any = self.crawler.spider
        self.patches = Patches(spider.definition.patches)

    def process_item(self, item: Any) -> Any:
        """Take a raw listing, to which the source file's patches are applied, or an entry of a register."""
        if isinstance(item, RegisterEntry):
            self.entries.append(item)
        else:
            item = self.patches.apply(item)
            for name in item.unread:
                self._count(f"unread/{name}")
            self.listings.append(item)
        if (
            len(self.listings) + len(self.entries) >= BATCH
            or time.monotonic() - self.last_batch > SECONDS_BETWEEN_BATCHES
        ):
            self.flush()
        return item

    def flush(self) -> None:
        """Write the items gathered so far, in one transaction."""
        spider: Any = self.crawler.spider
        with self.store.write() as connection:
            conflicting = staging.conflicting(connection, self.run_id, self.listings)
            new = staging.stage(connection, self.run_id, self.listings)
            new += register_entries.stage(connection, self.run_id, self.entries)
            staging.note_problems(connection, self.run_id, spider.take_problems())
            if self.listings and (mark := spider.mark_after(self.listings[-1].source_id)):
                runs.mark_file(connection, self.run_id, mark)
            site_visits.note(connection, self.run_id, spider.take_visits())
        self._count("listing/conflicting", conflicting)
        self._count("listing/repeated", len(self.listings) + len(self.entries) - new)
        self.listings, self.entries = [], []
        self.last_batch = time.monotonic()
        fault_point("crawl/staged")

    def close_spider(self) -> None:
        """Write the rest, note unused patches of a whole run as problems, and close the store."""
        spider: Any = self.crawler.spider
        if not (spider.restricted or self.crawler.settings.getint("PINPOINT_SAMPLE")):
            for patch in self.patches.unused():
                spider.problem("patch/unused", patch.field, f"no listing says {patch.written!r}; correct or remove it")
        try:
            write_with_retries(self.flush)
        except SQLAlchemyError:
            self._count(NOT_STAGED)
            raise
        finally:
            self.store.close()

    def _count(self, stat: str, by: int = 1) -> None:
        if self.crawler.stats and by:
            self.crawler.stats.inc_value(stat, by)


class PagesRead:
    """Spider middleware that counts the pages read, and those with listings.

    Until a page has listings, it also counts on how many known names the richest page has (crawler.runs.known_names).
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._looked_at = 0
        self._names: tuple[str, ...] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the middleware of one crawl."""
        return cls(crawler)

    async def process_spider_output(
        self,
        response: Response,
        result: AsyncIterator[Any],
    ) -> AsyncIterator[Any]:
        """Yield the results of a page, then count it."""
        listings = False
        async for one in result:
            listings = listings or not isinstance(one, Request)
            yield one
        stats = self._crawler.stats
        if stats is not None:
            stats.inc_value(PAGES)
            if listings:
                stats.inc_value(PAGES_WITH_LISTINGS)
            elif not stats.get_value(PAGES_WITH_LISTINGS) and self._looked_at < MOST_PAGES:
                self._looked_at += 1
                self._look_for_names(response, stats)

    def _look_for_names(self, response: Response, stats: StatsCollector) -> None:
        if self._names is None:
            spider: Any = self._crawler.spider
            with open_store(settings.current().database_url) as store, store.read() as connection:
                self._names = known_names(connection, spider.definition.id)
            stats.set_value(KNOWN_NAMES, len(self._names))
        if self._names:
            stats.max_value(NAMES_ON_PAGE, names_on(response, self._names))
