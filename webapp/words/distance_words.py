"""A distance in words no more exact than the place it leads to (docs/principles.md, rule 11)."""

from index.records import Precision
from webapp.words.translate import _, ngettext

SAME_TOWN = 3.0  # miles between two middles of one town: less says nothing
SAME_CODE = 0.5  # miles between two middles of one ZIP code


def says_nothing(miles: float, precision: Precision) -> bool:
    """Tell whether so few miles to a point that stands for a town or a ZIP code say no more than that it is there."""
    least = {Precision.PLACE: SAME_TOWN, Precision.ZIP: SAME_CODE}
    return miles < least.get(precision, 0.0)


def distance(miles: float, precision: Precision, city: str) -> str:
    """Return "2.3 miles" to a street address, "about 2 miles" to a ZIP code, "in Salida" to a town."""
    if precision is Precision.PLACE and city:
        if miles < SAME_TOWN:
            return _("in %(city)s", city=city)
        return _("in %(city)s, %(distance)s", city=city, distance=_about(miles))
    return _exact(miles) if precision is Precision.ADDRESS else _about(miles)


def _exact(miles: float) -> str:
    return _("%(miles)s miles", miles=f"{max(miles, 0.1):.1f}")


def _about(miles: float) -> str:
    if miles < 0.5:  # noqa: PLR2004
        return _("less than 1 mile")
    return ngettext("about %(num)s mile", "about %(num)s miles", round(miles))
