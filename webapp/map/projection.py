"""From degrees to the picture: equirectangular, scaled at the latitude of its center, and fitted to what it shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, pi, radians

from index.places.distance import EARTH_RADIUS_MILES

SIDE = 720
"""Units of the picture in each direction; drawn at a phone's 330 px, a unit is half a pixel."""

MARGIN = 90
"""Units between a fitted point and the edge, so that its marker is whole."""

MILES_A_DEGREE = EARTH_RADIUS_MILES * pi / 180
NARROWEST = 3.0
"""Miles across a fitted picture at least: less shows no town and no line."""


@dataclass(frozen=True, slots=True)
class Projection:
    """A square picture around a center (degrees), so many miles across."""

    latitude: float
    longitude: float
    miles_across: float

    @property
    def units_a_degree(self) -> float:
        """Units of the picture a degree of latitude."""
        return MILES_A_DEGREE * SIDE / self.miles_across

    @property
    def units_a_degree_east(self) -> float:
        """Units of the picture a degree of longitude."""
        return self.units_a_degree * max(cos(radians(self.latitude)), 0.01)

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Return where a point of degrees is drawn: x to the right and y down, in units."""
        east = _turn(longitude - self.longitude)
        return SIDE / 2 + east * self.units_a_degree_east, SIDE / 2 - (latitude - self.latitude) * self.units_a_degree

    def box(self) -> tuple[float, float, float, float]:
        """Return west, south, east and north of the picture in degrees."""
        high, wide = SIDE / 2 / self.units_a_degree, SIDE / 2 / self.units_a_degree_east
        return self.longitude - wide, self.latitude - high, self.longitude + wide, self.latitude + high


def fitted(center: tuple[float, float], points: Iterable[tuple[float, float]]) -> Projection:
    """Return the picture that holds a center and points (latitude, longitude), at least three miles across."""
    latitude, longitude = center
    norths, easts = [0.0], [0.0]
    for north, east in points:
        norths.append(north - latitude)
        easts.append(_turn(east - longitude))
    middle = latitude + (min(norths) + max(norths)) / 2
    shrink = max(cos(radians(middle)), 0.01)
    degrees = max(max(norths) - min(norths), (max(easts) - min(easts)) * shrink)
    miles = degrees * MILES_A_DEGREE * SIDE / (SIDE - 2 * MARGIN)
    return Projection(middle, longitude + (min(easts) + max(easts)) / 2, max(miles, NARROWEST))


def _turn(east: float) -> float:
    """Return a difference of longitudes the short way around; the Aleutian Islands lie on both sides of 180°."""
    return (east + 180) % 360 - 180
