"""Directions in words, for who hears the map instead of seeing it."""

from math import atan2, cos, degrees, radians

from webapp.words.translate import N_, _

_DIRECTIONS = (
    N_("north"),
    N_("northeast"),
    N_("east"),
    N_("southeast"),
    N_("south"),
    N_("southwest"),
    N_("west"),
    N_("northwest"),
)


def direction(latitude: float, longitude: float, of_latitude: float, of_longitude: float) -> str:
    """Return in which of eight directions the second point lies from the first; degrees."""
    east = (of_longitude - longitude) * cos(radians(latitude))
    angle = degrees(atan2(east, of_latitude - latitude))
    return _(_DIRECTIONS[round(angle / 45) % 8])
