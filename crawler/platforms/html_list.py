"""A list of cards in HTML with a pager, and perhaps a page for each entry, read by CSS selectors of the YAML.

Whatever a card lacks stays empty; the whole text of each card is kept. A distance in it would change with the
question, so it is left out.
"""

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit

from cssselect import SelectorError
from parsel import Selector
from pydantic import Field, field_validator
from scrapy import Request
from scrapy.http import Response, TextResponse

from crawler.platforms.base import DirectorySpider, Options, UnreadableError
from crawler.platforms.needling_words import speaks_of_needling
from crawler.platforms.us_address import address_in
from crawler.platforms.visible_text import shown_lines, shown_text, text_of
from index.normalize.fold import fold_text
from index.records import ListingKind, RawListing, RawLocation, Subject

_DISTANCE = re.compile(r"\b\d+(?:[.,]\d+)?\s*(?:miles?|mi|kilometers?|km)\b\.?(?:\s+away\b)?", re.IGNORECASE)


class HtmlListOptions(Options):
    """CSS selectors of the list. Within a card, each names an element; its text is the value."""

    card: str = Field(description="One entry of the list")
    name: str = Field(description="Name in a card")
    link: str = Field(default="", description="Link to the entry's own page in a card; its address is the entry's id")
    phone: str = Field(default='a[href^="tel:"]', description="Phone in a card; of a `tel:` link the number is taken")
    website: str = Field(default='a[href^="http"]', description="Link to the entry's website in a card")
    address: str = Field(default="", description="Address in a card; empty: looked for in the text of the card")
    organization: str = Field(default="", description="Clinic in a card that lists a person")
    credentials: str = Field(default="", description="Letters apart from the name in a card")
    profession: str = Field(default="", description="Profession in a card")
    next_page: str = Field(default="", description="Link to the next page of the list; empty: there is one page")
    detail: str = Field(default="", description="What holds an entry's own page; set: the page is fetched, text kept")
    start: str = Field(default="", description="Path and query of the first page; empty: the url of the source")
    entries: ListingKind = Field(default=ListingKind.PERSON, description="What an entry is: `person` or `clinic`")

    @field_validator("card", "name", "link", "phone", "website", "address", "next_page", "detail")
    @classmethod
    def _is_css(cls, value: str) -> str:
        if value:
            try:
                Selector(text="<p/>").css(value)
            except SelectorError as error:
                raise ValueError(f"{value!r} is no CSS selector: {error}") from error
        return value


class HtmlListSpider(DirectorySpider):
    """Reads the pages of a list, one after another, until a page has no card or no link to the next."""

    options_model: ClassVar[type[Options]] = HtmlListOptions
    restricting: ClassVar[frozenset[str]] = frozenset({"card", "name", "next_page", "start"})

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.seen: set[str] = set()
        """Ids of this run: tiles overlap, and lists repeat themselves from page to page."""

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the first page."""
        yield self.request(self.options.start or self.definition.url, self.parse_list)

    def parse_list(self, response: Response, page: int = 1) -> Iterator[Any]:
        """Yield the entries of a page, or the requests for their own pages, and then the next page."""
        where = self.where(response)
        if not isinstance(response, TextResponse):
            self.problem("page/not_html", where, "the answer is no text")
            return
        cards = response.css(self.options.card)
        for listing in self.each(cards, lambda card: self.read_card(card, where), where):
            if listing.source_id not in self.seen:
                self.seen.add(listing.source_id)
                yield from self._whole(listing)
        following = self.next_page(response, page) if cards else ""
        if following:
            yield self.request(following, self.parse_list, base=response.url, page=page + 1)

    def next_page(self, response: TextResponse, page: int) -> str:  # noqa: ARG002  (for those that count pages)
        """Return the address of the next page, or nothing after the last one."""
        if not self.options.next_page:
            return ""
        link = response.css(self.options.next_page).attrib.get("href", "")
        inside = self.addresses.inside(self.addresses.fetch(link, response.url)) if link else False
        return link if inside else ""

    def read_card(self, card: Selector, where: str) -> RawListing:
        """Return the raw listing of one card; raises UnreadableError when it has no name."""
        name = self._text(card, "name")
        if not name:
            raise UnreadableError("row/name", f"a card has no name: {shown_text(card)[:80]!r}")
        lines = [text_of(_DISTANCE.sub(" ", line)) for line in shown_lines(card)]
        link = self._href(card, self.options.link)
        url = self.addresses.public_of(link, where) if link else ""
        inside = bool(url) and self.addresses.inside(url)
        location = self._location(card)
        return RawListing(
            source=self.definition.id,
            source_id=_path(url) if inside else _made_id(name, location),
            kind=self.options.entries,
            url=url if inside else self.definition.url,
            name=name,
            credentials=self._text(card, "credentials"),
            profession=self._text(card, "profession"),
            locations=(location,) if location != RawLocation() else (),
            website=self._website(card),
            statements=self.statements({"text": _on_needling(lines)}, Subject(self.options.entries)),
            text=" ".join(filter(None, lines)),
        )

    def _location(self, card: Selector) -> RawLocation:
        written = self._text(card, "address")
        return RawLocation(
            organization=self._text(card, "organization"),
            address_text=written or address_in(shown_lines(card)),
            phone=unquote(self._href(card, self.options.phone).removeprefix("tel:")) or self._text(card, "phone"),
        )

    def _website(self, card: Selector) -> str:
        links = card.css(self.options.website) if self.options.website else []
        hrefs = (link.attrib.get("href", "").strip() for link in links)
        return next((href for href in hrefs if href and not self.addresses.inside(href)), "")

    def _whole(self, listing: RawListing) -> Iterator[RawListing | Request]:
        if not self.options.detail or listing.url == self.definition.url:
            yield listing
            return
        request = self.request(listing.url, self.parse_detail, listing=listing)
        request.errback = lambda failure: self._without_detail(failure, listing)
        yield request

    def _without_detail(self, failure: Any, listing: RawListing) -> Iterator[RawListing]:
        self.request_failed(failure)
        yield listing

    def parse_detail(self, response: Response, listing: RawListing) -> Iterator[RawListing]:
        """Yield an entry with the text of its own page beside that of its card."""
        if not isinstance(response, TextResponse):
            self.problem("page/not_html", self.where(response), "the answer is no text")
            yield listing
            return
        lines = [line for part in response.css(self.options.detail) for line in shown_lines(part)]
        if not lines:
            self.problem("page/detail", self.where(response), "the page has nothing at the selector `detail`")
        own = self.statements({"detail": _on_needling(lines)}, Subject(listing.kind))
        statements = tuple(dict.fromkeys((*listing.statements, *own)))
        yield replace(listing, statements=statements, text=" ".join([listing.text, *lines]))

    def _text(self, card: Selector, option: str) -> str:
        selector = getattr(self.options, option)
        found = card.css(selector) if selector else []
        return shown_text(found[0]) if found else ""

    def _href(self, card: Selector, selector: str) -> str:
        found = card.css(selector) if selector else []
        return found[0].attrib.get("href", "").strip() if found else ""


def _on_needling(lines: Iterable[str]) -> str:
    return " ".join(line for line in lines if speaks_of_needling(line))


def _path(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _made_id(name: str, location: RawLocation) -> str:
    return fold_text(f"{name} {location.address_text} {location.phone}")
