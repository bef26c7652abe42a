"""Redirects, a few of them: a request that is sent on and on ends with an error of its own."""

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.manners import signs
from crawler.manners.refusals import NoPageError


class RedirectLoopError(NoPageError):
    """A request was sent on more often than `REDIRECT_MAX_TIMES`."""

    kind = "page/redirects"


class CountedRedirects(RedirectMiddleware):
    """Scrapy's own, whose end is counted and told."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Return the answer or the request that it leads to; raises RedirectLoopError."""
        try:
            return super().process_response(request, response)
        except IgnoreRequest as error:
            if self.crawler.stats:
                self.crawler.stats.inc_value(signs.REDIRECT_LOOP)
            hops = len(request.meta.get("redirect_urls", ()))
            raise RedirectLoopError(f"sent on {hops} times, lastly to {request.url}") from error
