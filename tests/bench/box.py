"""A disk on the sphere as the yardsticks see it: unit vectors, the square of a chord, and the box around it."""

from math import asin, cos, degrees, pi, radians, sin

from geopy.distance import EARTH_RADIUS
from geopy.units import miles

SPHERE = miles(kilometers=EARTH_RADIUS)
MARGIN = 1e-4  # degrees; R*Tree keeps 32-bit floats


def unit_vector(latitude, longitude):
    phi, lam = radians(latitude), radians(longitude)
    return cos(phi) * cos(lam), cos(phi) * sin(lam), sin(phi)


def chord2_edge(radius_miles):
    """The square of the chord of a radius; points at most as far have at most this."""
    return 4 * sin(min(radius_miles / SPHERE / 2, pi / 2)) ** 2


def box_of(request):
    """(south, north, west, east) in degrees, a bit wider than the disk."""
    angle = request.radius_miles / SPHERE
    north = degrees(angle) + MARGIN
    east = degrees(asin(min(1.0, sin(angle) / cos(radians(request.latitude))))) + MARGIN
    return request.latitude - north, request.latitude + north, request.longitude - east, request.longitude + east
