"""Archive middleware: archives every response before other middlewares see it; only the address guard is lower.

Robots, redirects, retries and decompression lie above, so each hop is archived as it came over the wire. The middleware
also answers requests with pages of a run that was cut short, and answers all requests of a replay: none goes further.
"""

import asyncio
from dataclasses import replace
from typing import Any, cast

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy.signals import spider_closed, spider_opened

from crawler.archive import stat_names
from crawler.archive.conditions import Conditions
from crawler.archive.reader import PageReader
from crawler.archive.resume import EarlierPages, pages_to_take_over
from crawler.archive.warc import ArchivedPage, DamagedRecordError
from crawler.archive.writer import PageArchive
from index import clock, settings
from index.faults import fault_point
from index.store import open_store
from index.store.runs import pages, runs
from index.store.runs.pages import Origin, Page

SERVED = "archived"
"""The flag of a response that comes from the archive."""
BATCH = 200  # index rows in one transaction


class NotArchivedError(IgnoreRequest):
    """A replay requested a page that its run did not read."""


class ArchiveWriteError(IgnoreRequest):
    """A page could not be written to the archive, so the spider does not get it, and the run ends."""


class ArchiveMiddleware:
    """Archives the run that `PINPOINT_RUN` names; only `crawler/runs/child.py` enables it (`PINPOINT_ARCHIVE`)."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.run_id = crawler.settings.getint("PINPOINT_RUN")
        self._ending: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ArchiveMiddleware":
        """Return the middleware of one run; a crawl that is not in the ledger is not archived."""
        if not crawler.settings.getbool("PINPOINT_ARCHIVE"):
            raise NotConfigured
        middleware = cls(crawler)
        crawler.signals.connect(middleware.spider_opened, signal=spider_opened)
        crawler.signals.connect(middleware.spider_closed, signal=spider_closed)
        return middleware

    def spider_opened(self) -> None:
        """Open the archive, and load the pages of earlier runs that this run can use."""
        here = settings.current()
        self.store = open_store(here.database_url)
        self.archive = PageArchive(here.archive, self.crawler.settings["PINPOINT_SOURCE"], self.run_id)
        self.reader = PageReader(here.archive)
        with self.store.read() as connection:
            run = runs.get(connection, self.run_id)
            self.replaying = run.replay_of is not None
            if run.replay_of is not None:
                self.earlier = EarlierPages(pages.of_run(connection, run.replay_of), repeating=True)
                self.conditions = Conditions([])
            else:
                self.earlier = EarlierPages(pages_to_take_over(connection, run))
                self.conditions = Conditions.of_source(connection, run.source)

    def process_request(self, request: Request) -> Response | None:
        """Return a page of an earlier run if this run can use one; raises NotArchivedError if a replay finds none."""
        fingerprint = self._fingerprint(request)
        while page := self.earlier.take(fingerprint):
            try:
                return self._served(request, page)
            except DamagedRecordError as damage:
                self._report_damage(stat_names.UNREADABLE, damage)
                if self.replaying:
                    break
        if self.replaying:
            self._count(stat_names.NOT_ARCHIVED)
            raise NotArchivedError(f"the replayed run did not read {request.url}")
        self.conditions.ask(request, fingerprint)
        return None

    def process_response(self, request: Request, response: Response) -> Response | Request:
        """Archive a response; raises ArchiveWriteError, and ends the run, if it cannot be written."""
        if SERVED in response.flags:
            return response
        fingerprint = self._fingerprint(request)
        known = self.conditions.confirmed(request, response, fingerprint)
        try:
            if known is None:
                self._keep(_page(request, response, fingerprint))
                return response
            return self._still_the_same(request, response, known)
        except OSError as error:
            self._end(error)
            raise ArchiveWriteError(f"{response.url} could not be archived: {error.strerror}") from error

    def spider_closed(self) -> None:
        """Write the remaining index rows and close everything."""
        self._index()
        self.archive.close()
        self.reader.close()
        self.store.close()

    def _served(self, request: Request, page: Page) -> Response:
        response = _response(request, self.reader.page(page.file, page.offset, page.length))
        if not self.replaying:
            self.archive.point_to(page, origin=Origin.RESUMED)
            self._count(stat_names.REUSED)
            self._index_batch()
        return response

    def _still_the_same(self, request: Request, response: Response, known: Page) -> Response | Request:
        """Return the archived page that a 304 confirms; if it cannot be read, the request without its condition."""
        answer = _page(request, response, known.fingerprint)
        try:
            before = self.reader.page(known.file, known.offset, known.length)
        except DamagedRecordError as damage:
            self._report_damage(stat_names.UNREADABLE, damage)
            self.conditions.forget(known.fingerprint)
            self._keep(answer)
            return request.replace(dont_filter=True)
        self._keep(replace(answer, unchanged=(known.run, known.sequence)), known)
        self._count(stat_names.UNCHANGED)
        return _response(request, before)

    def _keep(self, page: ArchivedPage, known: Page | None = None) -> None:
        self.archive.keep(page, known)
        self._count(stat_names.KEPT)
        fault_point("crawl/page")
        self._index_batch()

    def _index_batch(self) -> None:
        if len(self.archive.pending) >= BATCH:
            self._index()

    def _index(self) -> None:
        if self.archive.pending:
            with self.store.write() as connection:
                pages.index(connection, self.archive.take_pending())

    def _end(self, error: OSError) -> None:
        if self._ending is None:
            engine, stats = cast("Any", self.crawler.engine), cast("Any", self.crawler.stats)
            stats.set_value(stat_names.ERROR, error.strerror or str(error))
            self._ending = asyncio.get_running_loop().create_task(engine.close_spider_async(reason=stat_names.FAILED))

    def _fingerprint(self, request: Request) -> str:
        fingerprinter: Any = self.crawler.request_fingerprinter
        return str(fingerprinter.fingerprint(request).hex())

    def _count(self, stat: str) -> None:
        if self.crawler.stats:
            self.crawler.stats.inc_value(stat)

    def _report_damage(self, stat: str, damage: DamagedRecordError) -> None:
        self._count(stat)
        spider: Any = self.crawler.spider
        spider.logger.warning("%s", damage)


def _page(request: Request, response: Response, fingerprint: str) -> ArchivedPage:
    headers = tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )
    return ArchivedPage(
        url=response.url,
        method=request.method,
        fingerprint=fingerprint,
        fetched_at=clock.now().isoformat(),
        status=response.status,
        headers=headers,
        body=response.body,
        asked=request.body,
    )


def _response(request: Request, page: ArchivedPage) -> Response:
    headers = Headers()
    for name, value in page.headers:
        headers.appendlist(name, value.encode("latin-1"))  # Scrapy would encode text as UTF-8
    kind = responsetypes.from_args(headers=headers, url=request.url, body=page.body)
    return kind(url=request.url, status=page.status, headers=headers, body=page.body, flags=[SERVED])
