"""A circle on the map to ask around, and the map cut into cells, each into four.

Cells are taken from one grid of the whole globe, so that circles that overlap ask for a place once.
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
WIDEST = 600.0  # miles; no site is asked for more around one point


@dataclass(frozen=True, slots=True)
class SearchArea:
    """All points within `radius` miles of a middle in degrees. `place` is what a person calls it ("Salida, CO")."""

    latitude: float
    longitude: float
    radius: float
    place: str = ""

    def asked(self, unit: Unit) -> int:
        """Return the radius as a whole number of a unit, as sites take it, never less than it is."""
        return ceil(self.radius * (KILOMETERS_IN_A_MILE if unit == "km" else 1))

    def query(self, unit: Unit, *, latitude: str = "lat", longitude: str = "lng") -> dict[str, str]:
        """Return the parameters that most sites are asked with, two of them under names of the site's own."""
        return {
            latitude: f"{self.latitude:.6f}",
            longitude: f"{self.longitude:.6f}",
            "radius": str(self.asked(unit)),
        }

    def away(self, latitude: float, longitude: float) -> float:
        """Return the miles from the middle to a point in degrees."""
        return miles_between(self.latitude, self.longitude, latitude, longitude)

    def holds(self, other: "SearchArea") -> bool:
        """Whether another disk lies wholly inside."""
        return self.away(other.latitude, other.longitude) + other.radius <= self.radius


class Known:
    """Disks whose listings are all told, so that nothing inside them need be asked for again."""

    def __init__(self, disks: Iterable[SearchArea] = ()) -> None:
        self._wide: list[SearchArea] = []
        self._by_degree: dict[tuple[int, int], list[SearchArea]] = {}
        for disk in disks:
            self.add(disk)

    def add(self, disk: SearchArea) -> None:
        """Remember that everything inside a disk is told."""
        if disk.radius > WIDE:
            self._wide.append(disk)
        else:
            self._by_degree.setdefault(_degree(disk), []).append(disk)

    def holds(self, disk: SearchArea) -> bool:
        """Whether a wide disk, or one with its middle in this or a neighboring degree, holds all of it."""
        row, column = _degree(disk)
        near = ((row + up, column + east) for up in (-1, 0, 1) for east in (-1, 0, 1))
        narrow = (known for square in near for known in self._by_degree.get(square, ()))
        return any(known.holds(disk) for known in chain(self._wide, narrow))


def _degree(disk: SearchArea) -> tuple[int, int]:
    return int(disk.latitude // 1), int(disk.longitude // 1)


_MARGIN = 1.005
"""Cells are asked for a little wider, for coordinates of six digits and for sites that know another earth radius."""
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
        """Return the smallest disk around the cell's middle that covers the cell, and a little more."""
        south, west = self.row * self.side - 90, self.column * self.side - 180
        middle = south + self.side / 2, west + self.side / 2
        corners = ((south, west), (south + self.side, west))
        return SearchArea(*middle, max(miles_between(*middle, *corner) for corner in corners) * _MARGIN, place)

    def parts(self) -> tuple["MapCell", ...]:
        """Return the four cells of the next level that it consists of."""
        return tuple(
            MapCell(self.level + 1, 2 * self.row + up, 2 * self.column + east) for up in (0, 1) for east in (0, 1)
        )


def cells_of(disk: SearchArea) -> Iterator[MapCell]:
    """Yield cells smaller than a disk that together cover it."""
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
    """Return how many degrees a disk reaches to the east and to the west."""
    arc, phi = disk.radius / EARTH_RADIUS_MILES, radians(disk.latitude)
    holds_a_pole = abs(phi) + arc >= pi / 2
    return 180.0 if holds_a_pole else degrees(asin(sin(arc) / cos(phi)))
