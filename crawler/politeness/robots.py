"""Robots middleware: reads each host's robots.txt before any page, and requests nothing that it forbids (RFC 9309).

It replaces Scrapy's own, which parses the body of a 500 as rules, allows everything if robots.txt is unreachable, and
keeps its rules for the whole run.
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

VALID_FOR = timedelta(hours=24)  # RFC 9309 section 2.4
FIRST = 1000  # the priority of robots.txt itself
DEFAULT_PORTS = {"http": ":80", "https": ":443"}

logger = logging.getLogger(__name__)


class RobotsForbiddenError(IgnoreRequest):
    """The robots.txt of a host forbids the address, or cannot be read; the message names the line."""


@dataclass(frozen=True, slots=True)
class Known:
    """The robots.txt of one host, read or being read, and the time until which it is valid."""

    answer: asyncio.Future[RobotsAnswer]
    until: datetime


class StrictRobotsMiddleware:
    """Obeys robots.txt. If it is unreachable (5xx, time-out, no connection), nothing is allowed; on 4xx, everything is.

    It is requested through the whole download path, so delays, retries, redirects, guards and the archive apply to it
    as to any page.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler: Any = crawler
        self.stats: Any = crawler.stats
        self.agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._known: dict[str, Known] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "StrictRobotsMiddleware":
        """Return the middleware of one crawl."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let a request pass if its host allows it; raises RobotsForbiddenError."""
        if request.meta.get("dont_obey_robotstxt") or urlsplit(request.url).scheme not in DEFAULT_PORTS:
            return
        answer = await self._answer_for(request)
        decision = answer.decide(request.url, self.agent)
        if not decision.allowed:
            if not answer.is_unreachable:  # which has a stat of its own
                self.stats.inc_value(stat_names.ROBOTS_FORBIDDEN)
            logger.debug("%s is forbidden by robots.txt: %s", request.url, decision.rule)
            raise RobotsForbiddenError(f"{request.url} is forbidden by robots.txt: {decision.rule}")

    async def _answer_for(self, request: Request) -> RobotsAnswer:
        origin = origin_of(request.url)
        known = self._known.get(origin)
        if known is None or known.until <= clock.now():
            reading = asyncio.ensure_future(self._read(origin, request))
            known = self._known[origin] = Known(reading, clock.now() + VALID_FOR)
        if known.answer.done():
            return known.answer.result()
        return await asyncio.shield(known.answer)  # cancelling this request must not cancel the others' answer

    async def _read(self, origin: str, request: Request) -> RobotsAnswer:
        self.stats.inc_value("robotstxt/request_count")
        try:
            response = await self.crawler.engine.download_async(_robots_request(origin))
        except RefusedError:
            raise  # our own refusal, so the pages are refused with the same error
        except Exception as error:  # noqa: BLE001  (after any failure the rules are unknown, so nothing is allowed)
            self.stats.inc_value(f"robotstxt/exception_count/{type(error).__name__}")
            return self._unreachable(RobotsAnswer.unreachable(str(error) or type(error).__name__), origin)
        self.stats.inc_value("robotstxt/response_count")
        self.stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        answer = RobotsAnswer.of(response.status, response.body).for_robot(self.agent)
        if answer.is_unreachable:
            return self._unreachable(answer, origin)
        self._count(answer)
        await self.crawler.signals.send_catch_log_async(signals.robots_parsed, robotparser=answer, request=request)
        return answer

    def _unreachable(self, answer: RobotsAnswer, origin: str) -> RobotsAnswer:
        self.stats.inc_value(stat_names.ROBOTS_UNREACHABLE)
        logger.warning("nothing is requested from %s: %s", origin, answer.unread.rule if answer.unread else "")
        return answer

    def _count(self, answer: RobotsAnswer) -> None:
        group = answer.document.group_for(self.agent)
        observed = {
            stat_names.ROBOTS_HTML: answer.document.html,
            stat_names.ROBOTS_CUT: answer.document.cut,
            stat_names.DELAY_UNREAD: bool(group.unread),
            stat_names.REQUEST_RATE_HOURS: group.pace is not None and group.pace.with_hours,
            stat_names.CLOSED_BY_DELAY: group.pace is not None and group.pace.seconds > LONGEST_DELAY,
        }
        for name in (name for name, is_so in observed.items() if is_so):
            self.stats.inc_value(name)


def origin_of(url: str) -> str:
    """Return scheme, host and port, which together have one robots.txt; the scheme's default port is left out."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2].lower()
    return f"{parts.scheme}://{host.removesuffix(DEFAULT_PORTS.get(parts.scheme, ''))}"


def _robots_request(origin: str) -> Request:
    meta = {"dont_obey_robotstxt": True, "allow_offsite": True}  # it may be redirected to another host
    return Request(f"{origin}/robots.txt", priority=FIRST, meta=meta, callback=NO_CALLBACK, dont_filter=True)
