"""The second group below a filtered list: of whom no source says what the filter asks. Unknown is never no."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from index.publish.glances import Glance
from index.publish.reader import Generation
from index.search.request import SearchRequest, SearchResult
from webapp.finder.card import Card, card_of, sights
from webapp.finder.find_query import FindQuery

SHOWN = 10
LOOKED_AT = 200  # nearest without the filter, among whom those of the group are found

_FIELDS = {"profession": "professions"}
_UNSAID: dict[str, Callable[[Glance], bool]] = {
    "profession": lambda glance: not glance.professions,
}
_PARAMETERS = {"profession": ("who", ())}


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondGroup:
    """`of` is "profession"; `total` is exact; `address` leads to the search without the filter."""

    of: str
    total: int
    cards: tuple[Card, ...]
    address: str


def second_groups(
    generation: Generation, request: SearchRequest, found: SearchResult, query: FindQuery
) -> tuple[SecondGroup, ...]:
    """Return the groups of a page that are not empty; one for each such filter."""
    named = [(name, found.does_not_say.get(name, 0)) for name in _FIELDS]
    return tuple(_group(generation, request, query, name, total) for name, total in named if total)


def _group(generation: Generation, request: SearchRequest, query: FindQuery, of: str, total: int) -> SecondGroup:
    without = replace(request, **{_FIELDS[of]: ()}, offset=0, limit=LOOKED_AT)  # type: ignore[arg-type]
    unsaid = [sight for sight in sights(generation, generation.search(without).hits) if _UNSAID[of](sight[1])]
    parameter, nothing = _PARAMETERS[of]
    return SecondGroup(
        of=of,
        total=total,
        cards=tuple(card_of(generation.rules, sight, request.today) for sight in unsaid[:SHOWN]),
        address=query.address(**{parameter: nothing}, page=1),
    )
