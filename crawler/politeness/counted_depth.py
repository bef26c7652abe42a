"""Depth limit that reports the requests it drops, where Scrapy's own drops them silently."""

from typing import Any

from scrapy import Request
from scrapy.http import Response
from scrapy.spidermiddlewares.depth import DepthMiddleware

NEXT_PAGE = {"depth_reset": True}
"""Meta of a request for the next page of a list: a list may be of any length, so its pages do not count as depth."""


class CountedDepth(DepthMiddleware):
    """Scrapy's depth middleware; a request beyond `DEPTH_LIMIT` is a problem and makes the run partial."""

    def get_processed_request(self, request: Request, response: Response | None) -> Request | None:
        """Return the request, or None if it is more than `DEPTH_LIMIT` links away from the start."""
        allowed = super().get_processed_request(request, response)
        if allowed is None:
            spider: Any = self.crawler.spider
            spider.cut_off(spider.public_url(request.url), f"more than {self.maxdepth} links away from the start")
        return allowed
