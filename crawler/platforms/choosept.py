"""APTA's "Find a PT" list: HTML pages of a search, requested around points that cover the ZIP codes.

Only what one public reader of the list relies on is used: five parameters of the query and six selectors. The rest of
a card is stored as text. A listing says nothing about dry needling unless its card mentions it.
"""

from collections.abc import AsyncIterator
from typing import Any, ClassVar, Self
from urllib.parse import urlencode

from parsel import Selector
from pydantic import Field, model_validator
from scrapy import Request
from scrapy.http import Response

from crawler.platforms.base import CommaList, Options
from crawler.platforms.html_list.html_list import HtmlListOptions, HtmlListSpider, links_at
from crawler.platforms.search_near.tiles import Tile, check_no_gap, tiles_of


class ChooseptOptions(HtmlListOptions):
    """The selectors of the list, and where to search."""

    card: str = Field(default=".find-a-pt__results-item", description="One entry of the list")
    name: str = Field(default=".find-a-pt__profile-title a", description="Name in a card")
    link: str = Field(default=".find-a-pt__profile-title a", description="Link to the entry's own page in a card")
    next_page: str = Field(default=".pagination a", description="Links to pages of the list")
    start: str = Field(default="/find-a-pt", description="Path of the list")
    zips: CommaList = Field(default=(), description="Ask around these ZIP codes only")
    states: CommaList = Field(default=(), description="Ask around ZIP codes of these states only")
    spacing_miles: float = Field(default=20.0, gt=0, description="How far a ZIP code is at most from a point, in miles")
    radius_miles: int = Field(default=25, ge=1, description="Radius asked for, in miles")

    @model_validator(mode="after")
    def _leave_no_gap(self) -> Self:
        check_no_gap(self.spacing_miles, self.radius_miles)
        return self


class ChooseptSpider(HtmlListSpider):
    """Searches around each point, page by page."""

    options_model: ClassVar[type[Options]] = ChooseptOptions
    restricting: ClassVar[frozenset[str]] = HtmlListSpider.restricting | {
        "zips",
        "states",
        "spacing_miles",
        "radius_miles",
    }

    async def start(self) -> AsyncIterator[Any]:
        """Request the first page around each point."""
        for tile in tiles_of(self.options.zips, self.options.states, self.options.spacing_miles):
            yield self._ask(tile, 1)

    def _ask(self, tile: Tile, page: int) -> Request:
        query = {
            "lat": f"{tile.latitude:.4f}",
            "lon": f"{tile.longitude:.4f}",
            "loc": tile.label,
            "dist": self.options.radius_miles,
            "p": page,
        }
        return self.request(f"{self.options.start}?{urlencode(query)}", self.parse_list, page=page)

    def next_page(self, response: Response, shown: Selector, page: int) -> str:  # noqa: ARG002  (links say all)
        """Return the pager's link to the page after this one; "" on the last page."""
        wanted = f"p={page + 1}"
        links = links_at(shown, self.options.next_page)
        return next((link for link in links if wanted in link.partition("?")[2].split("&")), "")
