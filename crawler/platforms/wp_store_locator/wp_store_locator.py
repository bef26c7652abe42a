"""WP Store Locator, a WordPress plugin: `admin-ajax.php?action=store_search` returns a JSON list of stores.

With `autoload=1` a site returns all stores at once, up to a configured number; else it is searched around points, or
each store's own page is read from its sitemap. Fields of version 1 (`street`) and of versions 2 and 3 (`address`,
`address2`) are read. Since version 2.2.9 a radius or number of results above the largest that the page offers is
replaced by the site's default, not cut to the largest.
"""

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import replace
from typing import Any, ClassVar, Literal
from urllib.parse import urlencode

from pydantic import Field
from scrapy import Request
from scrapy.http import Response, TextResponse

from crawler.formats.fields import Fields
from crawler.formats.html_page import page_of
from crawler.formats.json_ld import json_of, list_in
from crawler.formats.needling_words import speaks_of_needling
from crawler.formats.sitemap import SitemapError, read_sitemap
from crawler.formats.unreadable import UnreadableError
from crawler.platforms.base import CommaList, Options, Recognized
from crawler.platforms.locator_row import USUAL, LocatorKeys, read_locator_row
from crawler.platforms.search_near.search_area import SearchArea
from crawler.platforms.search_near.search_near import SearchNearOptions, SearchNearSpider, SearchQuery
from crawler.platforms.wp_store_locator.wpsl_page import StorePage, read_store_page, recognize_wpsl
from index.records import RawListing

AJAX = "wp-admin/admin-ajax.php"
SITEMAPS = ("/wpsl_stores-sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml")
"""Paths of the sitemap of the stores, or of an index that names it, in Yoast's plugin and in WordPress itself."""
OF_STORES = "wpsl_stores"
KEYS = LocatorKeys(
    noun="a store",
    name="store",
    location={
        **USUAL,
        "street": ("address", "street"),
        "street2": "address2",
        "latitude": "lat",
        "longitude": "lng",
    },
    website="url",
    own_page="permalink",
    texts=("description", "terms"),
    volatile={"distance", "thumb", "hours"},
    readers={"lat": Fields.html, "lng": Fields.html},
)


class WpStoreLocatorOptions(SearchNearOptions):
    """Options for the search of a site's store locator."""

    ajax: str = Field(default=AJAX, description="Path of admin-ajax.php below the host")
    max_results: int = Field(default=100, ge=1, description="Results asked for at one point")
    pages: Literal["ajax", "sitemap"] = Field(
        default="ajax", description="Where stores are read: `ajax`, or `sitemap`: from each store's own page"
    )
    sitemaps: CommaList = Field(
        default=SITEMAPS, description="Sitemaps to look for the stores in, one after the other until one is answered"
    )


class WpStoreLocatorSpider(SearchNearSpider):
    """Reads the stores of one site."""

    options_model: ClassVar[type[Options]] = WpStoreLocatorOptions
    keys: ClassVar[LocatorKeys] = KEYS
    restricting: ClassVar[frozenset[str]] = SearchNearSpider.restricting | {"ajax", "max_results", "pages", "sitemaps"}

    @classmethod
    def recognize(cls, page: Response) -> Recognized | None:
        """Recognize the plugin by its container, its script's settings or its folder."""
        return recognize_wpsl(page)

    async def start(self) -> AsyncIterator[Any]:
        """Request all stores, those around points, or the sitemap of their pages."""
        if self.options.pages == "sitemap":
            yield self._ask_sitemap(list(self.options.sitemaps))
        else:
            async for request in super().start():
                yield request

    def rows_asked(self) -> int:
        """Return how many rows are requested around one point."""
        return int(self.options.max_results)

    def ask_all(self) -> SearchQuery:
        """Request all stores, as the page does when it opens."""
        return SearchQuery(self._address({"autoload": "1"}))

    def ask_around(self, area: SearchArea) -> SearchQuery:
        """Request the stores around a point, as the page does for a search."""
        radius = str(area.asked(self.options.unit))
        query = {
            "lat": f"{area.latitude:.6f}",
            "lng": f"{area.longitude:.6f}",
            "max_results": str(self.options.max_results),
            "search_radius": radius,
            "radius": radius,  # version 1 of the plugin reads this one
        }
        return SearchQuery(self._address(query))

    def _address(self, query: Mapping[str, str]) -> str:
        return f"/{self.options.ajax.lstrip('/')}?{urlencode({'action': 'store_search', **query})}"

    def rows_of(self, body: bytes) -> list[object]:
        """Return the stores of an answer; the plugin's empty body means none. Raises UnreadableError."""
        return list_in(json_of(body), "stores") if body.strip() else []

    def _ask_sitemap(self, addresses: list[str], base: str = "") -> Request:
        """Return the request for the first of some sitemaps; if it fails, the next one is requested."""
        first, *others = addresses
        request = self.further_page(first, self.parse_sitemap, base=base)
        if others:
            request.errback = lambda _: iter([self._ask_sitemap(others, base)])
        return request

    def parse_sitemap(self, response: Response) -> Iterator[Request]:
        """Yield requests for the pages of stores, or for the sitemaps of stores in an index."""
        try:
            sitemap = read_sitemap(response.body)
        except SitemapError as error:
            self.cut_off(self.where(response), str(error), "sitemap/unreadable")
            return
        named = [address for address in sitemap.sitemaps if OF_STORES in address]
        if sitemap.sitemaps and not named:
            self.problem("sitemap/no_stores", self.where(response), "it names no sitemap of stores; look for another")
        for address in named:
            yield self._ask_sitemap([address], base=response.url)
        for address in sitemap.pages:
            if self.addresses.inside(self.addresses.fetch(address, response.url)):
                yield self.request(address, self.parse_page, base=response.url)

    def parse_page(self, response: Response) -> Iterator[RawListing]:
        """Yield the stores of a store's own page; a page that lists stores gives none."""
        where = self.where(response)
        if not isinstance(response, TextResponse):
            self.problem("page/not_html", where, "the answer is no text")
            return
        try:
            page = read_store_page(response.text, page_of(response))
        except UnreadableError as error:
            self.problem(error.kind, where, str(error))
            return
        if page is not None:
            yield from self.each(page.rows, lambda row: self.read_row(row, page, where), where)

    def read_row(self, row: object, page: StorePage | None = None, url: str = "") -> RawListing:
        """Return the raw listing of one store, with the words of its own page where it is the only store there.

        `url` is the address of that page. Raises UnreadableError.
        """
        store = read_locator_row(row, self.keys)
        store = replace(store, own_page=store.own_page or url)
        lines = page.lines if page and len(page.rows) == 1 else ()
        if page and lines and not store.location.street:
            store = replace(store, location=replace(store.location, address_text=page.address))
        return self.listing_of(store, quotes={"page": " ".join(filter(speaks_of_needling, lines))}, lines=lines)
