"""The one item pipeline: what a spider yields, problems and page index rows go into the store in batches."""

import time
from typing import Any

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.signals import response_received

from crawler.archive import ArchivedPage, PageArchive
from crawler.patches import Patches
from index import settings
from index.faults import fault_point
from index.records import RawListing, RegisterEntry
from index.store import open_store, register_entries, staging

BATCH = 200
SECONDS_BETWEEN_BATCHES = 2.0


class StagePipeline:
    """Stages what a spider yields. `PINPOINT_RUN` in the crawler's settings is the number of the run."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.run_id = crawler.settings.getint("PINPOINT_RUN")
        self.listings: list[RawListing] = []
        self.entries: list[RegisterEntry] = []
        self.last_batch = time.monotonic()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "StagePipeline":
        """Make the pipeline of one crawl."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Open the store and the archive of the run."""
        here = settings.current()
        self.store = open_store(here.database_url)
        self.archive = PageArchive(here.archive, self.crawler.settings["PINPOINT_SOURCE"], self.run_id)
        spider: Any = self.crawler.spider
        self.patches = Patches(spider.definition.patches)
        self.crawler.signals.connect(self.keep_page, signal=response_received)

    def keep_page(self, response: Response, spider: Spider) -> None:  # noqa: ARG002  (Scrapy names the arguments)
        """Archive a response as it was received."""
        self.archive.keep(
            ArchivedPage(
                url=response.url,
                status=response.status,
                headers=tuple((name.decode("latin-1"), _last(values)) for name, values in response.headers.items()),
                body=response.body,
            )
        )
        fault_point("crawl/page")

    def process_item(self, item: Any) -> Any:
        """Take one raw listing, patched as its source file says, or one entry of a register."""
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
        """Write what has gathered in one transaction."""
        spider: Any = self.crawler.spider
        with self.store.write() as connection:
            new = staging.stage(connection, self.run_id, self.listings)
            new += register_entries.stage(connection, self.run_id, self.entries)
            staging.note_problems(connection, self.run_id, spider.take_problems())
            staging.index_pages(connection, self.archive.take_pending())
        self._count("listing/repeated", len(self.listings) + len(self.entries) - new)
        self.listings, self.entries = [], []
        self.last_batch = time.monotonic()
        fault_point("crawl/staged")

    def close_spider(self) -> None:
        """Write the rest and close the store and the archive."""
        spider: Any = self.crawler.spider
        if not (spider.restricted or self.crawler.settings.getint("PINPOINT_SAMPLE")):
            for patch in self.patches.unused():
                spider.problem("patch/unused", patch.field, f"no listing says {patch.written!r}; correct or remove it")
        self.flush()
        self.archive.close()
        self.store.close()

    def _count(self, stat: str, by: int = 1) -> None:
        if self.crawler.stats and by:
            self.crawler.stats.inc_value(stat, by)


def _last(values: list[bytes]) -> str:
    return values[-1].decode("latin-1") if values else ""
