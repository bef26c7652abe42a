"""Results for which sources are silent on a chosen filter, below the list. Unknown is not no."""

from dataclasses import dataclass, replace

from index.published.reader import Generation
from index.search.request import SearchRequest, SearchResult
from webapp.finder.block import side_by_side, with_clinic_pages
from webapp.finder.card import Card, card_of, hit_summaries
from webapp.finder.find_query import FindQuery
from webapp.finder.form_filters import BY_FACET

SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondGroup:
    """`of` is the engine's name of the filter; `total` is exact; `address` is that of the search without it.

    `heading`, with %(count)s, and `note`, "" for the usual one, are in English.
    """

    of: str
    heading: str
    note: str
    total: int
    cards: tuple[Card, ...]
    address: str


def second_groups(
    generation: Generation, request: SearchRequest, found: SearchResult, query: FindQuery, here: str
) -> tuple[SecondGroup, ...]:
    """Return the non-empty groups of a page, one for each chosen filter; `here` is the searched state."""
    named = [(name, found.does_not_say.get(name, 0)) for name in request.chosen]
    return tuple(_group(generation, request, query, name, total, here) for name, total in named if total)


def _group(
    generation: Generation, request: SearchRequest, query: FindQuery, of: str, total: int, here: str
) -> SecondGroup:
    silent = generation.search(replace(request, unsaid=of, offset=0, limit=SHOWN))
    shown = side_by_side(hit_summaries(generation, silent.hits))
    cards = [card_of(generation.rules, sight, request.today, here) for sight in shown]
    without = BY_FACET[of]
    return SecondGroup(
        of=of,
        heading=without.unsaid,
        note=without.unsaid_note,
        total=total,
        cards=with_clinic_pages(generation, shown, cards),
        address=query.address(**{without.name: ()}, page=1),
    )
