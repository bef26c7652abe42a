"""Counts the pages that a spider read, and those that had listings: a share that falls when a layout changes."""

from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.verdicts.floors import PAGES, PAGES_WITH_LISTINGS


class PagesRead:
    """A spider middleware that looks at what comes out of each page."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware of one crawl."""
        return cls(crawler)

    async def process_spider_output(
        self,
        response: Response,  # noqa: ARG002  (Scrapy names the arguments)
        result: AsyncIterator[Any],
    ) -> AsyncIterator[Any]:
        """Pass on what a page gave, and count the page."""
        listings = False
        async for one in result:
            listings = listings or not isinstance(one, Request)
            yield one
        stats = self._crawler.stats
        if stats is not None:
            stats.inc_value(PAGES)
            if listings:
                stats.inc_value(PAGES_WITH_LISTINGS)
