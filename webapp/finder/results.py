"""The page of results: the query, who is listed, places to call, and the rules."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.places.place import Place
from index.published.reader import Generation
from index.search.request import SearchRequest
from webapp.finder.block import with_clinic_pages
from webapp.finder.call_list import CallList, call_list
from webapp.finder.card import Card, HitSummary, card_of
from webapp.finder.complaint import Hurts, ListSection, hurts, in_sections
from webapp.finder.filters import Filters, filters
from webapp.finder.find_query import PER_PAGE, FindQuery
from webapp.finder.hit_order import order_words, page_in_order, request_of
from webapp.finder.nearest import FEW, Wider, nearest, wider
from webapp.finder.not_open import not_open_near
from webapp.finder.second_group import SecondGroup, second_groups
from webapp.finder.shown_rules import ShownRules, shown_rules
from webapp.stated.listing_address import profile_address
from webapp.words.translate import N_, _

NAMED = 20
"""Most people of one name that are looked up, wherever they are."""
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
    order: str
    """The sentence on the order of the list."""
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
    not_open: tuple[str, ...]
    """States in the circle that this copy has not opened: nobody there is shown or counted."""
    is_partly_open: bool
    """True if any state is not open, so that the nearest may not be the nearest of all."""
    wider: tuple[Wider, ...]
    before: str
    after: str
    """Addresses of the pages before and after, "" for none."""

    @property
    def first(self) -> int:
        """The number of the first card of this page."""
        return (self.query.page - 1) * PER_PAGE + 1


def results(generation: Generation, query: FindQuery, place: Place) -> Results:
    """Ask the generation and return what the page shows; raises SearchRequestError."""
    request = request_of(query, place)
    found = generation.search(request)
    shown = page_in_order(generation, found, request, query)
    cards = _cards(generation, shown, request, place.state)
    is_first = query.page == 1
    call = call_list(generation, request, place.state) if is_first else None
    return Results(
        query=query,
        place=place,
        total=found.total,
        order=order_words(query, found.total, in_sections=bool(found.condition_groups)),
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
        not_open=not_open_near(generation, query, place),
        is_partly_open=generation.overlay.open_states is not None,
        wider=wider(generation, query, request, found.total) if found.total < FEW else (),
        before="" if is_first else query.address(page=query.page - 1),
        after="" if query.page * PER_PAGE >= found.total else query.address(page=query.page + 1),
    )


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
