"""Scrapy's extension of a crawl, which applies a longer delay if a robots.txt asks for one."""

from crawler.politeness.crawl_delay import CrawlDelay

__all__ = ["CrawlDelay"]
