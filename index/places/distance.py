"""Distance, computed one way everywhere: great-circle miles on geopy's sphere (6371.009 km).

Shown distances equal geopy's great circle to the bit. Filters over many rows compare squared chords of unit vectors,
which grow with the distance and need no trigonometry per row. A test keeps the two within 1e-6 miles.
"""

from math import atan2, cos, radians, sin, sqrt

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Vectors = tuple[Floats, Floats, Floats]

EARTH_RADIUS = 6371.009
"""Mean radius in kilometers, as in `geopy.distance`, which a process that only measures does not load: importing any
module of geopy 2.5.0 imports its HTTP adapters, and aiohttp with them wherever Scrapy is installed."""
KILOMETERS_A_MILE = 1.609344
EARTH_RADIUS_MILES = EARTH_RADIUS / KILOMETERS_A_MILE


def miles_between(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance in miles between two points in degrees, equal to geopy's to the bit.

    This is the formula of `geopy.distance.great_circle` without its Point objects, which cost ten times as much as
    the formula; a test holds the two equal.
    """
    phi1, lam1, phi2, lam2 = radians(lat1), radians(lon1), radians(lat2), radians(lon2)
    sin1, cos1, sin2, cos2 = sin(phi1), cos(phi1), sin(phi2), cos(phi2)
    sin_delta, cos_delta = sin(lam2 - lam1), cos(lam2 - lam1)
    across = sqrt((cos2 * sin_delta) ** 2 + (cos1 * sin2 - sin1 * cos2 * cos_delta) ** 2)
    return EARTH_RADIUS * atan2(across, sin1 * sin2 + cos1 * cos2 * cos_delta) / KILOMETERS_A_MILE


def unit_vectors(lat: npt.ArrayLike, lon: npt.ArrayLike) -> Vectors:
    """Return x, y and z on the unit sphere for latitudes and longitudes in degrees, in the same shape."""
    phi, lam = np.radians(np.asarray(lat, dtype=np.float64)), np.radians(np.asarray(lon, dtype=np.float64))
    return np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)


def chord2(vectors: Vectors, lat: float, lon: float) -> Floats:
    """Return the squared chord from a point in degrees to each unit vector.

    Differences keep small distances exact, where 2 - 2 cos would lose them.
    """
    phi, lam = radians(lat), radians(lon)
    x, y, z = cos(phi) * cos(lam), cos(phi) * sin(lam), sin(phi)
    return np.asarray((vectors[0] - x) ** 2 + (vectors[1] - y) ** 2 + (vectors[2] - z) ** 2)


def chord2_of_miles(radius: float) -> float:
    """Return the squared chord on the unit sphere of a great-circle distance in miles; 4 from half the circle on."""
    half_angle = min(radius / EARTH_RADIUS_MILES / 2, np.pi / 2)
    return float(4 * np.sin(half_angle) ** 2)


def miles_of_chord2(squared: npt.ArrayLike) -> Floats:
    """Return great-circle miles for squared chords on the unit sphere."""
    half = np.sqrt(np.asarray(squared, dtype=np.float64)) / 2
    return np.asarray(2 * EARTH_RADIUS_MILES * np.arcsin(np.clip(half, 0.0, 1.0)))


def miles_to(lats: npt.ArrayLike, lons: npt.ArrayLike, lat: float, lon: float) -> Floats:
    """Return the miles from each point, in two columns of equal length in degrees, to one point."""
    return miles_of_chord2(chord2(unit_vectors(lats, lons), lat, lon))
