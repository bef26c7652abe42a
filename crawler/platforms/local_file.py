"""What sources share that are read from a file on this machine: nothing is fetched, and a sample ends early."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from crawler.platforms.base import DirectorySpider
from index.records import RawListing, RegisterEntry

Read = TypeVar("Read", RawListing, RegisterEntry)


class LocalFileSpider(DirectorySpider):
    """The spider of a source whose listings come from `start`."""

    # Scrapy's own limit never ends a crawl whose items come from `start`; `sampled` is ours.
    custom_settings = {"CLOSESPIDER_ITEMCOUNT": 0}  # noqa: RUF012  (Scrapy's own declaration)

    def sampled(self, listings: Iterable[Read]) -> Iterator[Read]:
        """Yield as many listings as a sample has, and all of them where none was asked for."""
        crawler = getattr(self, "crawler", None)  # a file can be read without a crawl
        most = (crawler.settings.getint("PINPOINT_SAMPLE") or None) if crawler else None
        return islice(listings, most)
