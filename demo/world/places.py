"""Invented streets, coordinates and phones in real towns, assigned in order so that every run gives the same."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from demo.world.towns import Town

_GOLDEN_ANGLE = 2.399963
"""Radians; successive places are arranged around a town's middle like seeds, never at one point."""
_FICTION = range(100, 200)
"""Line numbers 555-0100 to 555-0199 of every area code are reserved for fiction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An invented practice location. Coordinates in degrees."""

    town: Town
    street: str
    unit: str = ""
    phone: str = ""
    organization: str = ""
    latitude: float
    longitude: float


class UnknownTownError(ValueError):
    """A data file names a town that towns.csv does not have."""


class Atlas:
    """Assigns places: each call returns the next street and the next free phone of the town's area code."""

    def __init__(self, towns: Mapping[str, Town], streets: Sequence[str], kinds: Sequence[Sequence[str]]) -> None:
        self.towns = towns
        self._streets = streets
        self._kinds = kinds
        self._places = 0
        self._phones: dict[str, int] = defaultdict(lambda: _FICTION.start)

    def town(self, label: str) -> Town:
        """Return the town with a label such as "Salida, CO 81201"; raises UnknownTownError."""
        try:
            return self.towns[label]
        except KeyError:
            raise UnknownTownError(f"no town {label!r} in towns.csv; write one of {', '.join(self.towns)}") from None

    def phone(self, town: Town) -> str:
        """Return the next unused invented phone of the town's area code, such as "(719) 555-0104"."""
        line = self._phones[town.area_code]
        if line not in _FICTION:
            raise ValueError(f"the 100 invented phones of area code {town.area_code} are used up; take another town")
        self._phones[town.area_code] += 1
        return f"({town.area_code}) 555-{line:04d}"

    def place(self, town: Town, *, organization: str = "", street: str = "", phone: str = "") -> Place:
        """Return a new place in a town; parts that are not given are invented."""
        self._places += 1
        number = self._places
        angle, reach = number * _GOLDEN_ANGLE, 0.003 + 0.001 * (number % 5)
        return Place(
            town=town,
            street=street or self._street(number),
            unit=f"Ste {number % 40 + 1}" if number % 3 == 0 and not street else "",
            phone=phone or self.phone(town),
            organization=organization,
            latitude=round(town.latitude + reach * math.sin(angle), 6),
            longitude=round(town.longitude + reach * math.cos(angle), 6),
        )

    def _street(self, number: int) -> str:
        name = self._streets[number % len(self._streets)]
        kind = self._kinds[number % len(self._kinds)][1]
        return f"{100 + 37 * number % 9000} {name} {kind}"


EARTH_RADIUS_MILES = 3959.0


def miles(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return the miles between two points in degrees, by the haversine formula."""
    here, there = radians(latitude), radians(other_latitude)
    half = sin((there - here) / 2) ** 2
    half += cos(here) * cos(there) * sin(radians(other_longitude - longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_MILES * asin(sqrt(min(1.0, half)))
