"""Ranks the pages of a practice's site by the words of their links and addresses."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import yaml
from parsel import Selector
from pydantic import BaseModel, ConfigDict

from crawler.clinic_sites.hosts import host_of
from crawler.formats.page_links import base_of, resolved
from crawler.formats.visible_text import text_of
from index.normalize.text_folding import searchable

WORDS = Path(__file__).parent / "page_words.yml"
LONGEST_ADDRESS = 300  # characters; what is longer was made by a program for a program
LINKS_LOOKED_AT = 1000  # of one page
_FILE = re.compile(r"\.(?!html?$|php$|aspx?$|jsp$)[a-z0-9]{2,5}$", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"(?:page_id|p|id)=\d{1,9}")
"""The only queries that are followed, of sites without readable addresses; calendars have others."""
_BETWEEN = re.compile(r"[^a-z0-9ñç]+")


class Group(BaseModel):
    """Some words, and the points of a link with one of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    points: int
    words: list[str]


class PageWords(BaseModel):
    """The file of words; an unknown key fails."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    groups: dict[str, Group]
    against: dict[str, Group]
    bios: int
    given: int
    other_languages: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A page that may be read. `depth` is its distance from the start page in links, `group` the words it matched."""

    address: str
    points: int
    depth: int
    group: str = ""

    @property
    def order(self) -> tuple[int, int, int, str]:
        """The sort key: most points first, then nearest to the start, then the shortest address."""
        return -self.points, self.depth, len(self.address), self.address

    @property
    def key(self) -> str:
        """The key of the page, equal for two spellings of its address."""
        return page_key(self.address)


@cache
def page_words(path: Path = WORDS) -> PageWords:
    """Return the shipped words; raises pydantic's ValidationError on an unknown key."""
    return PageWords.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(words)})(?![a-z0-9])", re.IGNORECASE)


def page_key(address: str) -> str:
    """Return the part of an address that differs between two pages of a host."""
    parts = urlsplit(address)
    path = re.sub(r"/(?:index|default|home)\.(?:html?|php|aspx?)$", "/", parts.path.lower())
    return path.rstrip("/") + (f"?{parts.query}" if parts.query else "")


def candidate(address: str, link_text: str, *, depth: int, parent: Candidate | None = None) -> Candidate:
    """Return a page with its points; 0 or less: it is not read."""
    words = page_words()
    path = _spaced(f"{urlsplit(address).path} {urlsplit(address).query}")
    text = f"{_spaced(searchable(link_text))} | {path}"
    group, points = next(
        ((name, group.points) for name, group in words.groups.items() if _pattern(tuple(group.words)).search(text)),
        ("", 0),
    )
    if parent and parent.group in {"team", "bios"} and _below(address, parent.address) and group != "needling":
        group, points = "bios", words.bios
    points -= sum(group.points for group in words.against.values() if _pattern(tuple(group.words)).search(text))
    folder = _spaced(urlsplit(address).path.strip("/").partition("/")[0])
    if _pattern(tuple(words.other_languages)).fullmatch(folder):
        points = 0
    return Candidate(address=address, points=points, depth=depth, group=group)


def given_page(address: str) -> Candidate:
    """Return the candidate for a listing's website."""
    found = candidate(address, "", depth=1)
    return Candidate(address=address, points=max(found.points, page_words().given), depth=1, group=found.group)


def links_of(page: Selector, address: str) -> Iterable[tuple[str, str]]:
    """Yield (absolute address, text) of a page's links to pages of its own host, in order."""
    host, base = host_of(address), base_of(page, address)
    for link in page.css("a[href]")[:LINKS_LOOKED_AT]:
        language = link.attrib.get("hreflang", "en").lower()
        target = page_on(host, link.attrib["href"], base)
        if target and language.startswith("en"):
            shown = text_of(" ".join(link.css("*::text, img::attr(alt)").getall()))
            yield target, shown or text_of(link.attrib.get("title") or link.attrib.get("aria-label"))


def page_on(host: str, link: str, base: str) -> str:
    """Return the absolute address of a link to a page of the host; "" for a file or a query but a page number."""
    try:
        address, _ = urldefrag(resolved(link, base))
        parts = urlsplit(address)
        named = (parts.hostname or "").removeprefix("www.")
    except ValueError:  # brackets that hold no IPv6 address
        return ""
    if parts.scheme not in {"http", "https"} or named != host or len(address) > LONGEST_ADDRESS:
        return ""
    if _FILE.search(parts.path) or (parts.query and not _PAGE_NUMBER.fullmatch(parts.query)):
        return ""
    return address


def _spaced(text: str) -> str:
    return _BETWEEN.sub(" ", text.lower())


def _below(address: str, parent: str) -> bool:
    own, above = page_key(address), page_key(parent)
    return bool(above) and own != above and own.startswith(f"{above}/")
