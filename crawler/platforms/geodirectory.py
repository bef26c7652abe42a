"""GeoDirectory, a WordPress plugin: `wp-json/geodir/v2/{post type}` returns all entries, page by page.

The header X-WP-TotalPages has the number of pages; WordPress allows at most 100 rows a page.
"""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from pydantic import Field
from scrapy import Request
from scrapy.http import Response, TextResponse
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.formats.fields import Fields
from crawler.formats.html_page import page_of
from crawler.formats.json_ld import json_of, list_in
from crawler.formats.unreadable import UnreadableError
from crawler.platforms.base import Options, Recognized
from crawler.platforms.locator_row import USUAL, LocatorKeys, LocatorSpider
from index.records import ListingKind

MARKERS = ("geodir/v2", "geodir\\/v2", "plugins/geodirectory/", "geodir_params", "geodir-")
"""Strings that the plugin writes into its pages."""
_VOLATILE = frozenset(
    {
        "slug", "status", "type", "guid", "date", "date_gmt", "modified", "modified_gmt", "author", "template",
        "default_category", "featured_image", "images", "featured", "comment_status", "ping_status", "business_hours",
        "timezone", "mapview", "mapzoom", "rating", "_links",
    }
)  # fmt: skip
"""Keys that say nothing that is shown; when an entry was changed is no part of a listing."""
MOST_PAGES = 10_000
BEHIND_THE_LAST = b"rest_post_invalid_page_number"
_ROUTE = re.compile(r"geodir\\?/v2\\?/([a-z][\w-]*)")
_NO_POST_TYPE = frozenset({"markers", "reviews", "locations", "taxonomies", "types", "settings", "fields"})
"""Routes of the plugin that are no post types."""
_API = 'link[rel="https://api.w.org/"]::attr(href)'


class GeodirectoryOptions(Options):
    """The entries of a site that are read."""

    api: str = Field(default="wp-json", description="Path of the site's REST API below the host")
    post_type: str = Field(
        default="places", pattern=r"^[\w-]+$", description="Route of the entries, as in `geodir/v2/places`"
    )
    only: str = Field(default="", description="Condition on the entries, as `gd_placecategory=8`")
    per_page: int = Field(default=50, ge=1, le=100, description="Entries asked for at once")
    entries: ListingKind = Field(default=ListingKind.PERSON, description="What an entry is: `person` or `clinic`")


def _rendered(fields: Fields, name: str) -> str:
    """Return a field that WordPress gives as `{"raw": …, "rendered": …}`, or as a text."""
    value = fields.take(name)
    parts = value if isinstance(value, dict) else {"rendered": value}
    return Fields(parts).html("rendered", "raw")


def _names(fields: Fields, name: str) -> str:
    """Return the names of categories or tags, which are objects with a name or texts; bare numbers are left out."""
    value = fields.take(name)
    terms = value if isinstance(value, list) else [value]
    named = (term.get("name") if isinstance(term, dict) else term for term in terms)
    return Fields({name: [term for term in named if isinstance(term, str)]}).html(name)


KEYS = LocatorKeys(
    noun="an entry",
    name="title",
    location={
        **USUAL,
        "street": "street",
        "street2": "street2",
        "state": "region",
        "latitude": "latitude",
        "longitude": "longitude",
    },
    website="website",
    own_page="link",
    texts=("content", "post_category", "post_tags"),
    volatile=_VOLATILE,
    readers={"title": _rendered, "content": _rendered, "post_category": _names, "post_tags": _names},
)


class GeodirectorySpider(LocatorSpider):
    """Reads all pages of one post type."""

    options_model: ClassVar[type[Options]] = GeodirectoryOptions
    keys: ClassVar[LocatorKeys] = KEYS
    restricting: ClassVar[frozenset[str]] = frozenset({"api", "post_type", "only"})

    @classmethod
    def recognize(cls, page: Response) -> Recognized | None:
        """Recognize the plugin by its route, its folder, or its script's settings."""
        seen = tuple(marker for marker in MARKERS if marker.encode() in page.body)
        if not seen or not isinstance(page, TextResponse):
            return None
        strength = 90 if seen[0] != MARKERS[-1] else 50  # other plugins may begin their names so
        return Recognized(platform="geodirectory", because=seen, options=dict(_options(page)), strength=strength)

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.pages = 0
        """The number of pages by the header of an answer; 0: not known."""
        self.met: set[str] = set()

    async def start(self) -> AsyncIterator[Any]:
        """Request the first page, whose header may have the number of pages."""
        yield self._ask(1)

    def _ask(self, page: int) -> Request:
        query = {**dict(parse_qsl(self.options.only)), "per_page": self.options.per_page, "page": page}
        address = f"/{self.options.api.strip('/')}/geodir/v2/{self.options.post_type}?{urlencode(query)}"
        request = self.further_page(address, self.parse_places, page=page)
        request.errback = lambda failure: self.places_failed(failure, page)
        return request

    def parse_places(self, response: Response, page: int) -> Iterator[Any]:
        """Yield the entries of a page, and the request for the next one."""
        where = self.where(response)
        total = (response.headers.get("X-WP-TotalPages") or b"").decode("latin-1")
        self.pages = int(total) if total.isdecimal() else self.pages
        try:
            rows = list_in(json_of(response.body), "entries")
        except UnreadableError as error:
            self.cut_off(where, str(error), error.kind)
            yield from self._after(page)
            return
        listings = list(self.each(rows, self.read_row, where))
        ids = {listing.source_id for listing in listings}
        if page > 1 and ids and ids <= self.met:
            self.cut_off(where, f"page {page} has nobody new, so no further one is asked for", "page/repeated")
            return
        self.met |= ids
        yield from listings
        if self.pages:
            yield from self._after(page)
        elif len(rows) >= self.options.per_page:
            yield from self._next(page)

    def places_failed(self, failure: Failure, page: int) -> Iterator[Request]:
        """Count a page without a usable answer; WordPress answers 400 for a page after the last one."""
        error = failure.value
        if isinstance(error, HttpError) and page > 1 and not self.pages and BEHIND_THE_LAST in error.response.body:
            return
        self.page_lost(failure)
        yield from self._after(page)

    def _after(self, page: int) -> Iterator[Request]:
        """Request the next page if the header named one."""
        if page < self.pages:
            yield from self._next(page)

    def _next(self, page: int) -> Iterator[Request]:
        if page < MOST_PAGES:
            yield self._ask(page + 1)
        else:
            self.cut_off(self.definition.url, f"page {page} is the last that is asked for")


def _options(page: TextResponse) -> Iterator[tuple[str, object]]:
    """Yield the path of the site's API, and the first post type in the addresses of the page."""
    if path := urlsplit(page_of(page).css(_API).get("")).path.strip("/"):
        yield "api", path
    routes = [route for route in _ROUTE.findall(page.text) if route not in _NO_POST_TYPE]
    if routes:
        yield "post_type", routes[0]
