"""The page of results: the query, who is listed, places to call, and the rules."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from index.normalize.text import fold_text
from index.places.place import Place
from index.published.reader import Generation
from index.search.request import SearchRequest, SearchResult
from index.vocabulary.complaint import read_complaint
from webapp.finder.block import side_by_side, with_clinic_pages
from webapp.finder.call_list import CallList, call_list
from webapp.finder.card import Card, HitSummary, card_of, hit_summaries
from webapp.finder.complaint import Hurts, ListSection, hurts, in_groups, in_sections
from webapp.finder.filters import Filters, filters
from webapp.finder.find_query import PER_PAGE, FindQuery, Sort
from webapp.finder.form_filters import FILTERS
from webapp.finder.nearest import FEW, Wider, nearest, wider
from webapp.finder.second_group import SecondGroup, second_groups
from webapp.finder.shown_rules import ShownRules, shown_rules
from webapp.stated.listing_address import profile_address
from webapp.words.translate import N_, _

NAMED = 20
"""Most people of one name that are looked up, wherever they are."""
BY_NAME = 200
"""Number of the nearest that are sorted by name; farther ones follow by distance, and the page says so."""
_ASKED_FOR = {
    "insurance": N_("insurance"),
    "new_patients": N_("new patients"),
    "hours": N_("hours"),
    "language": N_("language"),
    "telehealth": N_("telehealth"),
}
"""Facts that patients look for, by the names of the fields that would state them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Everything on the page. Counts are of people and clinics, and exact."""

    query: FindQuery
    place: Place
    total: int
    unfiltered: int
    """The total without filters, if filters leave nobody; otherwise 0."""
    left_out: int
    cards: tuple[Card, ...]
    shown: tuple[HitSummary, ...]
    """The hits behind the cards, for the map."""
    sections: tuple[ListSection, ...]
    """The same cards by what sources say of the complaint."""
    hurts: Hurts
    filters: Filters
    second: tuple[SecondGroup, ...]
    rules: ShownRules
    named: tuple[tuple[str, str], ...]
    """Others of the searched name, anywhere: name and address of each."""
    not_given: str
    """Facts that no source of the generation states about anybody, in words."""
    call: CallList | None
    """None on the second and later pages."""
    nearest: Card | None
    wider: tuple[Wider, ...]
    before: str
    after: str
    """Addresses of the pages before and after, "" for none."""

    @property
    def by_name_in_part(self) -> bool:
        """Return whether only the nearest are sorted by name, since there are more."""
        return self.query.sort is Sort.NAME and self.total > BY_NAME

    @property
    def first(self) -> int:
        """The number of the first card of this page."""
        return (self.query.page - 1) * PER_PAGE + 1


def request_of(query: FindQuery, place: Place) -> SearchRequest:
    """Return the engine's request of a search; raises SearchRequestError."""
    asked: dict[str, Any] = {one.field: one.asked(query.chosen(one)) for one in FILTERS}
    return SearchRequest(
        latitude=place.latitude,
        longitude=place.longitude,
        radius_miles=query.within,
        conditions=read_complaint(query.hurts).conditions,
        **asked,
        name=query.name,
        limit=PER_PAGE,
        offset=(query.page - 1) * PER_PAGE,
    )


def results(generation: Generation, query: FindQuery, place: Place) -> Results:
    """Ask the generation and return what the page shows; raises SearchRequestError."""
    request = request_of(query, place)
    found = generation.search(request)
    shown = in_groups(_shown(generation, found, request, query))
    cards = _cards(generation, shown, request, place.state)
    is_first = query.page == 1
    call = call_list(generation, request, place.state) if is_first else None
    return Results(
        query=query,
        place=place,
        total=found.total,
        unfiltered=_unfiltered(generation, request) if query.narrows and not found.total else 0,
        left_out=found.left_out_total,
        cards=cards,
        shown=shown,
        sections=in_sections(shown, cards, found, request.offset + 1),
        hurts=hurts(query, found),
        filters=filters(generation, request, found, query),
        second=second_groups(generation, request, found, query, place.state) if is_first else (),
        rules=shown_rules(generation, found, request, query, place, call),
        named=_also_named(generation, query, shown) if is_first and query.name else (),
        not_given=not_given(generation.manifest.fields),
        call=call,
        nearest=nearest(generation, request, place.state) if found.total == 0 else None,
        wider=wider(generation, query, request, found.total) if found.total < FEW else (),
        before="" if is_first else query.address(page=query.page - 1),
        after="" if query.page * PER_PAGE >= found.total else query.address(page=query.page + 1),
    )


def first_of_all_pages(generation: Generation, query: FindQuery, place: Place, most: int) -> tuple[HitSummary, ...]:
    """Return up to `most` hits from the first page on, in the order of the pages; raises SearchRequestError."""
    hits: list[HitSummary] = []
    for page in range(1, -(-most // PER_PAGE) + 1):
        this = replace(query, page=page)
        request = request_of(this, place)
        shown = in_groups(_shown(generation, generation.search(request), request, this))
        hits.extend(shown)
        if not shown:
            break
    return tuple(hits[:most])


def not_given(fields: Mapping[str, int]) -> str:
    """Return what no source states ("insurance, hours"), or ""; `fields`: for how many each field is stated."""
    return ", ".join(_(words) for field, words in _ASKED_FOR.items() if not fields.get(field))


def _unfiltered(generation: Generation, request: SearchRequest) -> int:
    return generation.search(request.without_filters(name="", offset=0, limit=0)).total


def _also_named(generation: Generation, query: FindQuery, shown: tuple[HitSummary, ...]) -> tuple[tuple[str, str], ...]:
    """Return people of the searched name outside the list: left out by a rule, a no, no word, or elsewhere."""
    listed = {hit.provider_id for hit, _glance in shown}
    return tuple(
        (named.name, profile_address(named)) for named in generation.named(query.name, NAMED) if named.id not in listed
    )


def _cards(
    generation: Generation, shown: tuple[HitSummary, ...], request: SearchRequest, here: str
) -> tuple[Card, ...]:
    numbered = enumerate(shown, request.offset + 1)
    cards = [card_of(generation.rules, sight, request.today, here, number) for number, sight in numbered]
    return with_clinic_pages(generation, shown, cards)


def _shown(
    generation: Generation, found: SearchResult, request: SearchRequest, query: FindQuery
) -> tuple[HitSummary, ...]:
    if query.sort is not Sort.NAME or request.offset >= BY_NAME:
        return side_by_side(hit_summaries(generation, found.hits))
    near = generation.search(replace(request, offset=0, limit=BY_NAME))
    named = in_groups(
        sorted(hit_summaries(generation, near.hits), key=lambda sight: (fold_text(sight[1].name), sight[0].provider_id))
    )
    return tuple(named[request.offset : request.offset + request.limit])
