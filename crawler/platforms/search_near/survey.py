"""The asking of a country in rounds: what to ask next follows from all answers so far, in whatever order they came.

So a run that is taken up again, or read again from its archive, asks for the same. No listing is lost to a limit of
the server: where an answer may have been cut off, its circle is asked for again in cells of the map, and those in four
each, until the answers are short enough.

How far an answer in order of distance reaches, whether a site answers in a narrower circle than it is asked for, and
how many rows it answers with at most are judged here from its answers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from crawler.platforms.search_near.search_area import Known, MapCell, SearchArea, Unit, cells_of
from index.normalize.addresses.coordinate import read_point
from index.places.distance import miles_to
from index.records import RawListing

ROUNDING = 0.02  # miles; sites reckon with another earth radius and round coordinates
FEWEST = 12  # steps to what is farther, before an order is believed in; so many by chance are one in millions
MOST_BACK = 0.05  # of these; some listings are not where their coordinates say


@dataclass(frozen=True, slots=True)
class Point:
    """Where a listing is, in degrees, by the source's id."""

    id: str
    latitude: float
    longitude: float


def point_of(listing: RawListing) -> Point | None:
    """Return where a listing is by its own coordinates; None where they cannot be read."""
    where = listing.locations[0] if listing.locations else None
    point = read_point(where.latitude, where.longitude) if where else None
    return Point(listing.source_id, *point) if point else None


class Order:
    """Whether a site answers nearest first, by all its answers so far: shuffled ones go back as often as on."""

    def __init__(self) -> None:
        self._on = self._back = 0

    def met(self, disk: SearchArea, points: Sequence[Point]) -> None:
        """Remember how often an answer goes on to what is farther, and how often back."""
        away = _away(disk, points)
        self._on += sum(far > near + ROUNDING for near, far in pairwise(away))
        self._back += sum(far < near - ROUNDING for near, far in pairwise(away))

    def reach(self, disk: SearchArea, points: Sequence[Point]) -> float:
        """Return the miles from a disk's middle within which an answer tells everybody; 0: that is not known.

        Rows without a place of their own are left out: wherever a site puts them, the others stand in order.
        """
        away = _away(disk, points)
        by_distance = self._on >= FEWEST and self._back <= self._on * MOST_BACK
        if not (away and by_distance and all(near <= far + ROUNDING for near, far in pairwise(away))):
            return 0.0
        return max(0.0, away[-1] - ROUNDING)


def _away(disk: SearchArea, points: Sequence[Point]) -> list[float]:
    return [disk.away(point.latitude, point.longitude) for point in points]


SURELY_INSIDE = 0.95  # share of a radius; at its edge sites may reckon otherwise
FEWEST_GAPS = 3  # such gaps; one or two may be listings that moved while the site was read


class RadiusCheck:
    """Collects whole answers, and tells of those that lack what they should have."""

    def __init__(self) -> None:
        self._answers: list[tuple[SearchArea, frozenset[str]]] = []
        self._points: dict[str, Point] = {}

    def met(self, disk: SearchArea, points: Sequence[Point]) -> None:
        """Remember an answer that was not cut off."""
        self._answers.append((disk, frozenset(point.id for point in points)))
        self._points.update((point.id, point) for point in points)

    def missing(self) -> list[tuple[SearchArea, Point]]:
        """Return listings that lie in a disk and are missing from its answer; none where there are hardly any."""
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
"""No site's limit is known to be smaller; shorter answers are taken for whole."""


class ResponseLimit:
    """One server's limit, told or not. It is constant, so it is at least as long as the longest answer there was.

    An answer shorter than that is whole. One as long may have been cut off, whatever number was asked for: that is how
    a limit of the server's own shows itself.
    """

    def __init__(self, asked: int = 0) -> None:
        """`asked` is the number of rows asked for; 0: none."""
        self._least = min(asked or LEAST, LEAST)
        self.longest = 0

    def met(self, rows: int) -> None:
        """Remember that an answer had so many rows."""
        self.longest = max(self.longest, rows)

    def may_have_cut(self, rows: int) -> bool:
        """Return whether an answer of so many rows may lack some, as far as answers were met."""
        return rows >= max(self.longest, self._least)


def looks_like_a_limit(rows: int) -> bool:
    """Return whether a number of rows is one that limits are set to, a multiple of 10 or 25.

    Where everything is asked for at once there is no other answer to compare it with.
    """
    return rows > 0 and (rows % 10 == 0 or rows % 25 == 0)


NARROWEST = 0.02  # miles; smaller than a building


@dataclass(frozen=True, slots=True)
class Question:
    """A disk to ask for. `cell` is what it was drawn around; a disk around a point has none."""

    disk: SearchArea
    cell: MapCell | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NearAnswer:
    """How many rows a question was answered with, and where those are whose coordinates can be read, in their order."""

    question: Question
    rows: int
    points: Sequence[Point]


class AreaSearch:
    """Collects the answers of a round, and gives the questions of the next when the last of them is there."""

    def __init__(self, unit: Unit, rows_asked: int = 0) -> None:
        self.limit = ResponseLimit(rows_asked)
        self.narrow = RadiusCheck()
        self.splits = 0
        self._order = Order()
        self._unit = unit
        self._known = Known()
        self._cells: set[MapCell] = set()
        self._waiting = 0
        self._answers: list[NearAnswer] = []
        self._stuck: list[NearAnswer] = []

    def ask(self, questions: Iterable[Question]) -> list[Question]:
        """Return the questions of a round, each of which will be answered or given up."""
        asked = list(questions)
        self._waiting += len(asked)
        return asked

    def answered(self, answer: NearAnswer | None) -> list[Question]:
        """Take an answer, None for a question that has none, and return the questions of the next round.

        There are none while others of this round are awaited, and none after the last round.
        """
        self._waiting -= 1
        if answer is not None:
            self._answers.append(answer)
            self.limit.met(answer.rows)
            self._order.met(answer.question.disk, answer.points)
        return [] if self._waiting else self.ask(self._next_round())

    @property
    def ended(self) -> bool:
        """Whether everything that was asked is answered."""
        return not self._waiting

    def cut_off(self) -> list[NearAnswer]:
        """Return the answers that may lack rows, and cannot be asked for in smaller parts; after the last round."""
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
        """Whether nothing of an answer is missing; what is known by it is remembered."""
        disk, reach = answer.question.disk, self._reach(answer)
        if not self.limit.may_have_cut(answer.rows) or reach >= disk.radius:
            self._known.add(disk)
            self.narrow.met(disk, answer.points)
            return True
        if reach:
            self._known.add(replace(disk, radius=reach))
        return False

    def _reach(self, answer: NearAnswer) -> float:
        return self._order.reach(answer.question.disk, answer.points)

    def _parts(self, answer: NearAnswer) -> list[Question]:
        """Return smaller questions for an answer; none where these would be answered alike.

        A site takes whole numbers for a radius; one that answers nearest first tells more of a smaller disk even so.
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
