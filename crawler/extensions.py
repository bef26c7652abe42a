"""Scrapy's extensions of a crawl: a longer delay if a robots.txt asks for one, and the end of one that goes wrong."""

from crawler.gates.early_end import EarlyEnd
from crawler.politeness.crawl_delay import CrawlDelay

__all__ = ["CrawlDelay", "EarlyEnd"]
