"""Closed hosts: a host that challenges us, throttles us or stops answering gets no more requests in the run.

If the source has one host, that ends the run, with the verdict as its finish reason; a spider with many hosts goes
on with the others, and gets the error in its errback.

`Retry-After` (RFC 9110 section 10.2.3) says how long a site asks us to stay away.
"""

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from crawler.politeness import stat_names
from crawler.politeness.challenge import challenge
from crawler.politeness.refusals import RefusedError
from index import clock

LONGEST = timedelta(days=30)
"""Longest wait that is honored; a site that asks for more gets a single request after it."""


def retry_after(value: str, now: datetime) -> timedelta | None:
    """Return the wait that a Retry-After (seconds or a date) asks for, at most `LONGEST`; None if it is neither."""
    value = value.strip()
    if value.isascii() and value.isdecimal():
        # more digits than this exceed LONGEST, and a timedelta cannot hold them
        return LONGEST if len(value) > len("9999999") else min(timedelta(seconds=int(value)), LONGEST)
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if until.tzinfo is None:  # "-0000", an unknown zone in RFC 5322
        until = until.replace(tzinfo=now.tzinfo)
    return max(timedelta(), min(until - now, LONGEST))


NOT_ANSWERED = (CannotResolveHostError, DownloadConnectionRefusedError, DownloadFailedError, DownloadTimeoutError)
MOST_NOT_ANSWERED = 6  # in a row: two pages, each tried three times
REFUSING = frozenset({401, 403})
TOO_MANY_REQUESTS = 429
UNAVAILABLE = 503


class ChallengeError(RefusedError):
    """The site asks who we are, and we do not pretend to be anybody else."""

    kind = "refused/challenge"


class ThrottledError(RefusedError):
    """The site asks us to come back later."""

    kind = "refused/throttled"


class HostClosedError(RefusedError):
    """The host was closed earlier in this run."""

    kind = "refused/host_closed"


class ClosedHosts:
    """Downloader middleware that closes hosts by their responses.

    It lies above decompression, to read pages, and below retries, so that its errors are not retried.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler: Any = crawler
        self.stats: Any = crawler.stats
        self.closed: dict[str, str] = {}
        """The closed hosts, each with the reason in words."""
        self._unanswered: Counter[str] = Counter()
        self._ending: asyncio.Future[None] | None = None  # a reference, because a loop holds its tasks weakly

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ClosedHosts":
        """Return the middleware of one crawl."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let a request pass if its host is open; raises HostClosedError."""
        why = self.closed.get(_host(request))
        if why:
            raise HostClosedError(f"{_host(request)} was not asked again: {why}")

    def process_response(self, request: Request, response: Response) -> Response:
        """Return the response; raises ChallengeError and ThrottledError, which close the host."""
        self._unanswered.pop(_host(request), None)
        asked = request.meta.get("redirect_urls", [request.url])[0]
        headers: Any = response.headers
        if kind := challenge(response.url, asked, headers, response.body if _is_html(response) else b""):
            self.stats.inc_value(stat_names.CHALLENGE + kind)
            raise ChallengeError(self._close(request, stat_names.BLOCKED, f"it asks who we are ({kind})"))
        wait = self._asked_to_wait(response)
        if wait is not None:
            longest = max(wait, self.stats.get_value(stat_names.RETRY_AFTER, 0))
            self.stats.set_value(stat_names.RETRY_AFTER, longest)
            raise ThrottledError(
                self._close(request, stat_names.THROTTLED, f"it asks us to stay away ({wait} seconds)")
            )
        if response.status in REFUSING and self._is_start(request):
            self._close(request, stat_names.BLOCKED, f"it answers {response.status} where the source begins")
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Count a request without an answer; raises HostClosedError for the last of `MOST_NOT_ANSWERED` in a row."""
        if not isinstance(exception, NOT_ANSWERED):
            return
        host = _host(request)
        self._unanswered[host] += 1
        if self._unanswered[host] >= MOST_NOT_ANSWERED:
            about = f"it did not answer {self._unanswered[host]} times in a row"
            raise HostClosedError(self._close(request, stat_names.UNREACHABLE, about)) from exception

    def _asked_to_wait(self, response: Response) -> int | None:
        """Return the seconds that a response asks us to wait, 0 if it names none; None if it does not ask."""
        asked = retry_after((response.headers.get("Retry-After") or b"").decode("latin-1"), clock.now())
        if response.status == TOO_MANY_REQUESTS or (response.status == UNAVAILABLE and asked is not None):
            return int(asked.total_seconds()) if asked else 0
        return None

    def _close(self, request: Request, ending: str, why: str) -> str:
        """Close the host of a request, end the run if the source has no other host, and return the reason in words."""
        host = _host(request)
        if host not in self.closed:
            self.closed[host] = why
            self.stats.inc_value(stat_names.HOST_CLOSED + ending)
            if not self._many_hosts():
                self._ending = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=ending))
        return f"{host}: {why}"

    def _many_hosts(self) -> bool:
        return bool(getattr(self.crawler.spider, "many_hosts", False))

    def _is_start(self, request: Request) -> bool:
        # a spider with many hosts judges statuses itself; robots.txt has no callback
        if self._many_hosts() or request.callback is NO_CALLBACK:
            return False
        return not request.meta.get("depth", 0)


def _host(request: Request) -> str:
    """Return host and port: another port is another server."""
    return urlparse_cached(request).netloc.rpartition("@")[2].lower()


def _is_html(response: Response) -> bool:
    declared = response.headers.get("Content-Type")
    return b"html" in declared.lower() if declared else response.body[:1000].lstrip().startswith(b"<")
