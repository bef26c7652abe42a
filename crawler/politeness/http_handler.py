"""Scrapy's HTTP download handler, with two limits that belong at the connection itself.

A request waits here for the shared budget of its host, after its own delay and right before it is sent, so that
nothing delays it further. Endless headers are cut off; Twisted would read them as long as they come.
"""

from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Response
from scrapy.utils.asyncio import sleep
from scrapy.utils.httpobj import urlparse_cached
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS

from crawler.politeness import stat_names
from crawler.politeness.host_budget import HostBudget
from crawler.politeness.limits import TooLargeError
from index import settings

MOST_HEADERS = 65_536  # bytes; web servers and browsers have limits from 8 to 256 KiB


class PoliteHandler(HTTP11DownloadHandler):
    """Download handler that sends each request when its host's budget allows it."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = BoundedFactory  # noqa: SLF001  (as Scrapy sets its own)
        self.budget = HostBudget(settings.current().home)

    async def download_request(self, request: Request) -> Response:
        """Return the response to a request; raises TooLargeError for a body over `DOWNLOAD_MAXSIZE`."""
        delay = self._delay(request)
        if delay > 0:
            wait = self.budget.take(urlparse_cached(request).hostname or "", delay)
            if wait > 0:
                await sleep(wait)
        try:
            return await super().download_request(request)
        except (DownloadCancelledError, TooLargeError) as error:
            if self._crawler.stats:
                self._crawler.stats.inc_value(stat_names.TOO_LARGE)
            raise TooLargeError(str(error)) from error

    def _delay(self, request: Request) -> float:
        engine: Any = self._crawler.engine
        slot = engine.downloader.slots.get(request.meta.get("download_slot"))
        delay: float = slot.delay if slot else 0.0
        return delay


class BoundedProtocol(_LenientHTTP11ClientProtocol):
    """Connection that is aborted when the headers of a response exceed `MOST_HEADERS`."""

    _head = 0  # bytes

    def request(self, request: Any) -> Any:
        """Send a request and return a Deferred of its response."""
        self._head = 0
        return super().request(request).addErrback(self._explained)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802  (Twisted's name)
        """Receive bytes; until the body begins, they count as headers."""
        super().dataReceived(data)  # type: ignore[no-untyped-call]
        parser: Any = self._parser
        if parser is not None and parser.state in {STATUS, HEADER}:
            self._head += len(data)
            if self._head > MOST_HEADERS and self.transport:
                self.transport.abortConnection()

    def _explained(self, failure: Failure) -> Failure:
        if self._head > MOST_HEADERS:
            failure.value = TooLargeError(f"its headers go beyond {MOST_HEADERS} bytes")
            failure.type = TooLargeError
        return failure


class BoundedFactory(_LenientHTTP11ClientFactory):
    """Factory of bounded connections."""

    def buildProtocol(self, addr: Any) -> BoundedProtocol:  # noqa: ARG002, N802  (Twisted's names)
        """Return a connection for an address."""
        return BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
