"""The map of a page of results: who has an exact spot, and who has none."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from index.places.place import Place
from index.published.reader import Generation
from index.published.summaries import ProviderSummary
from index.records import Precision
from index.search.request import Hit
from webapp.map.figure import figure
from webapp.map.markers import Marker, ranges


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsMap:
    """The map under the list. `picture` is empty where nobody on the page has an exact point.

    Numbers of cards as text, "" for none: `without_point` have a street that nobody has put on a map, `without_street`
    are known by town or ZIP code only.
    """

    picture: Markup
    without_point: str
    without_street: str


def results_map(
    generation: Generation, hits: Sequence[Hit], place: Place, within: float, first: int
) -> ResultsMap | None:
    """Return the map of the hits of a page, the first of which is card number `first`; None without hits.

    `within`: miles. Only a place that is published with its street address has a spot on the map.
    """
    markers: list[Marker] = []
    without_point: list[int] = []
    without_street: list[int] = []
    for number, hit in enumerate(hits, first):
        summary = generation.summary(hit)
        if marker := _marker(number, hit, summary):
            markers.append(marker)
        else:
            (without_point if summary and summary.street else without_street).append(number)
    if not hits:
        return None
    picture = figure(place.label, place.latitude, place.longitude, within, markers) if markers else Markup("")
    return ResultsMap(picture=picture, without_point=ranges(without_point), without_street=ranges(without_street))


def _marker(number: int, hit: Hit, summary: ProviderSummary | None) -> Marker | None:
    # A street that is withheld is in no summary.
    if summary is None or not summary.street or summary.precision is not Precision.ADDRESS:
        return None
    if summary.latitude is None or summary.longitude is None:
        return None
    return Marker(number=number, latitude=summary.latitude, longitude=summary.longitude, miles=hit.distance_miles)
