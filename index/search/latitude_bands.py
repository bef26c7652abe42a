"""Latitude bands: with rows ordered by (band, longitude), a circle is one short range in each band that it crosses."""

import math

import numpy as np
from numpy.typing import NDArray

from index.places.distance import EARTH_RADIUS_MILES

BAND_DEGREES = 0.05
"""Height of a band; at a million rows the ranges have only 3 % more rows than the circle."""

_BAND_STEP = 1000.0  # more than the 360 degrees of one band
_ANGLE_MARGIN = 1e-9  # radians, 4e-6 miles: ranges may be too wide, never too narrow
_LONGITUDE_MARGIN = 1e-6  # degrees
_AT_POLE = 1e-12  # a product of cosines below which longitude means nothing
NORTH_POLE = 90.0  # degrees of latitude
ANTIMERIDIAN = 180.0  # degrees of longitude
_WHOLE_BAND = 179.9  # degrees of half width from which the whole band is taken

Ranges = tuple[NDArray[np.int64], NDArray[np.int64]]
"""First row and row after the last of each range, ascending and disjoint."""


def band_of(latitude: float) -> int:
    """Return the number of the band of a latitude in degrees."""
    return math.floor((latitude + NORTH_POLE) / BAND_DEGREES)


def band_keys(latitude: NDArray[np.float64], longitude: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the sort key of points in degrees; +inf for NaN, so that rows without geography are in no range."""
    keys = np.floor((latitude + NORTH_POLE) / BAND_DEGREES) * _BAND_STEP + (longitude + ANTIMERIDIAN)
    return np.where(np.isnan(keys), np.inf, keys)


def disk_ranges(keys: NDArray[np.float64], latitude: float, longitude: float, radius_miles: float) -> Ranges:
    """Return row ranges with every point within the radius (and few others), also at poles and antimeridian."""
    angle = radius_miles / EARTH_RADIUS_MILES + _ANGLE_MARGIN
    center = math.radians(latitude)
    south, north = max(center - angle, -math.pi / 2), min(center + angle, math.pi / 2)
    bands = np.arange(band_of(math.degrees(south)), band_of(math.degrees(north)) + 1)
    half = _half_widths(bands, center, angle)
    whole = half >= _WHOLE_BAND
    west = np.where(whole, -ANTIMERIDIAN, longitude - half)
    east = np.where(whole, ANTIMERIDIAN, longitude + half)
    if west.min() < -ANTIMERIDIAN or east.max() > ANTIMERIDIAN:
        bands, west, east = _unwrapped(bands, west, east)
    first = np.searchsorted(keys, bands * _BAND_STEP + (west + ANTIMERIDIAN))
    last = np.searchsorted(keys, bands * _BAND_STEP + (east + ANTIMERIDIAN), side="right")
    filled = last > first
    return first[filled], last[filled]


def _half_widths(bands: NDArray[np.int64], center: float, angle: float) -> NDArray[np.float64]:
    """Return for each band the circle's largest half width in it, in degrees of longitude."""
    low = np.radians(bands * BAND_DEGREES - NORTH_POLE) - _ANGLE_MARGIN
    high = np.radians((bands + 1) * BAND_DEGREES - NORTH_POLE) + _ANGLE_MARGIN
    # a circle narrows steadily to both sides of the latitude where it is widest
    at = np.minimum(np.maximum(_widest(center, angle), low), high)
    at = np.minimum(np.maximum(at, center - angle), center + angle)
    across = np.cos(at) * math.cos(center)
    off_pole = across > _AT_POLE
    # haversines, because cosines of small angles lose their digits
    haversine = (math.sin(angle / 2) ** 2 - np.sin((at - center) / 2) ** 2) / np.where(off_pole, across, 1.0)
    within = np.minimum(np.maximum(haversine, 0.0), 1.0)
    half = np.degrees(2 * np.arcsin(np.sqrt(within))) * (1 + 1e-6) + _LONGITUDE_MARGIN
    return np.where(off_pole, half, ANTIMERIDIAN)


def _widest(center: float, angle: float) -> float:
    """Return the latitude (radians) where a circle is widest: asin(sin(center) / cos(angle)), or a pole within it."""
    room = (math.cos(center) - math.sin(angle)) * (math.cos(center) + math.sin(angle))
    return math.atan2(math.sin(center), math.sqrt(max(room, 0.0)))


def _unwrapped(
    bands: NDArray[np.int64], west: NDArray[np.float64], east: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Cut intervals at the antimeridian: the part past 180 degrees continues from -180."""
    shifts = np.array([-360.0, 0.0, 360.0])
    all_bands = np.repeat(bands, 3)
    all_west = np.clip((west[:, None] - shifts).ravel(), -ANTIMERIDIAN, None)
    all_east = np.clip((east[:, None] - shifts).ravel(), None, ANTIMERIDIAN)
    real = all_west < all_east  # a whole band shifted is a single meridian, which would be read twice
    order = np.lexsort((all_west[real], all_bands[real]))
    return all_bands[real][order], all_west[real][order], all_east[real][order]


def expand(first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the integers of all ranges [first, last) in one array."""
    sizes = last - first
    ends = np.cumsum(sizes)
    if not ends.size:
        return np.zeros(0, dtype=np.int64)
    return np.asarray(np.arange(ends[-1]) + np.repeat(first - (ends - sizes), sizes))
