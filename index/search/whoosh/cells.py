"""Geographic cells of one degree: terms by which the text index can find rows near a place."""

import math

from index.places.distance import EARTH_RADIUS_MILES
from index.search.latitude_bands import ANTIMERIDIAN, NORTH_POLE

NO_CELL = "none"


def cell_of(latitude: float, longitude: float) -> str:
    """Return the cell of a point in degrees: "39,-106" reaches from there one degree north and east."""
    return f"{math.floor(latitude)},{_whole(math.floor(longitude))}"


def cells_of_disk(latitude: float, longitude: float, radius_miles: float) -> list[str]:
    """Return cells that cover a circle; at and near the poles whole rings of cells."""
    reach = math.degrees(radius_miles / EARTH_RADIUS_MILES) + 1e-6
    south, north = max(latitude - reach, -NORTH_POLE), min(latitude + reach, NORTH_POLE)
    widest = max(abs(south), abs(north))
    span = (
        ANTIMERIDIAN
        if widest + reach >= NORTH_POLE
        else min(ANTIMERIDIAN, reach / math.cos(math.radians(widest)) + 1e-6)
    )
    first, last = math.floor(longitude - span), math.floor(longitude + span)
    longitudes = sorted({_whole(column) for column in range(first, min(last, first + 359) + 1)})
    return [f"{row},{column}" for row in range(math.floor(south), math.floor(north) + 1) for column in longitudes]


def _whole(column: int) -> int:
    return (column + 180) % 360 - 180
