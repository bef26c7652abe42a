"""Numbered markers on the picture: one for each place, moved aside until no two of them overlap."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count, groupby
from math import cos, pi, sin

from webapp.map.projection import SIDE
from webapp.map.room import Room

HEIGHT = 54
"""Units; on a phone's 330 px, 24 px: the least that a finger is offered (WCAG 2.2, 2.5.8)."""
GAP = 4
NEIGHBORS = 5.0  # units; what is closer lies at one spot
IN_A_ROW = 4

_SIDES, _A_DIGIT = 22, 16
_FEW_DIGITS = 3
_RING = 12.0
_FARTHEST = 1.5 * SIDE
_DASH = "\N{EN DASH}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """One place of the list: its number, the words of its link, degrees, and whether the point is that of its street.

    Without it, the point is the middle of its town or ZIP code.
    """

    number: int
    words: str
    latitude: float
    longitude: float
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One drawn marker: its upper left corner and width in units."""

    marker: Marker
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """Markers of one spot, drawn next to each other in `cells`; `room` is what they cover, `spot` where they belong."""

    cells: tuple[Cell, ...]
    room: Room
    spot: tuple[float, float]

    @property
    def is_aside(self) -> bool:
        """Return whether it does not cover its own spot and needs a line to it."""
        return not self.room.holds(*self.spot)


def clusters(placed: Iterable[tuple[Marker, float, float]], taken: Iterable[Room] = ()) -> list[Cluster]:
    """Return where (marker, x, y) are drawn: inside the picture, no two of them overlapping, and none what is `taken`.

    The largest take their room first, and then the first in the list; each as near to its spot as there is room.
    """
    spots = _spots(placed)
    order = sorted(range(len(spots)), key=lambda at: (-len(spots[at][0]), spots[at][0][0].number))
    covered = list(taken)
    done = []
    for at in order:
        markers, x, y = spots[at]
        width = max(map(_width, markers))
        columns = min(len(markers), IN_A_ROW)
        rows = -(-len(markers) // columns)
        room = _free(x, y, columns * width, rows * HEIGHT, covered)
        covered.append(room)
        cells = tuple(
            Cell(marker, room.left + i % columns * width, room.top + i // columns * HEIGHT, width)
            for i, marker in enumerate(markers)
        )
        done.append(Cluster(cells, room, (x, y)))
    return sorted(done, key=lambda one: one.cells[0].marker.number)


def _spots(placed: Iterable[tuple[Marker, float, float]]) -> list[tuple[list[Marker], float, float]]:
    """Return the markers of each spot in the order of their numbers; exact ones and others never share one."""
    spots: list[tuple[list[Marker], float, float]] = []
    for marker, x, y in placed:
        for markers, there_x, there_y in spots:
            is_near = abs(there_x - x) < NEIGHBORS and abs(there_y - y) < NEIGHBORS
            if is_near and markers[0].is_exact == marker.is_exact:
                markers.append(marker)
                break
        else:
            spots.append(([marker], x, y))
    return spots


def _width(marker: Marker) -> int:
    digits = len(str(marker.number))
    return HEIGHT if digits <= _FEW_DIGITS - 1 else _SIDES + _A_DIGIT * digits


def _free(x: float, y: float, width: float, height: float, taken: Sequence[Room]) -> Room:
    """Return the free room of a size whose middle is nearest to a point."""
    for east, south in _offsets():
        room = Room.around(x + east, y + south, width, height).moved_into(SIDE, GAP)
        if not room.meets(taken, GAP):
            return room
    # Twenty markers leave more room than this; only a larger page comes here.
    return Room.around(x, y, width, height).moved_into(SIDE, GAP)


@cache
def _offsets() -> tuple[tuple[float, float], ...]:
    """Steps from a point, in rings, the nearest first."""
    found = [(0.0, 0.0)]
    radius = _RING
    while radius < _FARTHEST:
        turns = max(8, round(2 * pi * radius / (1.5 * _RING)))
        found += [(radius * cos(2 * pi * turn / turns), radius * sin(2 * pi * turn / turns)) for turn in range(turns)]
        radius += _RING
    return tuple(found)


def ranges(numbers: Sequence[int]) -> str:
    """Return ascending numbers in short: "1 to 3, 7", with a dash for "to"."""
    steps = count()
    runs = [list(run) for _, run in groupby(numbers, key=lambda number: number - next(steps))]
    return ", ".join(_range(run) for run in runs)


def _range(run: list[int]) -> str:
    if len(run) > 2:  # noqa: PLR2004  (two numbers are as short without a dash, and plainer)
        return f"{run[0]}{_DASH}{run[-1]}"
    return ", ".join(map(str, run))
