"""Limits on depth, size and redirects: Scrapy's own middlewares, which here report what they drop.

A response that is too large and a request that is redirected without end raise errors of their own, and are never
retried.
"""

from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.depth import DepthMiddleware

from crawler.politeness import stat_names
from crawler.politeness.refusals import NoPageError

NEXT_PAGE = {"depth_reset": True}
"""Meta of a request for the next page of a list: a list may be of any length, so its pages do not count as depth."""


class TooLargeError(NoPageError):
    """The headers of a response, or its body before or after decompression, are larger than our limit."""

    kind = "page/too_large"


class RedirectLoopError(NoPageError):
    """A request was redirected more than `REDIRECT_MAX_TIMES` times."""

    kind = "page/redirects"


class CountedDepth(DepthMiddleware):
    """Scrapy's depth middleware; a request beyond `DEPTH_LIMIT` is a problem and makes the run partial."""

    def get_processed_request(self, request: Request, response: Response | None) -> Request | None:
        """Return the request, or None if it is more than `DEPTH_LIMIT` links away from the start."""
        allowed = super().get_processed_request(request, response)
        if allowed is None:
            spider: Any = self.crawler.spider
            spider.cut_off(spider.public_url(request.url), f"more than {self.maxdepth} links away from the start")
        return allowed


class BoundedCompression(HttpCompressionMiddleware):
    """Scrapy's decompression, which stops at `DOWNLOAD_MAXSIZE`; a response over it is counted and raises."""

    def process_response(self, request: Request, response: Response) -> Any:  # type: ignore[override]
        """Return the response decompressed; raises TooLargeError."""
        try:
            return super().process_response(request, response)
        except IgnoreRequest as error:
            if self.stats:
                self.stats.inc_value(stat_names.TOO_LARGE)
            raise TooLargeError(str(error)) from error


class CountedRedirects(RedirectMiddleware):
    """Scrapy's redirects; a request over the limit is counted and raises."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Return the response, or the request that it redirects to; raises RedirectLoopError."""
        try:
            return super().process_response(request, response)
        except IgnoreRequest as error:
            if self.crawler.stats:
                self.crawler.stats.inc_value(stat_names.REDIRECT_LOOP)
            hops = len(request.meta.get("redirect_urls", ()))
            raise RedirectLoopError(f"redirected {hops} times, most recently to {request.url}") from error
