"""Asks each host's robots.txt before anything else of it, and asks for nothing that it forbids (RFC 9309).

Scrapy's own middleware parses the body of a 500 as rules, takes a robots.txt that cannot be reached for one that
allows all, and keeps what it read for the whole run.
"""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK

from crawler.politeness import stat_names
from crawler.politeness.refusals import RefusedError
from crawler.politeness.robots_txt import RobotsAnswer
from crawler.politeness.robots_txt.answer import LONGEST_DELAY
from index import clock

KEPT_FOR = timedelta(hours=24)  # RFC 9309 section 2.4
FIRST = 1000  # the priority of robots.txt itself
DEFAULT_PORTS = {"http": ":80", "https": ":443"}

logger = logging.getLogger(__name__)


class RobotsForbiddenError(IgnoreRequest):
    """A robots.txt forbids the address, or cannot be read; the message names the line."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known, or being asked, of one host."""

    answer: asyncio.Future[RobotsAnswer]
    until: datetime


class StrictRobotsMiddleware:
    """Obeys robots.txt. Unreachable (5xx, time-out, no connection): nothing is allowed; 4xx: everything is.

    It is asked for through the whole download path, so that delays, retries, redirects, the guards and the archive
    have it like any page.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler: Any = crawler
        self.stats: Any = crawler.stats
        self.agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._known: dict[str, Known] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "StrictRobotsMiddleware":
        """Make the middleware of one crawl."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let a request pass that its host allows; raises RobotsForbiddenError."""
        if request.meta.get("dont_obey_robotstxt") or urlsplit(request.url).scheme not in DEFAULT_PORTS:
            return
        answer = await self._answer_for(request)
        decision = answer.decide(request.url, self.agent)
        if not decision.allowed:
            if not answer.is_unreachable:  # which is counted by itself
                self.stats.inc_value(stat_names.ROBOTS_FORBIDDEN)
            logger.debug("%s is forbidden by robots.txt: %s", request.url, decision.rule)
            raise RobotsForbiddenError(f"{request.url} is forbidden by robots.txt: {decision.rule}")

    async def _answer_for(self, request: Request) -> RobotsAnswer:
        origin = origin_of(request.url)
        known = self._known.get(origin)
        if known is None or known.until <= clock.now():
            reading = asyncio.ensure_future(self._read(origin, request))
            known = self._known[origin] = Known(reading, clock.now() + KEPT_FOR)
        if known.answer.done():
            return known.answer.result()
        return await asyncio.shield(known.answer)  # who waits may be cancelled, the others wait on

    async def _read(self, origin: str, request: Request) -> RobotsAnswer:
        self.stats.inc_value("robotstxt/request_count")
        try:
            response = await self.crawler.engine.download_async(_robots_request(origin))
        except RefusedError:
            raise  # not the site's doing, so its pages are refused as what it is
        except Exception as error:  # noqa: BLE001  (whatever it was, the rules are not known, so nothing is allowed)
            self.stats.inc_value(f"robotstxt/exception_count/{type(error).__name__}")
            return self._unreachable(RobotsAnswer.unreachable(str(error) or type(error).__name__), origin)
        self.stats.inc_value("robotstxt/response_count")
        self.stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        answer = RobotsAnswer.of(response.status, response.body).said_to(self.agent)
        if answer.is_unreachable:
            return self._unreachable(answer, origin)
        self._count(answer)
        await self.crawler.signals.send_catch_log_async(signals.robots_parsed, robotparser=answer, request=request)
        return answer

    def _unreachable(self, answer: RobotsAnswer, origin: str) -> RobotsAnswer:
        self.stats.inc_value(stat_names.ROBOTS_UNREACHABLE)
        logger.warning("nothing is asked of %s: %s", origin, answer.unread.rule if answer.unread else "")
        return answer

    def _count(self, answer: RobotsAnswer) -> None:
        group = answer.document.group_for(self.agent)
        told = {
            stat_names.ROBOTS_HTML: answer.document.html,
            stat_names.ROBOTS_CUT: answer.document.cut,
            stat_names.DELAY_UNREAD: bool(group.unread),
            stat_names.REQUEST_RATE_HOURS: group.pace is not None and group.pace.with_hours,
            stat_names.CLOSED_BY_DELAY: group.pace is not None and group.pace.seconds > LONGEST_DELAY,
        }
        for name in (name for name, is_so in told.items() if is_so):
            self.stats.inc_value(name)


def origin_of(url: str) -> str:
    """Return scheme, host and port, which share one robots.txt; a port that goes without saying is left out."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2].lower()
    return f"{parts.scheme}://{host.removesuffix(DEFAULT_PORTS.get(parts.scheme, ''))}"


def _robots_request(origin: str) -> Request:
    meta = {"dont_obey_robotstxt": True, "allow_offsite": True}  # its redirects may lead to other hosts
    return Request(f"{origin}/robots.txt", priority=FIRST, meta=meta, callback=NO_CALLBACK, dont_filter=True)
