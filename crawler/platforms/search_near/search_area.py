"""A disk on the map to search, and the map divided into cells, each into four.

All cells are of one grid of the globe, so that disks that overlap ask for a place once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from math import asin, ceil, cos, degrees, floor, log2, pi, radians, sin
from typing import Literal

from index.places.distance import EARTH_RADIUS_MILES, miles_between

Unit = Literal["km", "mi"]
KILOMETERS_IN_A_MILE = 1.609344
WIDE = 30.0  # miles; less than a degree of longitude anywhere in the country
WIDEST = 600.0  # miles; no larger radius is requested


@dataclass(frozen=True, slots=True)
class SearchArea:
    """A disk: all points within `radius` miles of a middle in degrees. `place` is its name ("Salida, CO")."""

    latitude: float
    longitude: float
    radius: float
    place: str = ""

    def asked(self, unit: Unit) -> int:
        """Return the radius in a unit, rounded up to a whole number, as sites take it."""
        return ceil(self.radius * (KILOMETERS_IN_A_MILE if unit == "km" else 1))

    def query(self, unit: Unit, *, latitude: str = "lat", longitude: str = "lng") -> dict[str, str]:
        """Return the usual parameters of a search: middle and radius; names of the first two may be given."""
        return {
            latitude: f"{self.latitude:.6f}",
            longitude: f"{self.longitude:.6f}",
            "radius": str(self.asked(unit)),
        }

    def away(self, latitude: float, longitude: float) -> float:
        """Return the miles from the middle to a point in degrees."""
        return miles_between(self.latitude, self.longitude, latitude, longitude)

    def holds(self, other: "SearchArea") -> bool:
        """Return whether another disk lies wholly within this one."""
        return self.away(other.latitude, other.longitude) + other.radius <= self.radius


class Known:
    """Disks whose listings are complete, so that nothing within them needs another request."""

    def __init__(self, disks: Iterable[SearchArea] = ()) -> None:
        self._wide: list[SearchArea] = []
        self._by_degree: dict[tuple[int, int], list[SearchArea]] = {}
        for disk in disks:
            self.add(disk)

    def add(self, disk: SearchArea) -> None:
        """Add a disk."""
        if disk.radius > WIDE:
            self._wide.append(disk)
        else:
            self._by_degree.setdefault(_degree(disk), []).append(disk)

    def holds(self, disk: SearchArea) -> bool:
        """Return whether one known disk holds all of another."""
        row, column = _degree(disk)
        near = ((row + up, column + east) for up in (-1, 0, 1) for east in (-1, 0, 1))
        narrow = (known for square in near for known in self._by_degree.get(square, ()))
        return any(known.holds(disk) for known in chain(self._wide, narrow))


def _degree(disk: SearchArea) -> tuple[int, int]:
    return int(disk.latitude // 1), int(disk.longitude // 1)


_MARGIN = 1.005
"""Cells are searched a little wider: coordinates have six digits, and sites use another earth radius."""
_MILES_OF_A_DEGREE = pi * EARTH_RADIUS_MILES / 180
_FIRST_SHARE = 0.75  # radius of the largest cells that a disk is cut into, in radii of the disk


@dataclass(frozen=True, slots=True)
class MapCell:
    """A square of 180/2**level degrees; `row` counts from the south pole, `column` from the antimeridian."""

    level: int
    row: int
    column: int

    @property
    def side(self) -> float:
        """The length of a side in degrees."""
        return float(180 / 2**self.level)

    def disk(self, place: str = "") -> SearchArea:
        """Return the smallest disk around the cell's middle that covers the cell, plus a margin."""
        south, west = self.row * self.side - 90, self.column * self.side - 180
        middle = south + self.side / 2, west + self.side / 2
        corners = ((south, west), (south + self.side, west))
        return SearchArea(*middle, max(miles_between(*middle, *corner) for corner in corners) * _MARGIN, place)

    def parts(self) -> tuple["MapCell", ...]:
        """Return the four cells of the next level in this one."""
        return tuple(
            MapCell(self.level + 1, 2 * self.row + up, 2 * self.column + east) for up in (0, 1) for east in (0, 1)
        )


def cells_of(disk: SearchArea) -> Iterator[MapCell]:
    """Yield cells, smaller than the disk, that together cover it."""
    level = max(3, ceil(log2(180 * _MILES_OF_A_DEGREE / (disk.radius * _FIRST_SHARE * 2**0.5))))
    side, columns = 180 / 2**level, 2 ** (level + 1)
    up, east = degrees(disk.radius / EARTH_RADIUS_MILES), _degrees_east(disk)
    rows = range(
        max(0, floor((disk.latitude - up + 90) / side)), min(2**level, floor((disk.latitude + up + 90) / side) + 1)
    )
    first, last = floor((disk.longitude - east + 180) / side), floor((disk.longitude + east + 180) / side)
    for row in rows:
        for column in {number % columns for number in range(first, last + 1)}:
            cell = MapCell(level, row, column)
            around = cell.disk()
            if disk.away(around.latitude, around.longitude) <= disk.radius + around.radius:
                yield cell


def _degrees_east(disk: SearchArea) -> float:
    """Return how many degrees of longitude a disk reaches to either side of its middle."""
    arc, phi = disk.radius / EARTH_RADIUS_MILES, radians(disk.latitude)
    holds_a_pole = abs(phi) + arc >= pi / 2
    return 180.0 if holds_a_pole else degrees(asin(sin(arc) / cos(phi)))
