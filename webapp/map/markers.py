"""Numbered markers; those that would overlap become one with all their numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count, groupby

HEIGHT = 44
_SIDES = 20
_WIDTH_OF_A_CHARACTER = 17
GAP = 2
"""Units of the picture (webapp.map.projection.SIDE)."""

_DASH = "\N{EN DASH}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """One place of the list with an exact point: its number, degrees, and miles from the center."""

    number: int
    latitude: float
    longitude: float
    miles: float


@dataclass(frozen=True, slots=True)
class Sign:
    """A drawn marker: its numbers, its middle, and the exact points of its places; units of the picture."""

    numbers: tuple[int, ...]
    spots: tuple[tuple[float, float], ...]
    text: str
    x: float
    y: float
    width: float

    def covers(self, other: "Sign") -> bool:
        """Return whether two signs overlap."""
        apart = (self.width + other.width) / 2 + GAP
        return abs(self.x - other.x) < apart and abs(self.y - other.y) < HEIGHT + GAP

    def with_(self, other: "Sign") -> "Sign":
        """Return one sign for both, in the middle of all spots."""
        return sign(tuple(sorted(self.numbers + other.numbers)), self.spots + other.spots)


def sign(numbers: tuple[int, ...], spots: tuple[tuple[float, float], ...]) -> Sign:
    """Return the sign of these numbers (ascending) for these spots."""
    text = ranges(numbers)
    x, y = (sum(axis) / len(spots) for axis in zip(*spots, strict=True))
    return Sign(numbers, spots, text, x, y, max(HEIGHT, _SIDES + _WIDTH_OF_A_CHARACTER * len(text)))


def marker_signs(spots: Iterable[tuple[int, float, float]]) -> list[Sign]:
    """Return the signs of (number, x, y), by number; no two of them overlap."""
    done: list[Sign] = []
    waiting = [sign((number,), ((x, y),)) for number, x, y in spots]
    while waiting:
        one = waiting.pop()
        met = next((other for other in done if other.covers(one)), None)
        if met is None:
            done.append(one)
        else:
            done.remove(met)
            waiting.append(met.with_(one))
    return sorted(done, key=lambda placed: placed.numbers)


def ranges(numbers: Sequence[int]) -> str:
    """Return ascending numbers in short: "1 to 3, 7", with a dash for "to"."""
    steps = count()
    runs = [list(run) for _, run in groupby(numbers, key=lambda number: number - next(steps))]
    return ", ".join(_range(run) for run in runs)


def _range(run: list[int]) -> str:
    if len(run) > 2:  # noqa: PLR2004  (two numbers are as short without a dash, and plainer)
        return f"{run[0]}{_DASH}{run[-1]}"
    return ", ".join(map(str, run))
