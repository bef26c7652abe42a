"""The map cut into cells, and each into four: a place that is asked for piece by piece is asked for once, by whomever.

Cells are taken from one grid of the whole globe, so that circles that overlap share the cells in which they do.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import asin, ceil, cos, degrees, floor, log2, pi, radians, sin

from crawler.platforms.disk import Disk
from index.places.distance import EARTH_RADIUS_MILES, miles_between

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

    def disk(self, place: str = "") -> Disk:
        """Return the smallest disk around the cell's middle that covers the cell, and a little more."""
        south, west = self.row * self.side - 90, self.column * self.side - 180
        middle = south + self.side / 2, west + self.side / 2
        corners = ((south, west), (south + self.side, west))
        return Disk(*middle, max(miles_between(*middle, *corner) for corner in corners) * _MARGIN, place)

    def parts(self) -> tuple["MapCell", ...]:
        """Return the four cells of the next level that it consists of."""
        return tuple(
            MapCell(self.level + 1, 2 * self.row + up, 2 * self.column + east) for up in (0, 1) for east in (0, 1)
        )


def cells_of(disk: Disk) -> Iterator[MapCell]:
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


def _degrees_east(disk: Disk) -> float:
    """Return how many degrees a disk reaches to the east and to the west."""
    arc, phi = disk.radius / EARTH_RADIUS_MILES, radians(disk.latitude)
    holds_a_pole = abs(phi) + arc >= pi / 2
    return 180.0 if holds_a_pole else degrees(asin(sin(arc) / cos(phi)))
