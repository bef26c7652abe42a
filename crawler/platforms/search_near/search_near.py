"""The base of platforms that return rows near a point: one request for everything, or searches that cover the country.

area_search.py decides what is searched after the first points, in ever smaller parts.
"""

from abc import abstractmethod
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from pydantic import Field, model_validator
from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.formats.unreadable import UnreadableError
from crawler.platforms.base import CommaList, Options
from crawler.platforms.locator_row import LocatorSpider
from crawler.platforms.search_near.area_search import AreaSearch, NearAnswer, Question, looks_like_a_limit, point_of
from crawler.platforms.search_near.search_area import WIDEST, SearchArea, Unit
from crawler.platforms.search_near.tiles import check_no_gap, tiles_of
from index.records import ListingKind, RawListing

_SPACING = "How far a ZIP code is at most from a point, in miles"
_RADIUS = "How wide a circle around a point is asked for, in miles"


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """The address of a request, and its form if it is a POST."""

    address: str
    form: Mapping[str, str] | None = None


class SearchNearOptions(Options):
    """The points to search around, and the radius."""

    entries: ListingKind = Field(default=ListingKind.PERSON, description="What an entry is: `person` or `clinic`")
    tiled: bool | None = Field(
        default=None,
        description="Ask around points that cover the country; left out: only where the list of all may be cut off",
    )
    states: CommaList = Field(default=(), description="Ask around ZIP codes of these states only")
    zips: CommaList = Field(default=(), description="Ask around these ZIP codes only")
    spacing_miles: float = Field(default=40.0, gt=0, description=_SPACING)
    radius_miles: float = Field(default=50.0, gt=0, le=WIDEST, description=_RADIUS)
    unit: Unit = Field(
        default="km", description="Unit of the site's own radius: `mi`, or `km`, which asks wide enough for both"
    )

    @model_validator(mode="after")
    def _leave_no_gap(self) -> Self:
        check_no_gap(self.spacing_miles, self.radius_miles)
        return self


class SearchWideOptions(SearchNearOptions):
    """Options for sites that accept any radius: few wide circles first, divided where there are many rows."""

    spacing_miles: float = Field(default=200.0, gt=0, description=_SPACING)
    radius_miles: float = Field(default=250.0, gt=0, le=WIDEST, description=_RADIUS)


class SearchNearSpider(LocatorSpider):
    """Requests everything at once if a site may return it, or searches around points.

    A platform gives its `keys`, `ask_all`, `ask_around` and `rows_of`.
    """

    options_model: ClassVar[type[Options]] = SearchNearOptions
    restricting: ClassVar[frozenset[str]] = frozenset(
        {"tiled", "states", "zips", "spacing_miles", "radius_miles", "unit"}
    )
    hands_out_all: ClassVar[bool] = True
    """True if the platform has a request for everything, which a site may allow."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.search = AreaSearch(self.options.unit, self.rows_asked())
        self.seen: set[int] = set()
        """Listings of this run as hashes: circles overlap, and each listing is yielded once."""

    def rows_asked(self) -> int:
        """Return how many rows are requested around one point; 0 if the site takes no such number."""
        return 0

    @abstractmethod
    def ask_all(self) -> SearchQuery:
        """Return the request for everything."""

    @abstractmethod
    def ask_around(self, area: SearchArea) -> SearchQuery:
        """Return the request for what is in an area."""

    @abstractmethod
    def rows_of(self, body: bytes) -> list[object]:
        """Return the rows of an answer; raises UnreadableError if it has none of the platform's shape."""

    async def start(self) -> AsyncIterator[Any]:
        """Request everything, or search around each point."""
        if self.tiled:
            for request in self._around_points():
                yield request
        else:
            ask = self.ask_all()
            yield self.request(ask.address, self.parse_all, form=ask.form)

    @property
    def tiled(self) -> bool:
        """True if points are searched around from the beginning."""
        if self.options.tiled is None:
            return bool(self.options.zips or self.options.states) or not self.hands_out_all
        return bool(self.options.tiled)

    def _around_points(self) -> list[Request]:
        options = self.options
        tiles = tiles_of(options.zips, options.states, options.spacing_miles)
        areas = (SearchArea(tile.latitude, tile.longitude, options.radius_miles, tile.label) for tile in tiles)
        return list(map(self._request, self.search.ask(map(Question, areas))))

    def _request(self, question: Question) -> Request:
        ask = self.ask_around(question.disk)
        request = self.request(ask.address, self.parse_near, form=ask.form, question=question)
        return request.replace(errback=self.near_failed, dont_filter=True)  # each is awaited, so none may be dropped

    def parse_all(self, response: Response) -> Iterator[Any]:
        """Yield the listings of an answer with everything; with no rows or a round number it may be cut off."""
        rows = self._rows(response)
        if rows is None:
            return
        yield from filter(self._is_new, self.each(rows, self.read_row, self.where(response)))
        if self.options.tiled is None and (not rows or looks_like_a_limit(len(rows))):
            self.count("search_near/all_may_be_cut_off")
            yield from self._around_points()

    def parse_near(self, response: Response, question: Question) -> Iterator[Any]:
        """Yield the listings in an area; the last answer of a round is followed by the requests of the next."""
        rows = self._rows(response)
        listings = list(self.each(rows or (), self.read_row, self.where(response)))
        yield from filter(self._is_new, listings)
        points = tuple(filter(None, map(point_of, listings)))
        answer = NearAnswer(question=question, rows=len(rows), points=points) if rows is not None else None
        yield from self._answered(answer)

    def near_failed(self, failure: Failure) -> Iterator[Request]:
        """Count a request without a usable answer; the round goes on without it."""
        self.page_lost(failure)
        yield from self._answered(None)

    def _answered(self, answer: NearAnswer | None) -> Iterator[Request]:
        questions = self.search.answered(answer)
        yield from map(self._request, questions)
        if self.search.ended:
            self.count("search_near/split", self.search.splits)
            self._report_gaps()

    def _report_gaps(self) -> None:
        unit = self.options.unit
        for answer in self.search.cut_off():
            disk = answer.question.disk
            around = f"{disk.asked(unit)} {unit} of {disk.latitude:.5f}, {disk.longitude:.5f} near {disk.place}"
            detail = f"{answer.rows} rows within {around}, as many as in any answer: others may be missing"
            self.cut_off(self.definition.url, detail)
        if missing := self.search.radius_check.missing():
            disk, point = missing[0]
            detail = (
                f"{len(missing)} listings are missing from answers that should have them, first {point.id} from "
                f"{disk.asked(unit)} {unit} around {disk.place}: the site answers less wide than it is asked for; "
                f"write what its page offers as radius_miles, and less as spacing_miles"
            )
            self.cut_off(self.definition.url, detail, "page/narrow")

    def _is_new(self, listing: RawListing) -> bool:
        before = len(self.seen)
        self.seen.add(hash(repr(listing)))
        return len(self.seen) > before

    def _rows(self, response: Response) -> list[object] | None:
        try:
            return self.rows_of(response.body)
        except UnreadableError as error:
            self.cut_off(self.where(response), str(error), error.kind)
            return None
