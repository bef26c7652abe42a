"""The circle of a request: which rows lie within it, decided by the same distance that is shown.

Chords of unit vectors are fast and err by less than 1e-11 miles; `miles_between` decides for rows closer than the
margin `CLOSE` to the edge, or to another row when they are ordered.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.places.distance import EARTH_RADIUS_MILES, chord2, chord2_of_miles, miles_between
from index.search.columns import Columns
from index.search.latitude_bands import Ranges, disk_ranges

CLOSE = 1e-8 / EARTH_RADIUS_MILES
"""Chords on the unit sphere that differ by less are compared by `miles_between`."""


@dataclass(frozen=True, slots=True)
class SearchCircle:
    """A point in degrees and a radius in miles."""

    latitude: float
    longitude: float
    radius_miles: float

    def ranges(self, columns: Columns) -> Ranges:
        """Return row ranges that include every row of the circle."""
        return disk_ranges(columns.key, self.latitude, self.longitude, self.radius_miles)

    def chords(self, columns: Columns, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the chord on the unit sphere from the point to each row."""
        vectors = (columns.x[rows], columns.y[rows], columns.z[rows])
        return np.asarray(np.sqrt(chord2(vectors, self.latitude, self.longitude)))

    def holds(self, columns: Columns, rows: NDArray[np.int64], chords: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Return for each row whether it lies within the radius, including the edge."""
        edge = chord2_of_miles(self.radius_miles) ** 0.5
        held = chords <= edge + CLOSE
        for place in np.flatnonzero(held & (chords > edge - CLOSE)).tolist():
            held[place] = self.miles(columns, int(rows[place])) <= self.radius_miles
        return np.asarray(held)

    def miles(self, columns: Columns, row: int) -> float:
        """Return the distance to a row in miles, as it is shown."""
        return miles_between(self.latitude, self.longitude, columns.latitude[row].item(), columns.longitude[row].item())
