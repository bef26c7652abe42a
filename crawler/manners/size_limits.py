"""Answers that are too large: told as what they are, and never tried again."""

from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.manners import signs
from crawler.manners.refusals import NoPageError


class TooLargeError(NoPageError):
    """The body of an answer, before or after decompression, or its headers go beyond what we read."""

    kind = "page/too_large"


class BoundedCompression(HttpCompressionMiddleware):
    """Scrapy's own, which stops at `DOWNLOAD_MAXSIZE`; what it stops is told."""

    def process_response(self, request: Request, response: Response) -> Any:  # type: ignore[override]
        """Return the answer decompressed; raises TooLargeError."""
        try:
            return super().process_response(request, response)
        except IgnoreRequest as error:
            if self.stats:
                self.stats.inc_value(signs.TOO_LARGE)
            raise TooLargeError(str(error)) from error
