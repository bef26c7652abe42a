"""A store's own page of WP Store Locator: `var wpslMap_0 = {…,"locations":[{…}]}`, and hours and address beside.

A page whose map is empty still says who it is about: its heading, the spans of its address, and the post number.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from parsel import Selector

from crawler.platforms.base import UnreadableError
from crawler.platforms.link_values import CALLS
from crawler.platforms.visible_text import paragraphs, shown_text

_MAP = re.compile(r"\bwpslMap_\d+\s*=\s*(?=\{)")
_POST = re.compile(r"\bpostid-(\d+)\b")
_ADDRESS, _PHONE, _HOURS = ".wpsl-location-address", ".wpsl-contact-details", "table.wpsl-opening-hours"
_DECODER = json.JSONDecoder(strict=False)
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class StorePage:
    """The stores of a page as the plugin's rows, their address in one line, and the page's own words without hours."""

    rows: tuple[Row, ...]
    address: str
    lines: tuple[str, ...]


def read_store_page(text: str, page: Selector) -> StorePage | None:
    """Return what a page holds, None for a list of stores that is itself no store; raises UnreadableError.

    The hours' table is taken out of the page that is given.
    """
    for hours in page.css(_HOURS):
        hours.drop()
    rows = [row for found in _MAP.finditer(text) for row in _locations(text, found.end())]
    if not rows:
        if page.css("body.archive"):
            return None
        rows = [_written(page)]
    address = ", ".join(shown_text(one).strip(" ,") for one in page.css(f"{_ADDRESS} span"))
    main = page.css("article, main, .entry-content")[:1] or [page]
    return StorePage(tuple(rows), address, tuple(line for part in main for line in paragraphs(part)))


def _locations(text: str, start: int) -> list[Row]:
    try:
        value, _ = _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("page/not_json", f"the map of the page is no JSON: {error}") from error
    locations = value.get("locations")
    return [row for row in locations if isinstance(row, dict)] if isinstance(locations, list) else []


def _written(page: Selector) -> Row:
    """Return the row that a page without a map writes out; raises UnreadableError."""
    post = _POST.search(" ".join(page.css("body::attr(class)").getall()))
    heading = page.css("h1")
    if not (post and heading):
        raise UnreadableError("page/no_store", "the page has neither a map of stores nor a post's number")
    phone = page.css(f'{_PHONE} :is({CALLS}), {_PHONE} [itemprop="telephone"]')[:1]
    return {"id": post[1], "store": shown_text(heading[0]), "phone": "".join(map(shown_text, phone))}
