"""A list of cards in HTML with a pager, perhaps with a page for each entry, read by the source file's CSS selectors.

A field that a card lacks stays empty. The whole text of a card is stored, but for distances, which would change with
the search. A card with a name that is inside another is an entry of its own, and the other is read without it: where a
page never closes its cards, each is inside the one before.

The functions for values at a selector (text, links, phones, attributes) are here too.
"""

import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from parsel import Selector
from scrapy import Request
from scrapy.http import Response

from crawler.formats.fields import is_mail
from crawler.formats.html_page import NoHtmlError, html_of
from crawler.formats.link_values import number_of
from crawler.formats.needling_words import speaks_of_needling
from crawler.formats.page_links import base_of, refresh_header, resolved, sent_on
from crawler.formats.unreadable import UnreadableError
from crawler.formats.visible_text import shown_lines, shown_text, spoken_lines, text_of, text_of_html
from crawler.platforms.base import DirectorySpider, Options
from crawler.platforms.html_list.html_list_options import HtmlListOptions
from crawler.platforms.mapped_fields import LOCATION_FIELDS, address_in
from index.normalize.phone import parse_phones
from index.normalize.phone_label import labeled_phones
from index.normalize.text import fold_text
from index.records import RawListing, RawLocation, Subject

_LINE = "ancestor::*[self::p or self::li or self::div or self::td or self::dd or self::address]"
_TEXTS = re.compile(r"\s*sms", re.IGNORECASE)


def text_at(part: Selector, css: str) -> str:
    """Return the shown text at a selector, or the attribute that it names; "" if there is none or a mail address."""
    found = part.css(css) if css else []
    if not found:
        return ""
    text = text_of_html(found[0].get()) if "::" in css else shown_text(found[0])
    return "" if is_mail(text) else text


def address_at(part: Selector, css: str) -> str:
    """Return the address at a selector: its text as `text_at` returns it, but with line breaks."""
    found = part.css(css) if css and "::" not in css else []
    if not found:
        return text_at(part, css)
    text = "\n".join(shown_lines(found[0]))
    return "" if is_mail(text) else text


def links_at(part: Selector, css: str) -> list[str]:
    """Return the addresses of links at a selector, or the values of the attribute that it names, as written."""
    found = part.css(css) if css else []
    links = [str(one.get()) if "::" in css else one.attrib.get("href", "") for one in found]
    return [link.strip() for link in links if link.strip()]


def phone_at(part: Selector, css: str) -> str:
    """Return the number of a link at a selector that calls one (`tel:` and the like), else the text there.

    Of several links the first is taken, one for text messages last. A link that its line calls a fax is added, as
    "Fax: 303-555-0112".
    """
    found = part.css(css) if css and "::" not in css else []
    calls = [(link, number) for link in found if (number := number_of(link.attrib.get("href", "")))]
    faxes = [number for link, number in calls if _is_fax(link, number)]
    others = [(link, number) for link, number in calls if number not in faxes]
    others.sort(key=lambda call: bool(_TEXTS.match(call[0].attrib["href"])))
    numbers = [number for _, number in others[:1]] + [f"Fax: {number}" for number in faxes[:1]]
    if not numbers:
        numbers = list(filter(None, map(number_of, links_at(part, css))))[:1]
    return "; ".join(numbers) or text_at(part, css)


def _is_fax(link: Selector, number: str) -> bool:
    """Return whether the line around a link calls its number a fax."""
    line = link.xpath(_LINE)
    named = labeled_phones(shown_text(line[-1])) if line else ()
    called = parse_phones(number)
    return any(one.phone in called and one.is_fax for one in named)


def on_needling(lines: Iterable[str]) -> str:
    """Return the lines that mention dry needling, as one text."""
    return " ".join(line for line in lines if speaks_of_needling(line))


def with_details(
    listing: RawListing, page: Selector, selectors: Mapping[str, str], website_at: Callable[[Selector, str], str]
) -> RawListing:
    """Return a listing with the values of its own page in place of its card's; texts are appended."""
    read = {field: _value(field, page, css, website_at) for field, css in selectors.items()}
    found: dict[str, Any] = {_FIELD.get(field, field): value for field, value in read.items() if value}
    if text := found.pop("text", ""):
        found["text"] = " ".join(filter(None, (listing.text, text)))
    placed = {field: found.pop(field) for field in LOCATION_FIELDS if field in found}
    if placed:
        first = next(iter(listing.locations), RawLocation())
        found["locations"] = (replace(first, **placed), *listing.locations[1:])
    return replace(listing, **found)


_FIELD = {"address": "address_text"}


def _value(field: str, page: Selector, css: str, website_at: Callable[[Selector, str], str]) -> str:
    if field == "website":
        return website_at(page, css)
    if field == "address":
        return address_at(page, css)
    return phone_at(page, css) if field in {"phone", "fax"} else text_at(page, css)


__all__ = ["HtmlListOptions", "HtmlListSpider"]

_DISTANCE = re.compile(r"\b\d+(?:[.,]\d+)?\s*(?:miles?|mi|kilometers?|km)\b\.?(?:\s+away\b)?", re.IGNORECASE)

GONE = frozenset({404, 410})
"""Statuses of a page that does not exist."""
_HERE = ("/", "#", "?", "mailto:", "tel:", "callto:", "sms:", "javascript:")
"""Prefixes of links that lead to no other site."""


class HtmlListSpider(DirectorySpider):
    """Reads the pages of a list one after another, until a page has no card or no link to the next."""

    options_model: ClassVar[type[Options]] = HtmlListOptions
    restricting: ClassVar[frozenset[str]] = frozenset({"card", "name", "next_page", "start", "starts", "most_pages"})

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.seen: set[str] = set()
        """Ids of this run: searches overlap, and lists repeat entries from page to page."""

    async def start(self) -> AsyncIterator[Any]:
        """Request the first page of each list."""
        for start in self.options.starts or (self.options.start or self.definition.url,):
            yield self.request(start, self.parse_list)

    def parse_list(self, response: Response, page: int = 1, met: frozenset[str] = frozenset()) -> Iterator[Any]:
        """Yield the entries of a page, or the requests for their own pages, and the request for the next page.

        `met` are the ids on the earlier pages of this list.
        """
        where = self.where(response)
        try:
            shown = html_of(response)
        except NoHtmlError as error:
            self.cut_off(where, str(error), "page/not_html")
            return
        cards = shown.css(self.options.card)
        following = self.next_page(response, shown, page) if cards else ""
        here: set[str] = set()
        for listing in self._entries(shown, cards, where):
            here.add(listing.source_id)
            if listing.source_id not in self.seen:
                self.seen.add(listing.source_id)
                yield from self._whole(listing)
        if cards:
            yield from self._following(response, shown, following, page, met, here)
        elif target := sent_on(shown, refresh_header(response)):
            self.cut_off(where, f"the page sends browsers on to {target}; make that the start", "page/refresh")

    def _entries(self, shown: Selector, cards: Sequence[Selector], where: str) -> Iterator[RawListing]:
        """Yield the listings of cards, each without the entries inside it; a card that only frames entries is none."""
        base, around = base_of(shown, where), _around(cards)
        read: list[RawListing | UnreadableError] = []
        with_entries = set()
        for card in reversed(cards):  # inner cards first
            try:
                read.append(self.read_card(card, base))
            except UnreadableError as error:
                if card.root in with_entries:
                    with_entries.add(around[card.root])
                else:
                    read.append(error)
            else:
                with_entries.add(around[card.root])
                card.root.clear(keep_tail=True)
        return self.each(reversed(read), _read_already, where)

    def _following(
        self, response: Response, shown: Selector, following: str, page: int, met: frozenset[str], here: set[str]
    ) -> Iterator[Request]:
        if not following:
            return
        by_number = bool(self.options.page_parameter)
        if here and here <= met:
            if not by_number:  # by number, sites usually repeat the last page after the end
                where = self.where(response)
                self.cut_off(where, f"page {page} has nobody new, and links to a further one", "page/repeated")
            return
        if page >= self.options.most_pages:
            self.cut_off(self.where(response), f"page {page} is the last that most_pages allows")
            return
        past_the_end = GONE if by_number else ()
        yield self.further_page(
            following,
            self.parse_list,
            past_the_end=past_the_end,
            base=base_of(shown, response.url),
            page=page + 1,
            met=met | here,
        )

    def next_page(self, response: Response, shown: Selector, page: int) -> str:
        """Return the address of the page after number `page`, "" after the last one."""
        if self.options.page_parameter:
            return _with_parameter(response.url, self.options.page_parameter, self.options.first_page + page)
        link = next(iter(links_at(shown, self.options.next_page)), "")
        base = base_of(shown, response.url)
        if not link or self.addresses.inside(self.addresses.fetch(link, base)):
            return link
        if urlsplit(self.addresses.public_of(link, base)).scheme in ("http", "https"):
            self.cut_off(self.where(response), f"the next page is on another host: {link}")
        return ""

    def read_card(self, card: Selector, base: str) -> RawListing:
        """Return the raw listing of a card; raises UnreadableError if it has no name.

        `base` is the address that the links of its page are relative to.
        """
        options = self.options
        name = text_at(card, options.name)
        if not name:
            raise UnreadableError("row/name", f"a card has no name: {_begins(card)!r}")
        lines = [text_of(_DISTANCE.sub(" ", line)) for line in spoken_lines(card)]
        link = next(iter(links_at(card, options.link)), "")
        url = self.addresses.public_of(link, base) if link else ""
        inside = bool(url) and self.addresses.inside(url)
        location = RawLocation(
            organization=text_at(card, options.organization),
            address_text=address_at(card, options.address) or address_in(shown_lines(card)),
            phone=phone_at(card, options.phone),
        )
        return RawListing(
            source=self.definition.id,
            source_id=_path(url) if inside else _made_id(name, location),
            kind=options.entries,
            url=url if inside else self.definition.url,
            name=name,
            credentials=text_at(card, options.credentials),
            profession=text_at(card, options.profession),
            locations=(location,) if location != RawLocation() else (),
            website=self.website_at(card, options.website),
            statements=self.statements({"text": on_needling(lines)}, Subject(options.entries)),
            text=" ".join(filter(None, lines)),
        )

    def website_at(self, part: Selector, css: str) -> str:
        """Return the first link at a selector that leads to another site than the source's."""
        links = links_at(part, css)
        if base := base_of(part, ""):
            links = [link for one in links if (link := resolved(one, base)).startswith(("http://", "https://"))]
        else:
            links = [link for link in links if link.startswith("//") or not link.casefold().startswith(_HERE)]
        return next((link for link in links if not self.addresses.inside(link)), "")

    def _whole(self, listing: RawListing) -> Iterator[RawListing | Request]:
        wanted = self.options.detail or self.options.detail_fields
        if not wanted or listing.url == self.definition.url:
            yield listing
            return
        request = self.request(listing.url, self.parse_detail, listing=listing)
        request.errback = lambda failure: self._without_detail(failure, listing)
        yield request

    def _without_detail(self, failure: Any, listing: RawListing) -> Iterator[RawListing]:
        self.request_failed(failure)
        yield listing

    def parse_detail(self, response: Response, listing: RawListing) -> Iterator[RawListing]:
        """Yield an entry with the fields and words of its own page added."""
        where = self.where(response)
        try:
            page = html_of(response)
        except NoHtmlError as error:
            self.problem("page/not_html", where, str(error))
            yield listing
            return
        lines = [line for part in _parts(page, self.options.detail) for line in spoken_lines(part)]
        detailed = with_details(listing, page, self.options.detail_fields, self.website_at)
        if not lines and detailed == listing:
            self.problem("page/detail", where, "the page has nothing at the selectors `detail` and `detail_fields`")
        text = detailed.text.removeprefix(listing.text).strip()
        own = self.statements({"detail": on_needling(lines), "text": text}, Subject(listing.kind))
        statements = tuple(dict.fromkeys((*listing.statements, *own)))
        yield replace(detailed, statements=statements, text=" ".join(filter(None, [detailed.text, *lines])))


def _parts(page: Selector, css: str) -> list[Selector]:
    """Return the parts at a selector, without those inside another of them."""
    parts = list(page.css(css)) if css else []
    around = _around(parts)
    return [part for part in parts if around[part.root] is None]


def _around(parts: Sequence[Selector]) -> dict[Any, Any]:
    """Return for the element of each part, in the order of the page, the innermost other part around it, else None."""
    around: dict[Any, Any] = {}
    innermost: dict[Any, Any] = {}  # of each element met, the innermost part that it is or is inside
    for part in parts:
        element, path = part.root.getparent(), []
        while element is not None and element not in innermost:
            path.append(element)
            element = element.getparent()
        outer = innermost.get(element)
        innermost.update(dict.fromkeys(path, outer))
        around[part.root], innermost[part.root] = outer, part.root
    return around


def _begins(card: Selector) -> str:
    """Return the first words of a card, shown or not; reading all that is shown would take long in nested cards."""
    return text_of(str(card.xpath("string(.)").get())[:400])[:80]


def _read_already(read: RawListing | UnreadableError) -> RawListing:
    if isinstance(read, UnreadableError):
        raise read
    return read


def _with_parameter(url: str, parameter: str, number: int) -> str:
    parts = urlsplit(url)
    others = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != parameter]
    return urlunsplit(parts._replace(query=urlencode([*others, (parameter, str(number))])))


def _path(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _made_id(name: str, location: RawLocation) -> str:
    return fold_text(f"{name} {location.address_text} {location.phone}")
