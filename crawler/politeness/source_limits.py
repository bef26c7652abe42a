"""Limits of a source that end its run in order: the budget of the day, and the quiet hours of its schedule.

What was read by then is judged as a part of the source; the next run continues from its archived pages.
"""

import asyncio
from contextlib import suppress
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from crawler.archive.resume import BUDGET_SPENT, QUIET_HOURS
from crawler.politeness import stat_names
from crawler.politeness.day_budget import DayBudget, DayLimits
from crawler.politeness.refusals import RefusedError
from crawler.sources.definition import SourceDefinition
from index import clock, settings


class BudgetSpentError(RefusedError):
    """The source has used its requests or bytes of today."""

    kind = "refused/budget"


class QuietHoursError(RefusedError):
    """The quiet hours of the source have begun."""

    kind = "refused/quiet_hours"


class SourceLimits:
    """Downloader middleware that counts each request that is sent, and ends a run at a limit of its source.

    It lies below the archive, so that archived pages cost nothing.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler: Any = crawler
        self.stats: Any = crawler.stats
        definition = SourceDefinition.model_validate_json(crawler.settings["PINPOINT_DEFINITION"])
        here = settings.current()
        self.budget = DayBudget(here.home, definition.id, DayLimits.of(definition.politeness, here))
        self.schedule = definition.schedule
        self.keeps_quiet = crawler.settings.getbool("PINPOINT_KEEPS_QUIET")
        self._ending: asyncio.Future[None] | None = None  # a reference, because a loop holds its tasks weakly

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "SourceLimits":
        """Return the middleware of one run; a crawl that is not in the ledger has no limits of this kind."""
        if not crawler.settings.get("PINPOINT_DEFINITION"):
            raise NotConfigured
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Count a request and let it pass; raises BudgetSpentError and QuietHoursError, which end the run."""
        if self.keeps_quiet and self.schedule.is_quiet(clock.now()):
            self._end(QUIET_HOURS)
            raise QuietHoursError(f"{request.url} was not requested: the source has quiet hours")
        if spent := self._counted():
            self.stats.set_value(stat_names.BUDGET, spent)
            self._end(BUDGET_SPENT)
            raise BudgetSpentError(f"{request.url} was not requested: the source has used its {spent}")
        self.stats.inc_value(stat_names.SENT)

    def process_response(self, request: Request, response: Response) -> Response:  # noqa: ARG002  (Scrapy's arguments)
        """Count the bytes of a response, as they were received, and return it."""
        with suppress(OSError):
            self.budget.receive(len(response.body))
        self.stats.inc_value(stat_names.RECEIVED, len(response.body))
        return response

    def _counted(self) -> str:
        """Count a request; a disk that is full or read-only ends the run at the archive, with the cause of its own."""
        try:
            return self.budget.take()
        except OSError:
            return ""

    def _end(self, reason: str) -> None:
        if self._ending is None:
            self._ending = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=reason))
