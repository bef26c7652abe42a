"""A store's own page of WP Store Locator: `var wpslMap_0 = {…,"locations":[{…}]}`, and its hours and address in HTML.

A page with an empty map is read from its heading, the spans of its address, and the post number.

The recognition of a page, with the search options in its script, is here too.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import floor
from urllib.parse import urlsplit

from parsel import Selector
from scrapy.http import Response, TextResponse

from crawler.formats.json_ld import object_after
from crawler.formats.link_values import CALLS
from crawler.formats.unreadable import UnreadableError
from crawler.formats.visible_text import paragraphs, shown_text
from crawler.platforms.base import Recognized
from crawler.platforms.search_near.search_area import KILOMETERS_IN_A_MILE

_MAP = re.compile(r"\bwpslMap_\d+\s*=\s*(?=\{)")
_POST = re.compile(r"\bpostid-(\d+)\b")
_ADDRESS, _PHONE, _HOURS = ".wpsl-location-address", ".wpsl-contact-details", "table.wpsl-opening-hours"
_DECODER = json.JSONDecoder(strict=False)
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class StorePage:
    """The stores of a page as the plugin's rows, their address on one line, and the page's lines without the hours."""

    rows: tuple[Row, ...]
    address: str
    lines: tuple[str, ...]


def read_store_page(text: str, page: Selector) -> StorePage | None:
    """Return the stores of a page, None for a page that lists stores; raises UnreadableError.

    Removes the table of opening hours from `page`.
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
    """Return the row of a page without a map; raises UnreadableError."""
    post = _POST.search(" ".join(page.css("body::attr(class)").getall()))
    heading = page.css("h1")
    if not (post and heading):
        raise UnreadableError("page/no_store", "the page has neither a map of stores nor a post's number")
    phone = page.css(f'{_PHONE} :is({CALLS}), {_PHONE} [itemprop="telephone"]')[:1]
    return {"id": post[1], "store": shown_text(heading[0]), "phone": "".join(map(shown_text, phone))}


MARKERS = ('id="wpsl-wrap"', "wpslSettings", "plugins/wp-store-locator/")
"""Strings that the plugin writes into the page with its map."""
OF_A_STORE = "wpslMap_0"
"""The string that it writes into a store's own page, or into a page with a map of some stores."""
_SETTINGS = re.compile(r"\bwpslSettings\s*=\s*")
_UNITS = ("km", "mi")
_WIDE_ENOUGH = 250.0  # miles; a hundred such circles cover the country


def recognize_wpsl(page: Response) -> Recognized | None:
    """Recognize the plugin by its container, its script's settings, or its folder."""
    seen = tuple(marker for marker in MARKERS if marker.encode() in page.body)
    if OF_A_STORE.encode() in page.body and MARKERS[0].encode() not in page.body:
        options: dict[str, object] = {"pages": "sitemap"}
        return Recognized(platform="wp_store_locator", because=(*seen, OF_A_STORE), options=options, strength=90)
    if not seen:
        return None
    return Recognized(platform="wp_store_locator", because=seen, options=dict(_options(page)), strength=90)


def _options(page: Response) -> Iterator[tuple[str, object]]:
    """Yield the options of the page's own search: path, unit, and the largest numbers that it offers."""
    if not isinstance(page, TextResponse):
        return
    settings = object_after(_SETTINGS, page.text)
    if path := urlsplit(str(settings.get("ajaxurl", ""))).path.strip("/"):
        yield "ajax", path
    unit = settings.get("distanceUnit")
    if unit in _UNITS:
        yield "unit", unit
    if most := _largest(page, "#wpsl-results-dropdown", settings.get("maxResults")):
        yield "max_results", most
    miles = _largest(page, "#wpsl-radius-dropdown", settings.get("searchRadius")) / (
        KILOMETERS_IN_A_MILE if unit == "km" else 1
    )
    if unit in _UNITS and miles:
        radius = min(miles, _WIDE_ENOUGH)
        yield from (("radius_miles", floor(radius * 10) / 10), ("spacing_miles", floor(radius * 8) / 10))


def _largest(page: TextResponse, dropdown: str, default: object) -> int:
    offered = [value for value in page.css(f"{dropdown} option::attr(value)").getall() if value.isdigit()]
    return max(map(int, offered), default=int(str(default)) if str(default).isdigit() else 0)
