"""WP Store Locator, a WordPress plugin: `admin-ajax.php?action=store_search` answers with a JSON list of stores.

With `autoload=1` a site hands out all of them at once, up to a number that it is set to; else it is asked around
points. Fields of version 1 (`street`) and of versions 2 and 3 (`address`, `address2`) are read. Since 2.2.9 a radius or
a number of results above the largest that the page offers is not cut to it but replaced by the site's default.
"""

from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import urlencode

from pydantic import Field
from scrapy import Request
from scrapy.http import Response

from crawler.platforms.base import Options, UnreadableError
from crawler.platforms.disk import Disk
from crawler.platforms.fields import Fields
from crawler.platforms.json_answer import json_of, list_in
from crawler.platforms.map_cell import MapCell
from crawler.platforms.recognized import Recognized
from crawler.platforms.search_near import SearchNearOptions, SearchNearSpider
from index.records import RawListing, RawLocation, Subject

AJAX = "wp-admin/admin-ajax.php"
SIGNS = ('id="wpsl-wrap"', "wpslSettings", "plugins/wp-store-locator/")
"""What the plugin writes into the page that shows its map."""
VOLATILE = frozenset({"distance", "thumb", "hours"})
"""Fields that depend on the question or say nothing we show; `distance` would differ from tile to tile."""
PRIVATE = frozenset({"email"})
"""Mail addresses are not gathered."""


class WpStoreLocatorOptions(SearchNearOptions):
    """How a site's store locator is asked."""

    ajax: str = Field(default=AJAX, description="Path of admin-ajax.php below the host")
    max_results: int = Field(default=100, ge=1, description="Results asked for at one point")


class WpStoreLocatorSpider(SearchNearSpider):
    """Reads one site's stores."""

    options_model: ClassVar[type[Options]] = WpStoreLocatorOptions
    restricting: ClassVar[frozenset[str]] = SearchNearSpider.restricting | {"ajax", "max_results"}

    @classmethod
    def recognize(cls, page: Response) -> Recognized | None:
        """Recognize the plugin by its container, its script's settings, or its folder."""
        seen = tuple(sign for sign in SIGNS if sign.encode() in page.body)
        return Recognized(platform="wp_store_locator", because=seen, strength=90) if seen else None

    def rows_asked(self) -> int:
        """Return how many rows are asked for at one point."""
        return int(self.options.max_results)

    def ask_all(self) -> Request:
        """Ask as the page itself does when it opens."""
        return self.request(self._address({"autoload": "1"}), self.parse_all)

    def ask_around(self, disk: Disk, cell: MapCell | None = None) -> Request:
        """Ask as the page does when somebody searches."""
        radius = str(disk.asked(self.options.unit))
        query = {
            "lat": f"{disk.latitude:.6f}",
            "lng": f"{disk.longitude:.6f}",
            "max_results": str(self.options.max_results),
            "search_radius": radius,
            "radius": radius,  # version 1 of the plugin reads this one
        }
        return self.request(self._address(query), self.parse_near, disk=disk, cell=cell)

    def _address(self, query: Mapping[str, str]) -> str:
        return f"/{self.options.ajax.lstrip('/')}?{urlencode({'action': 'store_search', **query})}"

    def rows_of(self, body: bytes) -> list[object]:
        """Return the stores of an answer. An empty body is how the plugin says that there is none."""
        return list_in(json_of(body), "stores") if body.strip() else []

    def read_row(self, row: object) -> RawListing:
        """Return the raw listing of one store; raises UnreadableError when it has no id or no name."""
        if not isinstance(row, dict):
            raise UnreadableError("row/shape", f"a store is {type(row).__name__}, not an object")
        fields = Fields(row, volatile=VOLATILE, private=PRIVATE)
        source_id, name = fields.text("id"), fields.html("store")
        if not (source_id and name):
            raise UnreadableError("row/name", f"a store has no {'name' if source_id else 'id'}")
        location = _location(fields)
        website, permalink = fields.text("url"), fields.text("permalink")
        texts = {key: text for key in ("description", "terms") if (text := fields.html(key))}
        unread = fields.unread()
        return RawListing(
            source=self.definition.id,
            source_id=source_id,
            kind=self.options.entries,
            url=(self.public_url(permalink) if permalink else "") or self.definition.url,
            name=name,
            locations=(location,),
            website=website,
            statements=self.statements({"store": name, **texts}, Subject(self.options.entries), unread),
            text=" ".join(texts.values()),
            unread=unread,
        )


def _location(fields: Fields) -> RawLocation:
    return RawLocation(
        street=fields.html("address", "street"),
        street2=fields.html("address2"),
        city=fields.html("city"),
        state=fields.html("state"),
        zip=fields.html("zip"),
        country=fields.html("country"),
        phone=fields.html("phone"),
        fax=fields.html("fax"),
        latitude=fields.html("lat"),
        longitude=fields.html("lng"),
    )
