"""What platforms share that answer with the rows near a point: points that cover the country, and ever smaller cells.

No listing is lost to a limit of the server: where an answer may have been cut off (see response_limit.py), its circle
is asked for again in cells of the map, and those in four each, until the answers are short enough.
"""

from abc import abstractmethod
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from typing import Any, ClassVar, Self

from pydantic import Field, model_validator
from scrapy import Request
from scrapy.http import Response

from crawler.platforms.base import CommaList, DirectorySpider, Options, UnreadableError
from crawler.platforms.disk import WIDEST, Disk, Known, Unit
from crawler.platforms.map_cell import MapCell, cells_of
from crawler.platforms.reach import reach_of
from crawler.platforms.response_limit import ResponseLimit, looks_like_a_limit
from crawler.platforms.tiles import tiles_of
from index.records import ListingKind, RawListing

_SPACING = "How far a ZIP code is at most from a point, in miles"
_RADIUS = "How wide a circle around a point is asked for, in miles"
NARROWEST = 0.02  # miles; smaller than a building


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
        if self.radius_miles < self.spacing_miles:
            raise ValueError("radius_miles: must be at least spacing_miles, or there are gaps between the circles")
        return self


class SearchWideOptions(SearchNearOptions):
    """The same for sites that answer any radius: few wide circles first, which are cut where there are many rows."""

    spacing_miles: float = Field(default=200.0, gt=0, description=_SPACING)
    radius_miles: float = Field(default=250.0, gt=0, le=WIDEST, description=_RADIUS)


class SearchNearSpider(DirectorySpider):
    """Asks for everything at once where a site may hand it out, or around points.

    A platform gives `ask_all`, `ask_around`, `rows_of` and `read_row`.
    """

    options_model: ClassVar[type[Options]] = SearchNearOptions
    restricting: ClassVar[frozenset[str]] = frozenset(
        {"tiled", "states", "zips", "spacing_miles", "radius_miles", "unit"}
    )
    hands_out_all: ClassVar[bool] = True
    """Whether there is a question that this platform answers with everything it has, where the site allows it."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.limit = ResponseLimit(self.rows_asked())
        self.known = Known()
        self.cells_asked: set[MapCell] = set()
        self.told: set[int] = set()
        """Listings of this run as hashes: circles overlap, and each is handed on once."""

    def rows_asked(self) -> int:
        """Return how many rows are asked for at one point; 0: the site cannot be asked for a number."""
        return 0

    @abstractmethod
    def ask_all(self) -> Request:
        """Return the request for everything, answered by `parse_all`."""

    @abstractmethod
    def ask_around(self, disk: Disk, cell: MapCell | None = None) -> Request:
        """Return the request for what is in a disk, answered by `parse_near` with both as its keywords."""

    @abstractmethod
    def rows_of(self, body: bytes) -> list[object]:
        """Return the rows of an answer; raises UnreadableError where it is none."""

    @abstractmethod
    def read_row(self, row: object) -> RawListing:
        """Return the raw listing of one row; raises UnreadableError where it is none."""

    async def start(self) -> AsyncIterator[Any]:
        """Ask for everything, or around each point."""
        if self.tiled:
            for request in self._around_points():
                yield request
        else:
            yield self.ask_all()

    @property
    def tiled(self) -> bool:
        """Whether to ask around points from the beginning."""
        if self.options.tiled is None:
            return bool(self.options.zips or self.options.states) or not self.hands_out_all
        return bool(self.options.tiled)

    def _around_points(self) -> Iterator[Request]:
        options = self.options
        for tile in tiles_of(options.zips, options.states, options.spacing_miles):
            yield self.ask_around(Disk(tile.latitude, tile.longitude, options.radius_miles, tile.label))

    def parse_all(self, response: Response) -> Iterator[Any]:
        """Yield the listings of an answer with everything; one without rows, or with a round number, is not trusted."""
        rows = self._rows(response)
        if rows is None:
            return
        yield from filter(self._is_new, self.each(rows, self.read_row, self.where(response)))
        if self.options.tiled is None and (not rows or looks_like_a_limit(len(rows))):
            self.count("search_near/all_may_be_cut_off")
            yield from self._around_points()

    def parse_near(self, response: Response, disk: Disk, cell: MapCell | None = None) -> Iterator[Any]:
        """Yield the listings in a disk, and the requests for its parts where the answer may have been cut off.

        `cell` is what the disk was drawn around; a disk around a point has none.
        """
        rows = self._rows(response)
        if rows is None:
            return
        where = self.where(response)
        listings = list(self.each(rows, self.read_row, where))
        yield from filter(self._is_new, listings)
        reach = reach_of(disk, listings) if len(listings) == len(rows) else 0.0
        if not self.limit.may_have_cut(len(rows)) or reach >= disk.radius:
            self.known.add(disk)
            return
        if reach:
            self.known.add(replace(disk, radius=reach))
        parts = list(cell.parts() if cell else cells_of(disk))
        if self._may_show_more(disk, parts[0], in_order=reach > 0):
            self.count("search_near/split")
            yield from self._ask_in_cells(parts, disk.place)
        else:
            self.problem("page/cut_off", where, self._cut_off(disk, len(rows)))

    def _may_show_more(self, disk: Disk, part: MapCell, *, in_order: bool) -> bool:
        """Whether parts are asked for with a smaller number than the whole; nearest first, a smaller circle will do."""
        smaller = part.disk().asked(self.options.unit) < disk.asked(self.options.unit)
        return smaller or (in_order and disk.radius > NARROWEST)

    def _ask_in_cells(self, cells: Iterable[MapCell], place: str) -> Iterator[Request]:
        for cell in cells:
            disk = cell.disk(place)
            if cell not in self.cells_asked and not self.known.holds(disk):
                self.cells_asked.add(cell)
                yield self.ask_around(disk, cell)

    def _cut_off(self, disk: Disk, rows: int) -> str:
        around = f"{disk.latitude:.5f}, {disk.longitude:.5f} near {disk.place}"
        within = f"{disk.asked(self.options.unit)} {self.options.unit}"
        return f"{rows} rows within {within} of {around}, as many as in any answer: others may be missing"

    def _is_new(self, listing: RawListing) -> bool:
        before = len(self.told)
        self.told.add(hash(repr(listing)))
        return len(self.told) > before

    def _rows(self, response: Response) -> list[object] | None:
        try:
            return self.rows_of(response.body)
        except UnreadableError as error:
            self.problem(error.kind, self.where(response), str(error))
            return None
