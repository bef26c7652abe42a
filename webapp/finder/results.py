"""The page of results: what was asked, who is listed, whom to call, and which rules stand beside them."""

from dataclasses import dataclass, replace

from index.places.place import Place
from index.publish.reader import Generation
from index.records import Profession
from index.search.request import SearchRequest, SearchResult
from webapp.finder.call_list import CallList, call_list
from webapp.finder.card import Card, card_of
from webapp.finder.find_query import DISTANCES, PER_PAGE, FindQuery
from webapp.words.rule_words import RuleLine, rule_line

FARTHEST = 500.0  # miles; how far the nearest listed person is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Wider:
    """A wider search that finds somebody."""

    miles: int
    total: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """Who is listed beyond the disk: the nearest one, and the wider searches that find more."""

    card: Card
    wider: tuple[Wider, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Everything on the page. Counts are of people and clinics, and exact."""

    query: FindQuery
    place: Place
    total: int
    left_out: int
    does_not_say: int
    cards: tuple[Card, ...]
    first: int
    """The number of the first card of this page."""
    rules: tuple[RuleLine, ...]
    forbidding: tuple[RuleLine, ...]
    """The rules that keep some of those who say yes out of this list; empty where nobody is left out."""
    call: CallList | None
    """None on the second and later pages."""
    nearest: Nearest | None
    before: str
    after: str
    """Addresses of the pages before and after, "" where there is none."""


def request_of(query: FindQuery, place: Place) -> SearchRequest:
    """Return the engine's request of a search; raises SearchRequestError."""
    return SearchRequest(
        latitude=place.latitude,
        longitude=place.longitude,
        radius_miles=query.within,
        professions=(query.who,) if query.who else (),
        text=query.text,
        limit=PER_PAGE,
        offset=(query.page - 1) * PER_PAGE,
    )


def results(generation: Generation, query: FindQuery, place: Place) -> Results:
    """Ask the generation and return what the page shows; raises SearchRequestError."""
    request = request_of(query, place)
    found = generation.search(request)
    is_first = query.page == 1
    last = query.page * PER_PAGE >= found.total
    return Results(
        query=query,
        place=place,
        total=found.total,
        left_out=found.left_out_total,
        does_not_say=found.does_not_say.get("profession", 0),
        cards=_cards(generation, found, request),
        first=request.offset + 1,
        rules=_rules(generation, found, request, place),
        forbidding=_forbidding(generation, found, request, place),
        call=call_list(generation, request, query.who) if is_first else None,
        nearest=_nearest(generation, query, request) if found.total == 0 else None,
        before="" if is_first else query.address(page=query.page - 1),
        after="" if last else query.address(page=query.page + 1),
    )


def _cards(generation: Generation, found: SearchResult, request: SearchRequest) -> tuple[Card, ...]:
    cards = (card_of(generation, hit, request.today) for hit in found.hits)
    return tuple(card for card in cards if card is not None)


def _rules(generation: Generation, found: SearchResult, request: SearchRequest, place: Place) -> tuple[RuleLine, ...]:
    """Return the rules beside the results, that of most of the listed first.

    Where nobody is listed, it is the place's rule for the profession that was asked for.
    """
    asked = request.professions or (Profession.PHYSICAL_THERAPIST,)
    keys = found.rule_keys or [(place.state, profession) for profession in asked]
    often = found.facets.get("profession", {})
    ordered = sorted((key for key in keys if key[0]), key=lambda key: -often.get(key[1], 0))
    return tuple(rule_line(generation.rules.rule(*key), request.today) for key in ordered)


def _forbidding(
    generation: Generation, found: SearchResult, request: SearchRequest, place: Place
) -> tuple[RuleLine, ...]:
    if not found.left_out_total:
        return ()
    states = dict.fromkeys((place.state, *found.facets.get("state", {})))
    rules = (generation.rules.rule(state, profession) for state in states for profession in Profession)
    return tuple(rule_line(rule, request.today) for rule in rules if rule.leaves_out_listed(request.today))


def _nearest(generation: Generation, query: FindQuery, request: SearchRequest) -> Nearest | None:
    far = generation.search(replace(request, radius_miles=FARTHEST, offset=0, limit=1))
    card = next((card_of(generation, hit, request.today) for hit in far.hits), None)
    if card is None:
        return None
    return Nearest(card=card, wider=tuple(_wider(generation, query, request)))


def _wider(generation: Generation, query: FindQuery, request: SearchRequest) -> list[Wider]:
    found = []
    for miles in DISTANCES:
        if miles > query.within:
            total = generation.search(replace(request, radius_miles=float(miles), offset=0, limit=0)).total
            if total:
                found.append(Wider(miles=miles, total=total, address=query.address(within=float(miles), page=1)))
    return found
