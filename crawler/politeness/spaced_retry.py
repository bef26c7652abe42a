"""Retries with a pause that grows each time; Scrapy's own retries all come within a second.

A site that asks for a pause is not retried at all: a 429, or a 503 with Retry-After, never gets here.
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
    """Scrapy's retries, each after a pause three times as long: 6 and 18 seconds for a delay of 2."""

    async def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Return the response or, after a pause, the request to retry."""
        again: Request | Response = super().process_response(request, response)
        if SERVED in response.flags:  # it came from the archive, so no site needs a pause
            return again
        answer: Request | Response = await self._after_a_while(again)
        return answer

    async def process_exception(self, request: Request, exception: Exception) -> Request | Response | None:  # type: ignore[override]
        """Return, after a pause, the request to retry, or None."""
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
    """Return the seconds to wait before a retry, from the host's delay in seconds and the number of tries so far."""
    longer: int = TIMES_LONGER**tries
    return min(delay * longer, LONGEST)
