"""The map of a page of results: who has an exact spot, who is known by town only, and how near one looks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, radians

from markupsafe import Markup

from index.places.gazetteer import open_gazetteer
from index.places.place import Place
from index.published.summaries import ProviderSummary
from index.records import Precision
from index.search.request import Hit
from webapp.map.figure import figure
from webapp.map.markers import Marker, ranges
from webapp.map.projection import SIDE, Projection, fitted
from webapp.words.formats import distance
from webapp.words.translate import N_, _

ZOOMS = (3, 10, 30, 100, 300)
"""Miles around the searched place that a map may show."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Zoom:
    """A link that shows more or less around the place: its words and address; `is_current`: it is shown now."""

    words: str
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsMap:
    """The map under the list. `picture` is empty where nobody on the page has a point.

    `on_it` are the numbers of cards with a marker, `off_it` of those outside this part. The others are numbers as text,
    "" for none: `town_level` have a marker in the middle of their town or ZIP code, `without_point` have none anywhere.
    """

    picture: Markup
    on_it: frozenset[int]
    off_it: frozenset[int]
    town_level: str
    without_point: str
    outside: str
    everyone: str
    """The address of the map that holds everybody, for cards outside this part."""
    zooms: tuple[Zoom, ...]

    def address_of(self, number: int) -> str:
        """Return the address of a card's marker, on the map of everybody if it is outside this part; "" without one."""
        if number in self.on_it:
            return f"#marker-{number}"
        return f"{self.everyone}#marker-{number}" if number in self.off_it else ""


def results_map(
    found: Sequence[tuple[Hit, ProviderSummary]],
    place: Place,
    first: int,
    around: int,
    address: Callable[[int], str],
) -> ResultsMap | None:
    """Return the map of the hits of a page, the first of which is card number `first`; None without hits.

    It holds everybody (`around` 0), or so many miles around the place; `address` is that of the page with such a map.
    Only a place that is published with its street address has an exact spot.
    """
    if not found:
        return None
    markers = [_marker(number, hit, summary, place) for number, (hit, summary) in enumerate(found, first)]
    known = [one for one in markers if one]
    center = place.latitude, place.longitude
    whole = fitted(center, [(one.latitude, one.longitude) for one in known])
    shown = Projection(*center, 2.0 * around) if around else whole
    inside = [one for one in known if _is_inside(shown, one)]
    outside = [one for one in known if not _is_inside(shown, one)]
    return ResultsMap(
        picture=figure(place.label, center, shown, inside) if known else Markup(""),
        on_it=frozenset(one.number for one in inside),
        off_it=frozenset(one.number for one in outside),
        town_level=ranges([one.number for one in inside if not one.is_exact]),
        without_point=ranges([number for number, one in enumerate(markers, first) if one is None]),
        outside=ranges([one.number for one in outside]),
        everyone=address(0),
        zooms=_zooms(whole, around, address) if known else (),
    )


def _marker(number: int, hit: Hit, summary: ProviderSummary, center: Place) -> Marker | None:
    # A street that is withheld is in no summary; its point must not be on a map either.
    is_exact = bool(summary.street) and summary.precision is Precision.ADDRESS
    at = (summary.latitude, summary.longitude)
    precision = summary.precision
    if precision is Precision.ADDRESS and not is_exact:
        town = open_gazetteer().near(summary.zip, summary.city, summary.state)
        at, precision = (town.latitude, town.longitude) if town else (None, None), Precision.ZIP
    latitude, longitude = at
    if latitude is None or longitude is None:
        return None
    miles = distance(hit.distance_miles, precision, summary.city)
    if is_exact:
        there = direction(center.latitude, center.longitude, latitude, longitude)
        miles = _("%(distance)s %(direction)s", distance=miles, direction=there)
    words = f"{number} · {summary.name} · {miles}"
    return Marker(number=number, words=words, latitude=latitude, longitude=longitude, is_exact=is_exact)


def _is_inside(shown: Projection, one: Marker) -> bool:
    x, y = shown.place(one.latitude, one.longitude)
    return 0 <= x <= SIDE and 0 <= y <= SIDE


def _zooms(whole: Projection, around: int, address: Callable[[int], str]) -> tuple[Zoom, ...]:
    """Return the map that holds everybody, the nearer ones, and one that shows more."""
    across = whole.miles_across
    nearer = [miles for miles in ZOOMS if 2 * miles < across]
    farther = [miles for miles in ZOOMS if 2 * miles >= across][:1]
    offered = sorted({*nearer, *farther} | ({around} - {0}))
    everyone = Zoom(words=_("Everyone"), address=address(0), is_current=not around)
    return everyone, *(
        Zoom(words=_("%(miles)s miles", miles=miles), address=address(miles), is_current=miles == around)
        for miles in offered
    )


def direction(latitude: float, longitude: float, of_latitude: float, of_longitude: float) -> str:
    """Return in which of eight directions the second point lies from the first; degrees."""
    east = (of_longitude - longitude) * cos(radians(latitude))
    angle = degrees(atan2(east, of_latitude - latitude))
    return _(_DIRECTIONS[round(angle / 45) % 8])
