"""From degrees to the picture: equirectangular, scaled at the latitude of its center."""

from dataclasses import dataclass
from math import asin, atan2, cos, degrees, pi, radians, sin

import numpy as np

from index.places.distance import EARTH_RADIUS_MILES
from index.places.outlines.outlines import Floats, Points

SIDE = 720
"""Units of the picture in each direction; drawn at a phone's 330 px, a unit is half a pixel."""

MARGIN = 1.08
"""The picture shows this many times the radius, so that the circle does not touch its edge."""

MILES_A_DEGREE = EARTH_RADIUS_MILES * pi / 180
CIRCLE_POINTS = 72


@dataclass(frozen=True, slots=True)
class Projection:
    """A square picture around a center (degrees) that holds a circle of a radius (miles)."""

    latitude: float
    longitude: float
    radius_miles: float

    @property
    def units_a_degree(self) -> float:
        """Units of the picture a degree of latitude."""
        return MILES_A_DEGREE * SIDE / 2 / (self.radius_miles * MARGIN)

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Return where a point of degrees is drawn: x to the right and y down, in units."""
        (x, y), *_ = self.project(np.array([[longitude, latitude]]))
        return float(x), float(y)

    def project(self, points: Points) -> Floats:
        """Return x and y of rows of longitude and latitude."""
        k = self.units_a_degree
        east = (points[:, 0] - self.longitude) * cos(radians(self.latitude)) * k
        return np.column_stack([SIDE / 2 + east, SIDE / 2 - (points[:, 1] - self.latitude) * k])

    def box(self) -> tuple[float, float, float, float]:
        """Return west, south, east and north of the picture in degrees."""
        high = SIDE / 2 / self.units_a_degree
        wide = high / max(cos(radians(self.latitude)), 0.01)
        return self.longitude - wide, self.latitude - high, self.longitude + wide, self.latitude + high

    def circle(self) -> Floats:
        """Return x and y of the points at the radius, on the sphere.

        At 100 miles they are up to a mile off a drawn circle; nobody within the radius may lie outside the line.
        """
        angle = self.radius_miles / EARTH_RADIUS_MILES
        return self.project(np.array([self._at(2 * pi * i / CIRCLE_POINTS, angle) for i in range(CIRCLE_POINTS)]))

    def _at(self, bearing: float, angle: float) -> tuple[float, float]:
        """Return longitude and latitude at an angle (radians) from the center: the great circle's direct problem."""
        phi = radians(self.latitude)
        sine = sin(phi) * cos(angle) + cos(phi) * sin(angle) * cos(bearing)
        east = atan2(sin(bearing) * sin(angle) * cos(phi), cos(angle) - sin(phi) * sine)
        return self.longitude + degrees(east), degrees(asin(sine))
