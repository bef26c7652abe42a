"""Scrapy's extension of a crawl: a robots.txt that asks for a longer delay is given it."""

from crawler.politeness.crawl_delay import CrawlDelay

__all__ = ["CrawlDelay"]
