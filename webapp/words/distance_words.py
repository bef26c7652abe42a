"""A distance in words no more exact than the place it leads to (PRODUCT, honesty rule 11)."""

from index.records import Precision

SAME_TOWN = 3.0  # miles between two middles of one town: less says nothing


def distance(miles: float, precision: Precision, city: str) -> str:
    """Return "2.3 miles" to a street address, "about 2 miles" to a ZIP code, "in Salida" to a town."""
    if precision is Precision.ADDRESS:
        return f"{max(miles, 0.1):.1f} miles"
    about = "less than 1 mile" if miles < 0.5 else f"about {round(miles)} {_miles(round(miles))}"  # noqa: PLR2004
    if precision is Precision.PLACE and city:
        return f"in {city}" if miles < SAME_TOWN else f"in {city}, {about}"
    return about


def _miles(number: int) -> str:
    return "mile" if number == 1 else "miles"
