"""Help where few are listed: wider searches that find more, and the nearest listed anywhere."""

from dataclasses import dataclass, replace

from index.published.reader import Generation
from index.search.request import SearchRequest
from webapp.finder.card import Card, card_of, hit_summaries
from webapp.finder.find_query import DISTANCES, FindQuery

FARTHEST = 500.0  # miles; how far the nearest listed person is looked for
FEW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Wider:
    """A wider search that finds more."""

    miles: int
    total: int
    address: str


def nearest(generation: Generation, request: SearchRequest, here: str) -> Card | None:
    """Return the card of the nearest listed within FARTHEST; None where there is none. `here`: the searched state."""
    far = generation.search(replace(request, radius_miles=FARTHEST, conditions=(), offset=0, limit=1))
    found = hit_summaries(generation, far.hits)
    return next((card_of(generation.rules, sight, request.today, here) for sight in found), None)


def wider(generation: Generation, query: FindQuery, request: SearchRequest, total: int) -> tuple[Wider, ...]:
    """Return the wider searches that find more than `total`, each more than the one before."""
    found = []
    for miles in DISTANCES:
        if miles > query.within:
            more = generation.search(replace(request, radius_miles=float(miles), offset=0, limit=0)).total
            if more > total:
                found.append(Wider(miles=miles, total=more, address=query.address(within=float(miles), page=1)))
                total = more
    return tuple(found)
