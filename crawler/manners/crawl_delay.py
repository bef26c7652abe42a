"""Crawl-delay of a robots.txt, applied as a floor under the delay of its host.

RFC 9309 does not know the line, so its seconds are what most robots take them for. Scrapy 2.19 reads the line
and does nothing with it.
"""

from math import isfinite
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached


class CrawlDelay:
    """Slows a host down as soon as its robots.txt has been read, before its first page is asked for."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.agent = crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["USER_AGENT"]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "CrawlDelay":
        """Make the extension and let it hear of each robots.txt."""
        extension = cls(crawler)
        crawler.signals.connect(extension.robots_parsed, signal=signals.robots_parsed)
        return extension

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Apply the delay that a robots.txt asks of us, if it is longer than ours; seconds."""
        asked = robotparser.crawl_delay(self.agent)
        if asked is None or not isfinite(asked) or asked <= self.crawler.settings.getfloat("DOWNLOAD_DELAY"):
            return
        engine: Any = self.crawler.engine
        host = urlparse_cached(request).hostname or ""
        # the setting outlives the slot, which Scrapy throws away after a minute without requests
        engine.downloader.per_slot_settings[host] = {"delay": asked, "concurrency": 1}
        if slot := engine.downloader.slots.get(host):
            slot.delay, slot.concurrency = asked, 1
        if self.crawler.stats:
            self.crawler.stats.set_value(f"manners/crawl_delay/{host}", asked)
