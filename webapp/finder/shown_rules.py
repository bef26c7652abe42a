"""The state rules on a page of results: a line for each state, a box where a rule leaves people out, and borders."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.places.gazetteer import open_gazetteer
from index.places.nearest_town import nearest_town
from index.places.outlines.within import states_near
from index.places.place import Place
from index.places.states import state_name
from index.published.reader import Generation
from index.records import Profession, StateRule, StateRules
from index.search.request import SearchRequest, SearchResult
from webapp.finder.call_list import OFFERED, CallList
from webapp.finder.find_query import FindQuery
from webapp.words.rule_words import RuleLine, rule_line, shortly, state_path

_IN_A_BOX = (*OFFERED, Profession.PHYSICIAN)
_MOST_OFTEN = (Profession.PHYSICAL_THERAPIST, Profession.ACUPUNCTURIST)
"""Professions whose rule is shown where nobody is listed and there is no place to call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateLine:
    """A state's rules in a few words each and in full, and the address of the state's page."""

    state: str
    short: str
    rules: tuple[RuleLine, ...]
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbor:
    """A state across a border within the search's circle, with a search that begins there."""

    state: str
    miles: int
    """To the border, in whole miles."""
    rule: str
    """Its rules for the searched professions, in a few words."""
    path: str
    town: str
    """The nearest town there, with the address of a search around it below; both "" where no town is known, and where
    the state is not open."""
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRules:
    """The rules of a page, by state.

    `lines`: for the searched place's state and the states of the list. `boxes`: in place of a line, for states that
    leave people out. `called`: for the places to call. `neighbors`: states across borders in reach.
    """

    lines: tuple[StateLine, ...]
    boxes: tuple[StateLine, ...]
    called: tuple[RuleLine, ...]
    neighbors: tuple[Neighbor, ...]


NEIGHBORS = 4  # states; a wide circle touches ten


def shown_rules(
    generation: Generation,
    found: SearchResult,
    request: SearchRequest,
    query: FindQuery,
    place: Place,
    call: CallList | None,
) -> ShownRules:
    """Return the rules for a page of results, that of the searched place also where nobody is listed."""
    rules = generation.rules
    called = call.states if call else ()
    states = [state for state in dict.fromkeys((place.state, *found.facets.get("state", {}), *called)) if state]
    boxed = [state for state in states if _is_boxed(rules, state, found, request, place)]
    keys = [key for key in _keys(found, request, place, call) if key[0] not in boxed]
    lines = (_line(state, [rules.rule(*key) for key in keys if key[0] == state], request) for state in _states(keys))
    boxes = (_line(state, _known(rules, state), request) for state in boxed)
    return ShownRules(
        lines=tuple(lines),
        boxes=tuple(boxes),
        called=tuple(
            rule_line(rules.rule(state, held), request.today)
            for state in called
            for held in (call.professions if call else ())
            if state not in boxed
        ),
        neighbors=tuple(_neighbors(generation, request, query, place)),
    )


def _neighbors(generation: Generation, request: SearchRequest, query: FindQuery, place: Place) -> Iterable[Neighbor]:
    if not place.state:
        return
    gazetteer, rules = open_gazetteer(), generation.rules
    near = states_near(place.latitude, place.longitude, request.radius_miles)
    for state, miles in [one for one in near if one[0] != place.state][:NEIGHBORS]:
        asked = request.professions or (Profession.PHYSICAL_THERAPIST,)
        is_open = generation.is_open(state)
        town = nearest_town(gazetteer, state, place.latitude, place.longitude) if is_open else None
        yield Neighbor(
            state=state_name(state),
            miles=max(1, round(miles)),
            rule=shortly([rules.rule(state, held) for held in asked], request.today),
            path=state_path(state),
            town=town.label if town else "",
            address=query.address(place=town.label, page=1) if town else "",
        )


def _keys(
    found: SearchResult, request: SearchRequest, place: Place, call: CallList | None
) -> list[tuple[str, Profession]]:
    """Return (state, profession) of the rules to show: the searched place first, then the most frequent of the list.

    Where nobody is listed in the searched state: the professions to call there, or those that needle most often.
    """
    here = [key for key in found.rule_keys if key[0] == place.state]
    if place.state and not here:
        asked = request.professions or (call.professions if call else ()) or _MOST_OFTEN
        here = [(place.state, held) for held in asked]
    often, near = found.facets.get("profession", {}), found.facets.get("state", {})
    others = [key for key in found.rule_keys if key[0] != place.state]
    shown = (key for key in (*here, *others) if key[0] and key[1] is not Profession.OTHER)
    return sorted(shown, key=lambda key: (key[0] != place.state, -near.get(key[0], 0), -often.get(key[1], 0)))


def _states(keys: Iterable[tuple[str, Profession]]) -> Iterable[str]:
    return dict.fromkeys(state for state, _ in keys)


def _is_boxed(rules: StateRules, state: str, found: SearchResult, request: SearchRequest, place: Place) -> bool:
    """Return whether a state's rule takes people out of this list, so that the page says so above it."""
    if state != place.state and not found.left_out_total:
        return False
    return any(rules.rule(state, profession).leaves_out_listed(request.today) for profession in _IN_A_BOX)


def _known(rules: StateRules, state: str) -> list[StateRule]:
    return [rules.by_key[state, held] for held in _IN_A_BOX if (state, held) in rules.by_key]


def _line(state: str, ruled: Sequence[StateRule], request: SearchRequest) -> StateLine:
    return StateLine(
        state=state_name(state),
        short=shortly(ruled, request.today),
        rules=tuple(rule_line(rule, request.today) for rule in ruled),
        path=state_path(state),
    )
