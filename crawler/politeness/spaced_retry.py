"""Tries again what may be a passing trouble, and waits before it does, longer each time.

Scrapy tries again at once, three times within a second. What a site asks for in so many words is not tried again at
all: an answer of 429, or of 503 with a Retry-After, never gets here.
"""

from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response
from scrapy.utils.asyncio import sleep

from crawler.archive.middleware import SERVED

TIMES_LONGER = 3
LONGEST = 120.0  # seconds


class SpacedRetry(RetryMiddleware):
    """The same requests as Scrapy's own, each after three times as long: 6 and 18 seconds where the delay is 2."""

    async def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Return the answer, or, after a while, the request again."""
        again: Request | Response = super().process_response(request, response)
        if SERVED in response.flags:  # nobody was asked, so nobody has to be left in peace
            return again
        answer: Request | Response = await self._after_a_while(again)
        return answer

    async def process_exception(self, request: Request, exception: Exception) -> Request | Response | None:  # type: ignore[override]
        """Return, after a while, the request again, or None."""
        again: Request | Response | None = await self._after_a_while(super().process_exception(request, exception))
        return again

    async def _after_a_while(self, result: Any) -> Any:
        if isinstance(result, Request):
            await sleep(pause(self._delay(result), result.meta.get("retry_times", 1)))
        return result

    def _delay(self, request: Request) -> float:
        engine: Any = self.crawler.engine
        slot = engine.downloader.slots.get(request.meta.get("download_slot"))
        return float(slot.delay) if slot else self.crawler.settings.getfloat("DOWNLOAD_DELAY")


def pause(delay: float, tries: int) -> float:
    """Return the seconds to wait before a request is tried again, from its host's delay and how often it was tried."""
    longer: int = TIMES_LONGER**tries
    return min(delay * longer, LONGEST)
