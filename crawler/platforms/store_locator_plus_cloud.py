"""Store Locator Plus as a service: `dashboard.storelocatorplus.com` answers for the sites that show its map.

`GET /{dataset}/wp-json/myslp/v2/locations-map/search` with the page's key answers with
`{"data": {"success": true, "response": […]}}`. That host has a robots.txt of its own, which is obeyed.
"""

from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import urlencode

from pydantic import Field
from scrapy.http import Response

from crawler.platforms.base import Options, UnreadableError
from crawler.platforms.disk import Disk
from crawler.platforms.json_answer import json_of
from crawler.platforms.recognized import Recognized
from crawler.platforms.search_near import Ask, SearchNearSpider, SearchWideOptions
from crawler.platforms.slp_row import Row, locations_in
from crawler.platforms.slp_signs import recognize_service
from crawler.platforms.store_locator_plus import SlpSpider

HOST = "https://dashboard.storelocatorplus.com"


class StoreLocatorPlusCloudOptions(SearchWideOptions):
    """Whose locations are read."""

    dataset: str = Field(pattern=r"^[\w.-]+$", description="Name of the data set, in the addresses that the page loads")
    api_key: str = Field(pattern=r"^[\w.-]+$", description="Key of the page, `myslp.` and a long number")


class StoreLocatorPlusCloudSpider(SlpSpider):
    """Reads the locations that one customer of the service shows."""

    options_model: ClassVar[type[Options]] = StoreLocatorPlusCloudOptions
    restricting: ClassVar[frozenset[str]] = SearchNearSpider.restricting | {"dataset", "api_key"}

    @classmethod
    def recognize(cls, page: Response) -> Recognized | None:
        """Recognize the service by the host that a page loads its map from."""
        return recognize_service(page)

    def ask_all(self) -> Ask:
        """Ask as the map does when it opens."""
        return Ask(self._address({}))

    def ask_around(self, disk: Disk) -> Ask:
        """Ask as the map does when somebody searches."""
        near = {
            "lat": f"{disk.latitude:.6f}",
            "lng": f"{disk.longitude:.6f}",
            "radius": str(disk.asked(self.options.unit)),
        }
        return Ask(self._address(near))

    def _address(self, near: Mapping[str, str]) -> str:
        query = urlencode({"action": "csl_ajax_onload", "api_key": self.options.api_key, **near})
        return f"{HOST}/{self.options.dataset}/wp-json/myslp/v2/locations-map/search?{query}"

    def rows_of(self, body: bytes) -> list[Row]:
        """Return the locations of an answer; raises UnreadableError."""
        answer = json_of(body)
        if not isinstance(answer, dict):
            raise UnreadableError("page/shape", f"the answer is no object but {type(answer).__name__}")
        return locations_in(answer["data"] if isinstance(answer.get("data"), dict) else answer)
