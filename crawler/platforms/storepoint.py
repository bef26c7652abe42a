"""Storepoint, a widget: `api.storepoint.co/v1/{key}/locations` returns everything that a page's map shows.

The robots.txt of that host is obeyed; if it forbids the request, the source cannot be read.
"""

import re
from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import urlencode

from pydantic import Field
from scrapy.http import Response, TextResponse

from crawler.formats.json_ld import list_in
from crawler.formats.unreadable import UnreadableError
from crawler.platforms.base import Options, Recognized
from crawler.platforms.locator_row import LocatorKeys, object_in
from crawler.platforms.search_near.search_area import SearchArea
from crawler.platforms.search_near.search_near import SearchNearSpider, SearchQuery, SearchWideOptions

HOST = "https://api.storepoint.co"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
KEYS = LocatorKeys(
    noun="a location",
    name="name",
    location={
        "address_text": "streetaddress",
        "phone": "phone",
        "latitude": "loc_lat",
        "longitude": "loc_long",
    },
    website="website",
    texts=("description", "tags", "extra"),
    # hours, pictures and social pages are not shown; a distance depends on the question
    volatile={*DAYS, "distance", "facebook", "instagram", "twitter", "image_url"},
)
_MAP_KEY = (
    re.compile(r"storepoint\.co\\?/api\\?/v1\\?/js\\?/([0-9A-Za-z]+)\.js"),
    re.compile(r"""id=["']storepoint-container["'][^>]*\bdata-map-id=["']([0-9A-Za-z]+)"""),
)


class StorepointOptions(SearchWideOptions):
    """The map that is read."""

    key: str = Field(pattern=r"^[0-9A-Za-z]+$", description="Key of the map, in the address of the page's script")


class StorepointSpider(SearchNearSpider):
    """Reads the locations of one map."""

    options_model: ClassVar[type[Options]] = StorepointOptions
    keys: ClassVar[LocatorKeys] = KEYS
    restricting: ClassVar[frozenset[str]] = SearchNearSpider.restricting | {"key"}

    @classmethod
    def recognize(cls, page: Response) -> Recognized | None:
        """Recognize the widget by the address of its script, which holds the key."""
        text = page.text if isinstance(page, TextResponse) else ""
        found = next(filter(None, (pattern.search(text) for pattern in _MAP_KEY)), None)
        if found is None:
            return None
        return Recognized(platform="storepoint", because=(found[0],), options={"key": found[1]}, strength=100)

    def ask_all(self) -> SearchQuery:
        """Request all locations, as the widget does when it opens."""
        return SearchQuery(self._address({}))

    def ask_around(self, area: SearchArea) -> SearchQuery:
        """Request the locations around a point, as the widget does for a search."""
        return SearchQuery(self._address(area.query(self.options.unit, longitude="long")))

    def _address(self, near: Mapping[str, str]) -> str:
        query = f"?{urlencode(near)}" if near else ""
        return f"{HOST}/v1/{self.options.key}/locations{query}"

    def rows_of(self, body: bytes) -> list[object]:
        """Return the locations of an answer; raises UnreadableError."""
        answer = object_in(body)
        results = answer.get("results")
        if answer.get("success") is not True:
            raise UnreadableError("page/refused", f"the service says that it failed: {answer.get('message')!r}")
        return list_in(results.get("locations") if isinstance(results, dict) else results, "locations")
