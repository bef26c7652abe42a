"""A circle on the map to ask around."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from math import ceil
from typing import Literal

from index.places.distance import miles_between

Unit = Literal["km", "mi"]
KILOMETERS_IN_A_MILE = 1.609344
WIDE = 30.0  # miles; less than a degree of longitude anywhere in the country
WIDEST = 600.0  # miles; no site is asked for more around one point


@dataclass(frozen=True, slots=True)
class Disk:
    """All points within `radius` miles of a middle in degrees. `place` is what a person calls it ("Salida, CO")."""

    latitude: float
    longitude: float
    radius: float
    place: str = ""

    def asked(self, unit: Unit) -> int:
        """Return the radius as a whole number of a unit, as sites take it, never less than it is."""
        return ceil(self.radius * (KILOMETERS_IN_A_MILE if unit == "km" else 1))

    def away(self, latitude: float, longitude: float) -> float:
        """Return the miles from the middle to a point in degrees."""
        return miles_between(self.latitude, self.longitude, latitude, longitude)

    def holds(self, other: "Disk") -> bool:
        """Whether another disk lies wholly inside."""
        return self.away(other.latitude, other.longitude) + other.radius <= self.radius


class Known:
    """Disks whose listings are all told, so that nothing inside them need be asked for again."""

    def __init__(self, disks: Iterable[Disk] = ()) -> None:
        self._wide: list[Disk] = []
        self._by_degree: dict[tuple[int, int], list[Disk]] = {}
        for disk in disks:
            self.add(disk)

    def add(self, disk: Disk) -> None:
        """Remember that everything inside a disk is told."""
        if disk.radius > WIDE:
            self._wide.append(disk)
        else:
            self._by_degree.setdefault(_degree(disk), []).append(disk)

    def holds(self, disk: Disk) -> bool:
        """Whether a wide disk, or one with its middle in this or a neighboring degree, holds all of it."""
        row, column = _degree(disk)
        near = ((row + up, column + east) for up in (-1, 0, 1) for east in (-1, 0, 1))
        narrow = (known for square in near for known in self._by_degree.get(square, ()))
        return any(known.holds(disk) for known in chain(self._wide, narrow))


def _degree(disk: Disk) -> tuple[int, int]:
    return int(disk.latitude // 1), int(disk.longitude // 1)
