"""WP Store Locator, a WordPress plugin: `admin-ajax.php?action=store_search` answers with a JSON list of stores.

With `autoload=1` a site hands out all of them at once; one that does not is asked around points on a map, in tiles
whose circles overlap. Fields of version 1 (`street`) and of versions 2 and 3 (`address`, `address2`) are read.
"""

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode

from pydantic import Field
from scrapy import Request
from scrapy.http import Response

from crawler.platforms.base import CommaList, DirectorySpider, Options, UnreadableError
from crawler.platforms.fields import Fields
from crawler.platforms.recognized import Recognized
from crawler.platforms.tiles import Tile, tiles_of
from index.records import ListingKind, RawListing, RawLocation, Subject

AJAX = "wp-admin/admin-ajax.php"
SIGNS = ('id="wpsl-wrap"', "wpslSettings", "plugins/wp-store-locator/")
"""What the plugin writes into the page that shows its map."""
VOLATILE = frozenset({"distance", "thumb", "hours"})
"""Fields that depend on the question or say nothing we show; `distance` would differ from tile to tile."""
PRIVATE = frozenset({"email"})
"""Mail addresses are not gathered."""


class WpStoreLocatorOptions(Options):
    """How a site's store locator is asked."""

    ajax: str = Field(default=AJAX, description="Path of admin-ajax.php below the host")
    entries: ListingKind = Field(default=ListingKind.PERSON, description="What a store is here: `person` or `clinic`")
    tiled: bool = Field(default=False, description="Ask around points on the map, where a site does not hand out all")
    states: CommaList = Field(default=(), description="Ask around ZIP codes of these states only; tiled only")
    zips: CommaList = Field(default=(), description="Ask around these ZIP codes only; tiled only")
    spacing_miles: float = Field(default=40.0, gt=0, description="How far apart the points are at most, in miles")
    search_radius: int = Field(default=50, ge=1, description="Radius asked for, in the unit that the site is set to")
    max_results: int = Field(default=100, ge=1, description="Results asked for at one point")


class WpStoreLocatorSpider(DirectorySpider):
    """Reads one site's stores."""

    options_model: ClassVar[type[Options]] = WpStoreLocatorOptions
    restricting: ClassVar[frozenset[str]] = frozenset({"states", "zips"})

    @classmethod
    def recognize(cls, page: Response) -> Recognized | None:
        """Recognize the plugin by its container, its script's settings, or its folder."""
        seen = tuple(sign for sign in SIGNS if sign.encode() in page.body)
        return Recognized(platform="wp_store_locator", because=seen, strength=90) if seen else None

    async def start(self) -> AsyncIterator[Any]:
        """Ask for all stores at once, or around each point."""
        if not self.options.tiled:
            yield self._ask({"autoload": "1"})
            return
        for tile in tiles_of(self.options.zips, self.options.states, self.options.spacing_miles):
            yield self._ask_around(tile)

    def _ask_around(self, tile: Tile) -> Request:
        radius = str(self.options.search_radius)
        return self._ask(
            {
                "lat": f"{tile.latitude:.5f}",
                "lng": f"{tile.longitude:.5f}",
                "max_results": str(self.options.max_results),
                "search_radius": radius,
                "radius": radius,  # version 1 of the plugin reads this one
            }
        )

    def _ask(self, query: Mapping[str, str]) -> Request:
        address = f"/{self.options.ajax.lstrip('/')}?{urlencode({'action': 'store_search', **query})}"
        return self.request(address, self.parse_stores)

    def parse_stores(self, response: Response) -> Iterator[RawListing]:
        """Yield the listings of one answer. An empty body is how the plugin says that there is no store."""
        where = self.where(response)
        stores = self._stores(response.body, where)
        if self.options.tiled and len(stores) >= self.options.max_results:
            self.problem("page/cut_off", where, f"{len(stores)} results, as many as asked for: others may be missing")
        yield from self.each(stores, self.read_store, where)

    def _stores(self, body: bytes, where: str) -> list[Any]:
        if not body.strip():
            return []
        try:
            stores = json.loads(body.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:  # no JSON, no UTF-8, or brackets without end
            self.problem("page/not_json", where, f"the answer is no JSON: {error}")
            return []
        if not isinstance(stores, list):
            self.problem("page/shape", where, f"the answer is no list of stores but {type(stores).__name__}")
            return []
        return stores

    def read_store(self, store: object) -> RawListing:
        """Return the raw listing of one store; raises UnreadableError when it has no id or no name."""
        if not isinstance(store, dict):
            raise UnreadableError("row/shape", f"a store is {type(store).__name__}, not an object")
        fields = Fields(store, volatile=VOLATILE, private=PRIVATE)
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
