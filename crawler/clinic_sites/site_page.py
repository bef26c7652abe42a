"""Reads a page of a practice's site: its structured data, its passages, and the practice's name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsel import Selector

from crawler.clinic_sites.sections import Passage, passages_of
from crawler.formats.link_values import number_of
from crawler.formats.needling_words import speaks_of_needling
from crawler.formats.visible_text import shown_lines, shown_text, text_of
from crawler.platforms.mapped_fields import address_in
from crawler.platforms.structured_data.schema_nodes import nodes_in, text, types_of, values_on
from crawler.platforms.structured_data.schema_readings import Reading, readings_of

_TITLE_PARTS = re.compile(r"\s+[|\u2013\u2014\u00b7:-]\s+|\s*[|\u00b7]\s*")
_NO_NAME = re.compile(r"home(?: ?page)?|welcome|index|untitled.*", re.IGNORECASE)
_BUSINESS = frozenset({"Organization", "LocalBusiness", "WebSite", "MedicalBusiness", "MedicalClinic", "Physiotherapy"})
LONGEST_NAME = 80  # characters
WORDS_OF_A_SIGNPOST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """A page that was read. `address` is public; `broken` counts blocks of JSON-LD that are no JSON."""

    address: str
    readings: tuple[Reading, ...] = ()
    passages: tuple[Passage, ...] = ()
    names: tuple[str, ...] = ()
    """Names of the practice on this page, the most reliable first."""
    phone: str = ""
    written_address: str = ""
    english: bool = True
    broken: int = 0


def read_page(page: Selector, address: str) -> SitePage:
    """Return what a page has; one in another language is not read, since the rules are for English."""
    language = text_of(page.css("html::attr(lang)").get()).lower()
    if language and not language.startswith("en"):
        return SitePage(address=address, english=False)
    values, bad = values_on(page, address)
    lines = shown_lines(page)
    return SitePage(
        address=address,
        readings=tuple(readings_of(values, address)),
        passages=tuple(passages_of(page)),
        names=tuple(dict.fromkeys(_names(page, values))),
        phone=_phone(page),
        written_address=address_in(lines),
        broken=len(bad),
    )


def says_nothing(page: Selector) -> bool:
    """Return whether a page has hardly any words of its own, such as one that only redirects ("Click here")."""
    shown = shown_text(page)
    return len(shown.split()) <= WORDS_OF_A_SIGNPOST and not speaks_of_needling(shown)


def _names(page: Selector, values: Sequence[object]) -> list[str]:
    stated = page.css('meta[property="og:site_name"]::attr(content)').getall()
    for value in values:
        stated += [text(node, "name") for node in nodes_in(value) if types_of(node) & _BUSINESS]
    parts = [part for title in page.css("head title::text").getall() for part in _TITLE_PARTS.split(title)]
    parts += [" ".join(heading.css("*::text").getall()) for heading in page.css("h1")]
    names = [text_of(one) for one in [*stated, *parts]]
    return [one for one in names if one and len(one) <= LONGEST_NAME and not _NO_NAME.fullmatch(one)]


def _phone(page: Selector) -> str:
    """Return the number that most links of a page call, of several the first."""
    numbers = [number for link in page.css("a::attr(href)").getall() if (number := number_of(link))]
    return max(numbers, key=numbers.count, default="")
