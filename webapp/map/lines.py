"""Lines of states and counties as SVG path data. It is made once for each stretch of a line.

The data is in thousandths of a degree, east and north, and the same for every picture; a picture moves it to its place
by one transform. A map costs a choice of stretches by their boxes, and no arithmetic on their points.
"""

from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from index.places.outlines.outlines import Floats, outlines
from webapp.map.projection import SIDE, Projection

FARTHEST_WITH_COUNTIES = 260.0  # miles across; beyond, counties are too small to distinguish
A_DEGREE = 1000  # steps of the data
_STEPS = ((90.0, 0.0), (FARTHEST_WITH_COUNTIES, 0.01), (600.0, 0.04), (float("inf"), 0.1))
"""Miles across, and the degrees that points must be apart up to there."""
_LONGEST = 48  # points of a stretch; longer ones reach far out of the picture


@dataclass(frozen=True, slots=True)
class Lines:
    """Path data of the lines in a picture, and the transform that puts it there."""

    states: str
    counties: str
    transform: str


def lines(projection: Projection) -> Lines:
    """Return the lines that may touch the picture; no counties where they are too small."""
    across = projection.miles_across
    stretches = _stretches(next(step for most, step in _STEPS if across <= most))
    with_counties = across <= FARTHEST_WITH_COUNTIES
    states: list[str] = []
    counties: list[str] = []
    for number in stretches.touching(*projection.box()):
        if stretches.is_state[number]:
            states.append(stretches.data(number))
        elif with_counties:
            counties.append(stretches.data(number))
    return Lines("".join(states), "".join(counties), _transform(projection))


def _transform(projection: Projection) -> str:
    wide, high = projection.units_a_degree_east / A_DEGREE, projection.units_a_degree / A_DEGREE
    left = SIDE / 2 - projection.longitude * A_DEGREE * wide
    top = SIDE / 2 + projection.latitude * A_DEGREE * high
    return f"matrix({wide:.6g} 0 0 {-high:.6g} {left:.1f} {top:.1f})"


@dataclass(frozen=True, slots=True)
class _Stretches:
    """Parts of lines. `boxes`: west, south, east and north of each in steps, one row for each side."""

    points: list[npt.NDArray[np.int64]]
    boxes: npt.NDArray[np.int64]
    is_state: list[bool]
    _data: dict[int, str] = field(default_factory=dict)

    def touching(self, west: float, south: float, east: float, north: float) -> list[int]:
        """Return the numbers of those whose box touches a box in degrees."""
        wests, souths, easts, norths = self.boxes
        inside = (wests <= east * A_DEGREE) & (easts >= west * A_DEGREE)
        inside &= (souths <= north * A_DEGREE) & (norths >= south * A_DEGREE)
        found: list[int] = np.flatnonzero(inside).tolist()
        return found

    def data(self, number: int) -> str:
        """Return the path data of one, made at its first use."""
        if (known := self._data.get(number)) is None:
            known = self._data[number] = _path(self.points[number].tolist())
        return known


@cache
def _stretches(step: float) -> _Stretches:
    """Return all lines, with points at least `step` degrees apart; each in parts of few points."""
    points: list[npt.NDArray[np.int64]] = []
    is_state: list[bool] = []
    for arc, of_state in zip(outlines().arcs, outlines().is_state.tolist(), strict=True):
        line = np.rint(_thinned(arc, step) * A_DEGREE).astype(np.int64)
        for first in range(0, max(1, len(line) - 1), _LONGEST):
            points.append(line[first : first + _LONGEST + 1])
            is_state.append(of_state)
    boxes = np.array([[*one.min(axis=0), *one.max(axis=0)] for one in points]).T
    return _Stretches(points, boxes, is_state)


def _path(points: list[list[int]]) -> str:
    x, y = points[0]
    steps = " ".join(f"{bx - ax} {by - ay}" for (ax, ay), (bx, by) in pairwise(points))
    return f"M{x} {y}l{steps}".replace(" -", "-")


def _thinned(line: Floats, step: float) -> Floats:
    """Return the line without points in the same square of `step` degrees as the point before; the ends stay.

    A step of 0 leaves the line alone.
    """
    if not step:
        return line
    square = np.floor_divide(line, step)
    keep = np.ones(len(line), dtype=np.bool_)
    keep[1:-1] = (square[1:-1] != square[:-2]).any(axis=1)
    return line[keep]
