"""How far links may lead from link to link. What Scrapy's limit leaves out it drops in silence; here it is counted."""

from typing import Any

from scrapy import Request
from scrapy.http import Response
from scrapy.spidermiddlewares.depth import DepthMiddleware

NEXT_PAGE = {"depth_reset": True}
"""Meta of a request for a further page of a list: lists are as long as they are, and their pagers end them."""


class CountedDepth(DepthMiddleware):
    """Scrapy's own; a request beyond `DEPTH_LIMIT` is a problem, and the run a part only."""

    def get_processed_request(self, request: Request, response: Response | None) -> Request | None:
        """Return the request, or None for one that is too many links away from the start."""
        kept = super().get_processed_request(request, response)
        if kept is None:
            spider: Any = self.crawler.spider
            spider.cut_off(spider.public_url(request.url), f"more than {self.maxdepth} links away from the start")
        return kept
