"""What an entry's own page adds to its listing, by selectors."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from parsel import Selector

from crawler.platforms.html_values import address_at, phone_at, text_at
from crawler.platforms.mapped_fields import LOCATION_FIELDS
from index.records import RawListing, RawLocation


def with_details(
    listing: RawListing, page: Selector, selectors: Mapping[str, str], website_at: Callable[[Selector, str], str]
) -> RawListing:
    """Return a listing with the values of its own page in place of those of its card; a text is put after its text."""
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
