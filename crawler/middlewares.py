"""Scrapy's middlewares of a crawl, each from the room of its subject; `settings.py` gives their order and reasons.

Spider middlewares are CountedDepth and PagesRead; all others are downloader middlewares.
"""

from crawler.archive.middleware import ArchiveMiddleware
from crawler.politeness.address_guard import AddressGuard
from crawler.politeness.closed_hosts import ClosedHosts
from crawler.politeness.limits import BoundedCompression, CountedDepth, CountedRedirects
from crawler.politeness.robots import StrictRobotsMiddleware
from crawler.politeness.source_limits import SourceLimits
from crawler.politeness.spaced_retry import SpacedRetry
from crawler.runs.page_charset import PageCharset
from crawler.runs.stage_pipeline import PagesRead

__all__ = [
    "AddressGuard",
    "ArchiveMiddleware",
    "BoundedCompression",
    "ClosedHosts",
    "CountedDepth",
    "CountedRedirects",
    "PageCharset",
    "PagesRead",
    "SourceLimits",
    "SpacedRetry",
    "StrictRobotsMiddleware",
]
