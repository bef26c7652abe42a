"""Where somebody is, on one line, and the address of a map that leads there."""

from urllib.parse import urlencode

from index.published.summaries import ProviderSummary
from webapp.words.distance_words import distance, says_nothing
from webapp.words.translate import _

_DIRECTIONS = "https://www.openstreetmap.org/search"


def place_line(glance: ProviderSummary, miles: float) -> str:
    """Return "137 Sample Ave, Salida, CO · 0.4 miles", and without a street that only town and ZIP code are known.

    A town is named with its state. Within one whose only point is its own or its ZIP code's: "in Salida, CO".
    """
    town = ", ".join(filter(None, (glance.city, glance.state)))
    if glance.city and says_nothing(miles, glance.precision):
        place = [_("in %(town)s", town=town)]
        return " · ".join([glance.street, *place] if glance.street else [*place, _only(glance)])
    said = distance(miles, glance.precision, "")
    if not glance.street:
        return " · ".join(filter(None, (town, said, _only(glance))))
    return f"{', '.join(filter(None, (glance.street, town)))} · {said}"


def _only(glance: ProviderSummary) -> str:
    return _("town and ZIP only") if glance.zip else _("town only")


def directions(street: str, city: str, state: str, zip_code: str) -> str:
    """Return the address of a map (OpenStreetMap) that searches for a place, "" where no street is published."""
    if not street:
        return ""
    area = " ".join(filter(None, (state, zip_code)))
    return f"{_DIRECTIONS}?{urlencode({'query': ', '.join(filter(None, (street, city, area)))})}"
