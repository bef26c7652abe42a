"""The ZIP code that is shown with a town's name where a state has two towns of that name."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from index.places.build.neighbors import Point
from index.places.build.postal import PostalCode, Town
from index.places.distance import Vectors, chord2, chord2_of_miles, unit_vectors

NEAR = 25.0  # miles; a code of the town's name farther away belongs to its namesake


class _Codes:
    def __init__(self) -> None:
        self.codes: list[int] = []
        self.points: list[Point] = []

    def nearest(self, point: Point, within: float) -> int:
        """Return the code nearest to a point, 0 where none lies within `within` miles."""
        if not self.codes:
            return 0
        chords = chord2(self._vectors, *point)
        row = int(np.argmin(chords))
        return self.codes[row] if chords[row] <= chord2_of_miles(within) else 0

    @cached_property
    def _vectors(self) -> Vectors:
        points = np.array(self.points)
        return unit_vectors(points[:, 0], points[:, 1])


def nearest_codes(codes: Sequence[PostalCode], towns: Sequence[Town]) -> list[int]:
    """Return for each town the ZIP code of its name nearest to its middle, or else the nearest of its state, or 0."""
    by_name: dict[tuple[str, str], _Codes] = defaultdict(_Codes)
    by_state: dict[str, _Codes] = defaultdict(_Codes)
    for code in codes:
        if code.point and code.is_area:
            for group in (by_state[code.state], *(by_name[key, code.state] for key in code.keys)):
                group.codes.append(int(code.code))
                group.points.append(code.point)
    return [
        by_name[town.key, town.state].nearest(town.point, NEAR) or by_state[town.state].nearest(town.point, np.inf)
        for town in towns
    ]
