"""Straight-line distance for the directories that search around a point; their own, as a stranger's would be."""

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_MILES = 3959.0


def miles(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return the miles between two points in degrees, by the haversine formula."""
    here, there = radians(latitude), radians(other_latitude)
    half = sin((there - here) / 2) ** 2
    half += cos(here) * cos(there) * sin(radians(other_longitude - longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_MILES * asin(sqrt(min(1.0, half)))
