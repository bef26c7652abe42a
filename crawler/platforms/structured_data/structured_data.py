"""Sites whose pages a sitemap names: their schema.org data, and their sentences about dry needling."""

import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, ClassVar

from pydantic import Field, field_validator
from scrapy.http import Response, TextResponse
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.formats.html_page import page_of
from crawler.formats.page_links import base_of
from crawler.formats.sitemap import SitemapError, read_sitemap
from crawler.formats.visible_text import paragraphs
from crawler.platforms.base import CommaList, DirectorySpider, Options, Recognized
from crawler.platforms.structured_data.schema_nodes import values_on
from crawler.platforms.structured_data.schema_readings import Reading, readings_of
from crawler.platforms.structured_data.site_readings import SiteReadings
from index.records import RawListing, Subject

LONGEST_ADDRESS = 2000  # characters; Scrapy drops longer requests without a word
USUAL = "/sitemap.xml"
_SITEMAP = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
NO_PAGES = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|pdf|zip|mp4|docx?|css|js|xml)$", re.IGNORECASE)


class StructuredDataOptions(Options):
    """The pages of a site that are read."""

    sitemaps: CommaList = Field(
        default=(), description="Sitemaps to begin with; none: those that robots.txt names, else /sitemap.xml"
    )
    pages: CommaList = Field(default=(), description="Addresses or paths of pages; with no `sitemaps` only these")
    only: str = Field(default="", description="Pattern (regular expression) that the address of a page must match")
    most_pages: int = Field(default=20_000, ge=1, description="Pages read at most; more are left out and counted")

    @field_validator("only")
    @classmethod
    def _is_pattern(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"{value!r} is no regular expression: {error}") from error
        return value


class StructuredDataSpider(DirectorySpider):
    """Reads all pages of a site, and yields its people and places after the last page."""

    options_model: ClassVar[type[Options]] = StructuredDataOptions
    restricting: ClassVar[frozenset[str]] = frozenset({"only", "most_pages", "pages", "sitemaps"})

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.site = SiteReadings()
        self.met: set[str] = set()
        self.waiting = 0
        """Answers still to come; the listings are yielded after the last one."""
        self.pages_asked = 0
        self.left_out = 0
        """Pages in a sitemap beyond `most_pages`."""

    @classmethod
    def recognize(cls, page: Response) -> Recognized | None:
        """Recognize a page whose structured data has people or places; weak evidence, as any site may have it."""
        if not isinstance(page, TextResponse):
            return None
        found = [one for value in values_on(page_of(page), page.url)[0] for one in readings_of([value], page.url)]
        if not found:
            return None
        first = ", ".join(f"{one.kind.value} {one.name!r}" for one in found[:3])
        return Recognized(platform="structured_data", because=(f"schema.org data: {first}",), strength=10)

    async def start(self) -> AsyncIterator[Any]:
        """Request the pages and sitemaps of the source file, else its url and the robots.txt that names sitemaps."""
        asked = [self._ask_page(address) for address in self.options.pages or (self.definition.url,)]
        asked += [self._ask(address, self.parse_sitemap) for address in self.options.sitemaps]
        if not (self.options.pages or self.options.sitemaps):
            asked.append(self._ask("/robots.txt", self.parse_robots, failed=self.robots_failed))
        for request in filter(None, asked):
            yield request

    def parse_robots(self, response: Response) -> Iterator[Any]:
        """Request the sitemaps in a robots.txt that are on the site's own host."""
        yield from self._ask_sitemaps(_SITEMAP.findall(response.body.decode("utf-8", errors="replace")))
        yield from self._answered()

    def robots_failed(self, failure: Failure) -> Iterator[Any]:
        """Request the usual sitemap of a site without robots.txt."""
        if not isinstance(failure.value, HttpError):
            self.request_failed(failure)
        yield from self._ask_sitemaps([])
        yield from self._answered()

    def _ask_sitemaps(self, named: Iterable[str]) -> Iterator[Any]:
        asked = [self._ask(address, self.parse_sitemap) for address in named]
        yield from filter(None, asked if any(asked) else [self._ask(USUAL, self.parse_sitemap)])

    def _ask(
        self, address: str, callback: Callable[..., Any], base: str = "", failed: Callable[..., Any] | None = None
    ) -> Any:
        url = self.addresses.fetch(address, base)
        if not self.addresses.inside(url):
            self.count("structured_data/pages_elsewhere")
            return None
        if url in self.met or len(url) > LONGEST_ADDRESS:
            return None
        self.met.add(url)
        self.waiting += 1
        return self.request(url, callback).replace(errback=failed or self.answer_failed, dont_filter=True)

    def _ask_page(self, address: str, base: str = "") -> Any:
        public = self.addresses.public_of(address, base)
        if NO_PAGES.search(public) or not re.search(self.options.only, public):
            return None
        if self.pages_asked >= self._most_pages():
            self.count("structured_data/pages_left_out")
            self.left_out += 1
            return None
        request = self._ask(address, self.parse_page, base)
        self.pages_asked += request is not None
        return request

    def _most_pages(self) -> int:
        sample = self.settings.getint("CLOSESPIDER_ITEMCOUNT") if hasattr(self, "settings") else 0
        return min(self.options.most_pages, sample) if sample else int(self.options.most_pages)

    def parse_sitemap(self, response: Response) -> Iterator[Any]:
        """Yield requests for the pages and sitemaps in a sitemap that are on the site's own host."""
        named: list[Any] = []
        try:
            sitemap = read_sitemap(response.body)
            named += [self._ask(address, self.parse_sitemap, response.url) for address in sitemap.sitemaps]
            named += [self._ask_page(address, response.url) for address in sitemap.pages]
        except SitemapError as error:
            self.cut_off(self.where(response), str(error), "sitemap/unreadable")
        finally:
            yield from filter(None, named)
            yield from self._answered()

    def parse_page(self, response: Response) -> Iterator[Any]:
        """Read one page; an unexpected failure is raised after the site's listings were yielded."""
        try:
            if isinstance(response, TextResponse):
                self.read_page(response)
            else:
                self.problem("page/not_html", self.where(response), "the answer is no text")
        finally:
            yield from self._answered()

    def read_page(self, response: TextResponse) -> None:
        """Add a page to the site's readings; a block that is no JSON is counted."""
        page = self.where(response)
        shown = page_of(response)
        values, bad = values_on(shown, page)
        for number, fault in bad.items():
            self.problem("json_ld/bad_block", f"{page} #{number}", fault)
        base = base_of(shown, page)
        readings = [self._public(reading, base) for reading in readings_of(values, page)]
        self.site.add(readings, paragraphs(shown), page)

    def _public(self, reading: Reading, base: str) -> Reading:
        link = self.addresses.public_of(reading.link, base) if reading.link else ""
        own = link.partition("#")[0] if self.addresses.inside(link) else ""
        return replace(reading, link=own, website=link if link and not own else "")

    def answer_failed(self, failure: Failure) -> Iterator[RawListing]:
        """Count a page without a usable answer; the listings are yielded all the same."""
        self.request_failed(failure)
        yield from self._answered()

    def _answered(self) -> Iterator[RawListing]:
        self.waiting -= 1
        if self.waiting:
            return
        if self.left_out and self._most_pages() == self.options.most_pages:  # a sample is a part by itself
            detail = f"{self.left_out} pages more than the {self._most_pages()} that most_pages allows"
            self.cut_off(self.definition.url, detail)
        of_all = self.statements({}, Subject.CLINIC)  # what the directory says of all its entries
        for listing in self.site.listings(self.definition.id):
            yield replace(listing, statements=(*of_all, *listing.statements))
        for words in self.site.unplaced:
            self.count("structured_data/words_of_nobody")
            self.logger.info("whose words are these? %s: %s", words.page, words.text)
