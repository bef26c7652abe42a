"""Store Locator Plus, a WordPress plugin: a POST to `admin-ajax.php` returns the locations near a point.

The answer is `{"success": true, "response": [{…}]}`, commonly with at most 25 locations whatever the request.

As a service, `dashboard.storelocatorplus.com` answers for the sites that show its map.
"""

from collections.abc import Mapping
from typing import ClassVar, Literal
from urllib.parse import urlencode

from pydantic import Field
from scrapy.http import Response

from crawler.formats.json_ld import json_of
from crawler.platforms.base import Options, Recognized
from crawler.platforms.locator_row import LocatorKeys, object_in
from crawler.platforms.search_near.search_area import SearchArea
from crawler.platforms.search_near.search_near import SearchNearSpider, SearchQuery, SearchWideOptions
from crawler.platforms.store_locator_plus.slp_row import (
    KEYS,
    Row,
    locations_in,
    recognize_plugin,
    recognize_service,
)

AJAX = "wp-admin/admin-ajax.php"
EVERYWHERE = 10_000  # miles or kilometers; wider than the country


class StoreLocatorPlusOptions(SearchWideOptions):
    """Options for the search of a site's store locator."""

    ajax: str = Field(default=AJAX, description="Path of admin-ajax.php below the host")
    action: Literal["csl_ajax_onload", "csl_ajax_search"] = Field(
        default="csl_ajax_onload", description="What is asked for: what the page shows when it opens, or a search"
    )


class SlpSpider(SearchNearSpider):
    """The base of both spiders: plugin and service have the same rows."""

    keys: ClassVar[LocatorKeys] = KEYS


class StoreLocatorPlusSpider(SlpSpider):
    """Reads the locations of one site that has the plugin."""

    options_model: ClassVar[type[Options]] = StoreLocatorPlusOptions
    restricting: ClassVar[frozenset[str]] = SearchNearSpider.restricting | {"ajax", "action"}
    hands_out_all: ClassVar[bool] = False

    @classmethod
    def recognize(cls, page: Response) -> Recognized | None:
        """Recognize the plugin by its script's variable, its actions or its folder."""
        return recognize_plugin(page)

    def ask_all(self) -> SearchQuery:
        """Request a circle wider than the country, around no point."""
        return SearchQuery(self._address, self._form({"radius": str(EVERYWHERE)}))

    def ask_around(self, area: SearchArea) -> SearchQuery:
        """Request the locations around a point, as the page does for a search."""
        return SearchQuery(self._address, self._form(area.query(self.options.unit)))

    @property
    def _address(self) -> str:
        return f"/{self.options.ajax.lstrip('/')}"

    def _form(self, asked: Mapping[str, str]) -> dict[str, str]:
        return {"action": self.options.action, "address": "", "name": "", "tags": "", **asked}

    def rows_of(self, body: bytes) -> list[Row]:
        """Return the locations of an answer; raises UnreadableError."""
        return locations_in(json_of(body))


HOST = "https://dashboard.storelocatorplus.com"


class StoreLocatorPlusCloudOptions(SearchWideOptions):
    """The customer of the service."""

    dataset: str = Field(pattern=r"^[\w.-]+$", description="Name of the data set, in the addresses that the page loads")
    api_key: str = Field(pattern=r"^[\w.-]+$", description="Key of the page, `myslp.` and a long number")


class StoreLocatorPlusCloudSpider(SlpSpider):
    """Reads the locations of one customer of the service."""

    options_model: ClassVar[type[Options]] = StoreLocatorPlusCloudOptions
    restricting: ClassVar[frozenset[str]] = SearchNearSpider.restricting | {"dataset", "api_key"}

    @classmethod
    def recognize(cls, page: Response) -> Recognized | None:
        """Recognize the service by the host of the map's script."""
        return recognize_service(page)

    def ask_all(self) -> SearchQuery:
        """Request all locations, as the map does when it opens."""
        return SearchQuery(self._address({}))

    def ask_around(self, area: SearchArea) -> SearchQuery:
        """Request the locations around a point, as the map does for a search."""
        return SearchQuery(self._address(area.query(self.options.unit)))

    def _address(self, near: Mapping[str, str]) -> str:
        query = urlencode({"action": "csl_ajax_onload", "api_key": self.options.api_key, **near})
        return f"{HOST}/{self.options.dataset}/wp-json/myslp/v2/locations-map/search?{query}"

    def rows_of(self, body: bytes) -> list[Row]:
        """Return the locations of an answer; raises UnreadableError."""
        answer = object_in(body)
        return locations_in(answer["data"] if isinstance(answer.get("data"), dict) else answer)
