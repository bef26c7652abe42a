"""The spider of practices' own websites, which other listings name: at most nine pages a host, many hosts at once.

The hosts of a run are chosen before it begins (host_selection.py).
"""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Self

import scrapy
from pydantic import Field
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure

from crawler.clinic_sites.closed_sites import Closed, closed_by_answer, closed_by_error
from crawler.clinic_sites.host_selection import Chosen, Limits, choose_starts, named_starts
from crawler.clinic_sites.host_visit import PAGES_AFTER_THE_FIRST, REDIRECTS, SITEMAPS, HostVisit
from crawler.clinic_sites.hosts import host_of
from crawler.clinic_sites.page_ranking import Candidate, page_on
from crawler.clinic_sites.site_listings import build_listings
from crawler.clinic_sites.site_page import read_page, says_nothing
from crawler.formats.html_page import page_of
from crawler.formats.page_links import refresh_header, sent_to
from crawler.formats.sitemap import SitemapError, read_sitemap
from crawler.platforms.base import CommaList, DirectorySpider, Options, with_arguments
from crawler.politeness.address_guard import ContactMissingError
from crawler.sources.definition import SourceDefinition
from index.records import RawListing
from index.store import Store
from index.store.runs.runs import RunRow
from index.store.site_visits import Outcome, Visit

_FIRST_ERROR = 300


class ClinicSitesOptions(Options):
    """The hosts that a run reads, and the limits for each."""

    most_hosts: int = Field(default=200, ge=1, le=5000, description="Hosts read in one run; the next run goes on there")
    hosts_at_once: int = Field(default=8, ge=1, le=16, description="Hosts read side by side, each one page at a time")
    most_pages: int = Field(
        default=PAGES_AFTER_THE_FIRST, ge=0, le=PAGES_AFTER_THE_FIRST, description="Pages of a host besides the first"
    )
    again_after_days: int = Field(default=30, ge=0, description="Days until a host that was read is due again")
    hosts: CommaList = Field(
        default=(), description="Read these hosts now, due or not, and no others; a closed site still waits"
    )
    skip: CommaList = Field(default=(), description="Hosts that are never asked, because their owner wants it so")


class ClinicSitesSpider(DirectorySpider):
    """Reads each host to its end and then yields its listings. A host that closes ends only its own visit."""

    options_model: ClassVar[type[Options]] = ClinicSitesOptions
    many_hosts: ClassVar[bool] = True
    needs_url: ClassVar[bool] = False

    def __init__(self, *arguments: Any, chosen: Chosen | None = None, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.chosen = chosen or Chosen(starts=named_starts(self.options.hosts))
        self.restricted = True  # a run reads those hosts that are due, never the whole
        self._ended: list[Visit] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make the spider: several hosts at once, each with one request at a time."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        own = {"CONCURRENT_REQUESTS": spider.options.hosts_at_once, "CONCURRENT_REQUESTS_PER_DOMAIN": 1}
        crawler.settings.setdict(own, priority="spider")
        return spider

    @classmethod
    def prepared(cls, store: Store, run: RunRow, definition: SourceDefinition) -> Mapping[str, Any]:
        """Choose the hosts of a run from the listings and visits in the store."""
        definition, given = with_arguments(definition, cls, run.arguments)
        options: Any = given
        limits = Limits(
            most_hosts=min(run.sample or options.most_hosts, options.most_hosts),
            skip=frozenset(options.skip),
            only=frozenset(host_of(public) for public in definition.stand_ins),
            named=tuple(filter(None, map(host_of, options.hosts))),
        )
        return {"chosen": choose_starts(store, run, limits)}

    async def start(self) -> AsyncIterator[Any]:
        """Request the start page of each chosen host."""
        self.count("clinic_sites/hosts", len(self.chosen.starts))
        if not self.chosen.starts:
            self.count("clinic_sites/nothing_due")
        self.count("clinic_sites/hosts_waiting", self.chosen.waiting)
        self.count("clinic_sites/hosts_resting", self.chosen.resting)
        for reason, hosts in self.chosen.skipped.items():
            self.count(f"clinic_sites/skipped/{reason}", hosts)
        for start in self.chosen.starts:
            visit = HostVisit.of(start, self.options.most_pages)
            yield self._ask(visit, visit.home, None)

    def take_visits(self) -> Sequence[Visit]:
        """Return the visits that ended since the last call."""
        taken, self._ended = self._ended, []
        return taken

    def _ask(self, visit: HostVisit, address: str, found: Candidate | None, hops: int = 0) -> scrapy.Request:
        own = {"visit": visit, "found": found, "hops": hops}
        return self._request(address, self.parse_page, own, first=found is None)

    def _request(self, address: str, callback: Any, own: dict[str, Any], *, first: bool = False) -> scrapy.Request:
        return scrapy.Request(
            self.addresses.fetch(address),
            callback=callback,
            errback=self.page_failed,
            cb_kwargs=own,
            # finish a host that was begun before the next one begins
            priority=0 if first else 10,
            dont_filter=True,
            # the spider judges statuses and redirects: one to another host closes the site, and nothing is retried
            meta={"handle_httpstatus_all": True, "dont_redirect": True, "dont_retry": True},
        )

    def parse_page(self, response: Response, visit: HostVisit, found: Candidate | None, hops: int = 0) -> Iterator[Any]:
        """Read a page of a host and request the next one, or yield the host's listings after the last one."""
        leads_to = self._leads_to(response)
        target = page_on(visit.start.host, leads_to, visit.home) if leads_to and hops < REDIRECTS else ""
        if target:
            if visit.follows(target, found):
                yield self._ask(visit, target, found, hops + 1)
                return
        elif reason := Closed.ELSEWHERE if leads_to or _is_redirect(response) else closed_by_answer(response):
            visit.close(reason, found)
        elif isinstance(response, TextResponse):
            yield from self._read_and_go_on(response, visit, found)
            return
        yield from self._go_on(visit)

    def _read_and_go_on(self, response: TextResponse, visit: HostVisit, found: Candidate | None) -> Iterator[Any]:
        """Read a page; after an unexpected failure the visit goes on, and no listing of the host goes missing."""
        visit.failed += 1
        try:
            self._read(response, visit, found)
            visit.failed -= 1
        finally:
            yield from self._go_on(visit)

    def _read(self, response: TextResponse, visit: HostVisit, found: Candidate | None) -> None:
        address, shown = self.where(response), page_of(response)
        page = read_page(shown, address)
        if page.broken:
            self.problem("json_ld/bad_block", address, f"{page.broken} blocks of JSON-LD are no JSON")
        if not page.english:
            self.count("clinic_sites/pages_in_other_languages")
        if found is None:
            visit.home = address
        visit.read(page, shown, found)
        if target := sent_to(shown, address, refresh_header(response)):
            visit.give(self.addresses.public_of(target))
        self.count("clinic_sites/pages")

    def _leads_to(self, response: Response) -> str:
        """Return the target of a redirect, or of a page that is nothing but a refresh; "" for any other answer."""
        here = self.where(response)
        if _is_redirect(response):
            return self.addresses.public_of(_location(response), here)
        if response.status >= _FIRST_ERROR or not isinstance(response, TextResponse):
            return ""
        shown = page_of(response)
        target = sent_to(shown, here, refresh_header(response))
        return self.addresses.public_of(target) if target and says_nothing(shown) else ""

    def parse_sitemap(self, response: Response, visit: HostVisit) -> Iterator[Any]:
        """Add the pages of a sitemap, or request the part of a sitemap index that is about pages."""
        here = self.where(response)
        if _is_redirect(response):
            target = self.addresses.public_of(_location(response), here)
            if host_of(target) == visit.start.host and visit.wants_sitemap():
                yield self._ask_sitemap(visit, target)
                return
        try:
            sitemap = read_sitemap(response.body) if response.status < _FIRST_ERROR else None
        except SitemapError:
            sitemap = None  # most sites without a sitemap answer with a page
        if sitemap:
            visit.offer(self.addresses.public_of(page, here) for page in sitemap.pages)
            parts = [self.addresses.public_of(part, here) for part in sitemap.sitemaps]
            parts = [part for part in parts if host_of(part) == visit.start.host]
            if parts and visit.wants_sitemap():
                yield self._ask_sitemap(visit, next((part for part in parts if "page" in part), parts[0]))
                return
        visit.sitemaps_asked = SITEMAPS
        yield from self._go_on(visit)

    def _ask_sitemap(self, visit: HostVisit, address: str) -> scrapy.Request:
        visit.sitemaps_asked += 1
        return self._request(address, self.parse_sitemap, {"visit": visit})

    def page_failed(self, failure: Failure) -> Iterator[Any]:
        """Close the page or host after a request without answer: forbidden by robots.txt, refused, or not reached."""
        request: scrapy.Request = failure.request  # type: ignore[attr-defined]
        visit: HostVisit = request.cb_kwargs["visit"]
        if isinstance(failure.value, ContactMissingError):
            return  # our configuration: the host got no request, so it stays due
        if "found" not in request.cb_kwargs:  # a sitemap
            visit.sitemaps_asked = SITEMAPS
        else:
            visit.close(closed_by_error(failure.value), request.cb_kwargs["found"])
        yield from self._go_on(visit)

    def _go_on(self, visit: HostVisit) -> Iterator[Any]:
        if not visit.closed and visit.wants_sitemap():
            yield self._ask_sitemap(visit, f"{visit.home.partition('://')[0]}://{_netloc(visit.home)}/sitemap.xml")
        elif found := visit.next_page():
            yield self._ask(visit, found.address, found)
        else:
            yield from self._end(visit)

    def _end(self, visit: HostVisit) -> Iterator[RawListing]:
        site = build_listings(self.definition.id, visit.start.host, visit.home, visit.pages)
        yield from site.listings
        if site.unplaced:
            self.count("clinic_sites/words_of_no_place", site.unplaced)
        ended = visit.ended(self.options.again_after_days)
        if ended.outcome is Outcome.CLOSED:
            self.problem(
                f"site/{ended.closed_because}", visit.home, f"not asked again before {ended.next_read:%Y-%m-%d}"
            )
        self.count(f"clinic_sites/{ended.outcome}")
        self._ended.append(ended)


def _is_redirect(response: Response) -> bool:
    return response.status in {301, 302, 303, 307, 308} and b"Location" in response.headers


def _location(response: Response) -> str:
    return (response.headers.get("Location") or b"").decode("latin-1")


def _netloc(address: str) -> str:
    return address.partition("://")[2].partition("/")[0]
