"""The search of an area in rounds: each round's questions follow from all answers so far, whatever their order.

So a run that is resumed, or replayed from its archive, asks the same questions. No listing is lost to a server's limit
on results: an area whose answer may be cut off is asked for again in cells of the map, and each cell in four, until the
answers are short enough.

Three things are inferred from the answers: how far an answer in order of distance reaches, whether a site uses a
smaller radius than requested, and how many rows it returns at most.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from crawler.platforms.search_near.search_area import Known, MapCell, SearchArea, Unit, cells_of
from index.normalize.addresses.coordinate import read_point
from index.places.distance import miles_to
from index.records import RawListing

ROUNDING = 0.02  # miles; sites use another earth radius and round coordinates
FEWEST = 12  # steps to a farther listing before an order is assumed; by chance that is one in millions
MOST_BACK = 0.05  # share of steps to a nearer one; some listings are not where their coordinates are


@dataclass(frozen=True, slots=True)
class Point:
    """The place of a listing in degrees, with the source's id."""

    id: str
    latitude: float
    longitude: float


def point_of(listing: RawListing) -> Point | None:
    """Return the point of a listing's own coordinates; None if they cannot be read."""
    where = listing.locations[0] if listing.locations else None
    point = read_point(where.latitude, where.longitude) if where else None
    return Point(listing.source_id, *point) if point else None


class DistanceOrder:
    """Decides if a site lists the nearest first, by all its answers so far: shuffled rows go back as often as on."""

    def __init__(self) -> None:
        self._on = self._back = 0

    def met(self, disk: SearchArea, points: Sequence[Point]) -> None:
        """Count how often an answer goes on to a farther listing, and how often back to a nearer one."""
        away = _away(disk, points)
        self._on += sum(far > near + ROUNDING for near, far in pairwise(away))
        self._back += sum(far < near - ROUNDING for near, far in pairwise(away))

    def reach(self, disk: SearchArea, points: Sequence[Point]) -> float:
        """Return the miles from a disk's middle within which an answer is complete; 0 if that is not known.

        Rows without coordinates are left out: wherever a site puts them, the others are in order.
        """
        away = _away(disk, points)
        by_distance = self._on >= FEWEST and self._back <= self._on * MOST_BACK
        if not (away and by_distance and all(near <= far + ROUNDING for near, far in pairwise(away))):
            return 0.0
        return max(0.0, away[-1] - ROUNDING)


def _away(disk: SearchArea, points: Sequence[Point]) -> list[float]:
    return [disk.away(point.latitude, point.longitude) for point in points]


SURELY_INSIDE = 0.95  # share of a radius; near its edge sites may compute another distance
FEWEST_GAPS = 3  # one or two may be listings that moved while the site was read


class RadiusCheck:
    """Finds answers that lack listings within their radius: a site may use a smaller radius than requested."""

    def __init__(self) -> None:
        self._answers: list[tuple[SearchArea, frozenset[str]]] = []
        self._points: dict[str, Point] = {}

    def met(self, disk: SearchArea, points: Sequence[Point]) -> None:
        """Add an answer that was not cut off."""
        self._answers.append((disk, frozenset(point.id for point in points)))
        self._points.update((point.id, point) for point in points)

    def missing(self) -> list[tuple[SearchArea, Point]]:
        """Return pairs of a disk and a listing in it that its answer lacks; none if fewer than FEWEST_GAPS."""
        found = [gap for disk, ids in self._answers for gap in self._gaps(disk, ids)] if self._points else []
        return found if len(found) >= FEWEST_GAPS else []

    def _gaps(self, disk: SearchArea, ids: frozenset[str]) -> Iterable[tuple[SearchArea, Point]]:
        points = list(self._points.values())
        away = miles_to(
            [point.latitude for point in points],
            [point.longitude for point in points],
            disk.latitude,
            disk.longitude,
        )
        inside = (point for point, miles in zip(points, away, strict=True) if miles <= disk.radius * SURELY_INSIDE)
        return [(disk, point) for point in inside if point.id not in ids]


LEAST = 3
"""No site is known to have a smaller limit; shorter answers are complete."""


class ResponseLimit:
    """A server's limit on rows, documented or not. It is constant, so no smaller than the longest answer.

    A shorter answer is complete. One as long as the longest may be cut off, whatever number of rows was requested.
    """

    def __init__(self, asked: int = 0) -> None:
        """`asked` is the number of rows requested; 0: none."""
        self._least = min(asked or LEAST, LEAST)
        self.longest = 0

    def met(self, rows: int) -> None:
        """Count an answer's rows."""
        self.longest = max(self.longest, rows)

    def may_have_cut(self, rows: int) -> bool:
        """Return whether an answer with so many rows may be cut off, by the answers so far."""
        return rows >= max(self.longest, self._least)


def looks_like_a_limit(rows: int) -> bool:
    """Return whether a number of rows is a multiple of 10 or 25, as limits are.

    For a single request for everything there is no other answer to compare with.
    """
    return rows > 0 and (rows % 10 == 0 or rows % 25 == 0)


NARROWEST = 0.02  # miles; smaller than a building


@dataclass(frozen=True, slots=True)
class Question:
    """A disk to search. `cell` is the cell that it encloses; a disk around a point has none."""

    disk: SearchArea
    cell: MapCell | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NearAnswer:
    """The number of rows in an answer, and the points of those with readable coordinates, in order."""

    question: Question
    rows: int
    points: Sequence[Point]


class AreaSearch:
    """Collects the answers of a round, and returns the questions of the next after the last of them."""

    def __init__(self, unit: Unit, rows_asked: int = 0) -> None:
        self.limit = ResponseLimit(rows_asked)
        self.radius_check = RadiusCheck()
        self.splits = 0
        self._order = DistanceOrder()
        self._unit = unit
        self._known = Known()
        self._cells: set[MapCell] = set()
        self._waiting = 0
        self._answers: list[NearAnswer] = []
        self._stuck: list[NearAnswer] = []

    def ask(self, questions: Iterable[Question]) -> list[Question]:
        """Begin a round: return its questions, each of which `answered` is called for."""
        asked = list(questions)
        self._waiting += len(asked)
        return asked

    def answered(self, answer: NearAnswer | None) -> list[Question]:
        """Take an answer, None if the request failed, and return the questions of the next round.

        There are none before the last answer of a round, and none after the last round.
        """
        self._waiting -= 1
        if answer is not None:
            self._answers.append(answer)
            self.limit.met(answer.rows)
            self._order.met(answer.question.disk, answer.points)
        return [] if self._waiting else self.ask(self._next_round())

    @property
    def ended(self) -> bool:
        """True if every question is answered."""
        return not self._waiting

    def cut_off(self) -> list[NearAnswer]:
        """Return the answers that may be cut off and cannot be divided further; call it after the last round."""
        return [answer for answer in self._stuck if self.limit.may_have_cut(answer.rows)]

    def _next_round(self) -> list[Question]:
        answers, self._answers = sorted(self._answers, key=_place), []
        cut = [answer for answer in answers if not self._whole(answer)]
        questions: list[Question] = []
        for answer in cut:
            parts = self._parts(answer)
            self.splits += bool(parts)
            questions += parts
            if not parts:
                self._stuck.append(answer)
        return [one for one in dict.fromkeys(questions) if self._is_new(one)]

    def _whole(self, answer: NearAnswer) -> bool:
        """Return whether an answer is complete, and note the area that it covers."""
        disk, reach = answer.question.disk, self._reach(answer)
        if not self.limit.may_have_cut(answer.rows) or reach >= disk.radius:
            self._known.add(disk)
            self.radius_check.met(disk, answer.points)
            return True
        if reach:
            self._known.add(replace(disk, radius=reach))
        return False

    def _reach(self, answer: NearAnswer) -> float:
        return self._order.reach(answer.question.disk, answer.points)

    def _parts(self, answer: NearAnswer) -> list[Question]:
        """Return smaller questions for an answer; none if the site would answer them alike.

        A radius is a whole number, so a smaller disk may have the same radius for the site; a site that lists the
        nearest first returns other rows even so.
        """
        disk, cell = answer.question.disk, answer.question.cell
        parts = [Question(part.disk(disk.place), part) for part in (cell.parts() if cell else cells_of(disk))]
        smaller = parts[0].disk.asked(self._unit) < disk.asked(self._unit)
        return parts if smaller or (self._reach(answer) > 0 and disk.radius > NARROWEST) else []

    def _is_new(self, question: Question) -> bool:
        if question.cell is None or question.cell in self._cells or self._known.holds(question.disk):
            return False
        self._cells.add(question.cell)
        return True


def _place(answer: NearAnswer) -> tuple[float, float, float]:
    disk = answer.question.disk
    return disk.latitude, disk.longitude, disk.radius
