"""Crawl-delay and Request-rate of a robots.txt, applied as the least delay of its host.

RFC 9309 does not define these lines; their unit is taken to be seconds, as most robots do. Scrapy 2.19 reads them
and ignores them.
"""

from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.utils.httpobj import urlparse_cached

from crawler.politeness import stat_names
from crawler.politeness.robots_txt import RobotsAnswer


class CrawlDelay:
    """Extension that slows requests to a host down once its robots.txt is read, before its first page is requested."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "CrawlDelay":
        """Return the extension of one crawl, connected to the signal for each robots.txt."""
        extension = cls(crawler)
        crawler.signals.connect(extension.robots_parsed, signal=signals.robots_parsed)
        return extension

    def robots_parsed(self, robotparser: RobotsAnswer, request: Request) -> None:
        """Apply the delay, in seconds, that a robots.txt asks of us, if it is longer than ours."""
        pace = robotparser.pace_for(self.agent)
        engine: Any = self.crawler.engine
        host = urlparse_cached(request).hostname or ""
        settings = engine.downloader.per_slot_settings
        ours = settings.get(host, {}).get("delay", self.crawler.settings.getfloat("DOWNLOAD_DELAY"))
        if pace is None or pace.seconds <= ours:
            return
        # set both: Scrapy drops the slot after a minute without requests, the setting stays
        settings[host] = {"delay": pace.seconds, "concurrency": 1}
        if slot := engine.downloader.slots.get(host):
            slot.delay, slot.concurrency = pace.seconds, 1
        if self.crawler.stats:
            self.crawler.stats.set_value(f"{stat_names.CRAWL_DELAY}{host}", pace.seconds)
