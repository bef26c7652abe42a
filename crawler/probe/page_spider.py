"""Asks for one page and nothing else, with the manners of every crawl."""

from collections.abc import AsyncIterator
from typing import Any

from scrapy.http import Response

from crawler.platforms.base import DirectorySpider


class PageSpider(DirectorySpider):
    """Fetches the start address of its source. What was answered is kept by whoever runs it."""

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the page; an error page is an answer, too."""
        yield self.request(self.definition.url, self.parse_page).replace(meta={"handle_httpstatus_all": True})

    def parse_page(self, response: Response) -> None:
        """Take the answer as it is."""
