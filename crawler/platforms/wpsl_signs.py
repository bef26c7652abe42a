"""By what a page of WP Store Locator is recognized, and what its script says of how the site is asked."""

import re
from collections.abc import Iterator
from math import floor
from urllib.parse import urlsplit

from scrapy.http import Response, TextResponse

from crawler.platforms.disk import KILOMETERS_IN_A_MILE
from crawler.platforms.page_script import object_after
from crawler.platforms.recognized import Recognized

SIGNS = ('id="wpsl-wrap"', "wpslSettings", "plugins/wp-store-locator/")
"""What the plugin writes into the page that shows its map."""
OF_A_STORE = "wpslMap_0"
"""What it writes into a store's own page, and into one with the map of some stores."""
_SETTINGS = re.compile(r"\bwpslSettings\s*=\s*")
_UNITS = ("km", "mi")
_WIDE_ENOUGH = 250.0  # miles; so wide, a hundred circles cover the country


def recognize_wpsl(page: Response) -> Recognized | None:
    """Recognize the plugin by its container, its script's settings, or its folder."""
    seen = tuple(sign for sign in SIGNS if sign.encode() in page.body)
    if OF_A_STORE.encode() in page.body and SIGNS[0].encode() not in page.body:
        options: dict[str, object] = {"pages": "sitemap"}
        return Recognized(platform="wp_store_locator", because=(*seen, OF_A_STORE), options=options, strength=90)
    if not seen:
        return None
    return Recognized(platform="wp_store_locator", because=seen, options=dict(_options(page)), strength=90)


def _options(page: Response) -> Iterator[tuple[str, object]]:
    """Yield what the page itself asks with: where, in which unit, and the largest numbers that it offers."""
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
