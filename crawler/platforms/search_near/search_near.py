"""What platforms share that answer with the rows near a point: everything at once, or points that cover the country.

What is asked around them, and in which ever smaller parts, is decided in survey.py.
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
from crawler.platforms.search_near.search_area import WIDEST, SearchArea, Unit
from crawler.platforms.search_near.survey import AreaSearch, NearAnswer, Question, looks_like_a_limit, point_of
from crawler.platforms.search_near.tiles import check_no_gap, tiles_of
from index.records import ListingKind, RawListing

_SPACING = "How far a ZIP code is at most from a point, in miles"
_RADIUS = "How wide a circle around a point is asked for, in miles"


@dataclass(frozen=True, slots=True)
class Ask:
    """An address to ask at, and a form to post to it where it is no GET."""

    address: str
    form: Mapping[str, str] | None = None


class SearchNearOptions(Options):
    """Where a site is asked, and how wide."""

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
    """The same for sites that answer any radius: few wide circles first, which are cut where there are many rows."""

    spacing_miles: float = Field(default=200.0, gt=0, description=_SPACING)
    radius_miles: float = Field(default=250.0, gt=0, le=WIDEST, description=_RADIUS)


class SearchNearSpider(LocatorSpider):
    """Asks for everything at once where a site may hand it out, or around points.

    A platform gives its `keys`, `ask_all`, `ask_around` and `rows_of`.
    """

    options_model: ClassVar[type[Options]] = SearchNearOptions
    restricting: ClassVar[frozenset[str]] = frozenset(
        {"tiled", "states", "zips", "spacing_miles", "radius_miles", "unit"}
    )
    hands_out_all: ClassVar[bool] = True
    """Whether there is a question that this platform answers with everything it has, where the site allows it."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.survey = AreaSearch(self.options.unit, self.rows_asked())
        self.told: set[int] = set()
        """Listings of this run as hashes: circles overlap, and each is handed on once."""

    def rows_asked(self) -> int:
        """Return how many rows are asked for at one point; 0: the site cannot be asked for a number."""
        return 0

    @abstractmethod
    def ask_all(self) -> Ask:
        """Return how everything is asked for."""

    @abstractmethod
    def ask_around(self, disk: SearchArea) -> Ask:
        """Return how what is in a disk is asked for."""

    @abstractmethod
    def rows_of(self, body: bytes) -> list[object]:
        """Return the rows of an answer; raises UnreadableError where it is none."""

    async def start(self) -> AsyncIterator[Any]:
        """Ask for everything, or around each point."""
        if self.tiled:
            for request in self._around_points():
                yield request
        else:
            ask = self.ask_all()
            yield self.request(ask.address, self.parse_all, form=ask.form)

    @property
    def tiled(self) -> bool:
        """Whether to ask around points from the beginning."""
        if self.options.tiled is None:
            return bool(self.options.zips or self.options.states) or not self.hands_out_all
        return bool(self.options.tiled)

    def _around_points(self) -> list[Request]:
        options = self.options
        tiles = tiles_of(options.zips, options.states, options.spacing_miles)
        disks = (SearchArea(tile.latitude, tile.longitude, options.radius_miles, tile.label) for tile in tiles)
        return list(map(self._request, self.survey.ask(map(Question, disks))))

    def _request(self, question: Question) -> Request:
        ask = self.ask_around(question.disk)
        request = self.request(ask.address, self.parse_near, form=ask.form, question=question)
        return request.replace(errback=self.near_failed, dont_filter=True)  # each is awaited, so none may be dropped

    def parse_all(self, response: Response) -> Iterator[Any]:
        """Yield the listings of an answer with everything; one without rows, or with a round number, is not trusted."""
        rows = self._rows(response)
        if rows is None:
            return
        yield from filter(self._is_new, self.each(rows, self.read_row, self.where(response)))
        if self.options.tiled is None and (not rows or looks_like_a_limit(len(rows))):
            self.count("search_near/all_may_be_cut_off")
            yield from self._around_points()

    def parse_near(self, response: Response, question: Question) -> Iterator[Any]:
        """Yield the listings in a disk; the last answer of a round is followed by the requests of the next."""
        rows = self._rows(response)
        listings = list(self.each(rows or (), self.read_row, self.where(response)))
        yield from filter(self._is_new, listings)
        points = tuple(filter(None, map(point_of, listings)))
        answer = NearAnswer(question=question, rows=len(rows), points=points) if rows is not None else None
        yield from self._answered(answer)

    def near_failed(self, failure: Failure) -> Iterator[Request]:
        """Count a request without a usable answer; its round goes on without it."""
        self.page_lost(failure)
        yield from self._answered(None)

    def _answered(self, answer: NearAnswer | None) -> Iterator[Request]:
        questions = self.survey.answered(answer)
        yield from map(self._request, questions)
        if self.survey.ended:
            self.count("search_near/split", self.survey.splits)
            self._tell_what_may_be_missing()

    def _tell_what_may_be_missing(self) -> None:
        unit = self.options.unit
        for answer in self.survey.cut_off():
            disk = answer.question.disk
            around = f"{disk.asked(unit)} {unit} of {disk.latitude:.5f}, {disk.longitude:.5f} near {disk.place}"
            detail = f"{answer.rows} rows within {around}, as many as in any answer: others may be missing"
            self.cut_off(self.definition.url, detail)
        if missing := self.survey.narrow.missing():
            disk, point = missing[0]
            detail = (
                f"{len(missing)} listings are missing from answers that should have them, first {point.id} from "
                f"{disk.asked(unit)} {unit} around {disk.place}: the site answers less wide than it is asked for; "
                f"write what its page offers as radius_miles, and less as spacing_miles"
            )
            self.cut_off(self.definition.url, detail, "page/narrow")

    def _is_new(self, listing: RawListing) -> bool:
        before = len(self.told)
        self.told.add(hash(repr(listing)))
        return len(self.told) > before

    def _rows(self, response: Response) -> list[object] | None:
        try:
            return self.rows_of(response.body)
        except UnreadableError as error:
            self.cut_off(self.where(response), str(error), error.kind)
            return None
