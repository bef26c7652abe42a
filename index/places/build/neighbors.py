"""Distances between the ZIP codes of a group; a coordinate far from all its neighbors is doubted."""

from collections.abc import Sequence
from functools import cached_property
from typing import Protocol

import numpy as np

from index.places.distance import chord2, miles_of_chord2, unit_vectors

Point = tuple[float, float]


class Located(Protocol):
    """A member of a group: a code and its point."""

    @property
    def code(self) -> str: ...  # noqa: D102

    @property
    def point(self) -> Point | None: ...  # noqa: D102


class Neighbors:
    """The coordinates of a group of ZIP codes, in degrees; members without one are left out."""

    def __init__(self, members: Sequence[Located]) -> None:
        self._points = {member.code: member.point for member in members if member.point is not None}
        self._codes = np.array(list(self._points), dtype=str)
        points = np.array(list(self._points.values()), dtype=np.float64).reshape(-1, 2)
        self._vectors = unit_vectors(points[:, 0], points[:, 1])

    def gap(self, point: Point, but: str) -> float:
        """Return the miles from a point to the nearest member other than `but`; infinite where there is none."""
        others = self._codes != but
        if not others.any():
            return float(np.inf)
        return float(miles_of_chord2(chord2(self._vectors, *point)[others].min()))

    @cached_property
    def usual_gap(self) -> float:
        """The median of the members' own gaps, in miles; 0 for a group of one, which has none."""
        if len(self._points) < 2:  # noqa: PLR2004
            return 0.0
        return float(np.median([self.gap(point, but=code) for code, point in self._points.items()]))
