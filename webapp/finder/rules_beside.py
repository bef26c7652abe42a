"""The rules that stand beside a list: one line a state, the box of a state that leaves people out, and borders."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.places.place import Place
from index.places.states import state_name
from index.publish.reader import Generation
from index.records import Profession, StateRule, StateRules
from index.search.request import SearchRequest, SearchResult
from webapp.finder.call_list import OFFERED, CallList
from webapp.words.rule_words import RuleLine, rule_line, short, state_path

_IN_A_BOX = (*OFFERED, Profession.PHYSICIAN)


@dataclass(frozen=True, slots=True, kw_only=True)
class StateLine:
    """A state's rules: in a few words each, in full, and the path of the state's page."""

    state: str
    short: str
    rules: tuple[RuleLine, ...]
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesBeside:
    """The rules of a page, by state.

    `lines`: of the states of the list, that of most of the listed first. `boxes`: of states that leave people out,
    instead of a line.
    `across`: (name, path) of the states on the other side of a border that the search crosses.
    """

    lines: tuple[StateLine, ...]
    boxes: tuple[StateLine, ...]
    across: tuple[tuple[str, str], ...]


def rules_beside(
    generation: Generation, found: SearchResult, request: SearchRequest, place: Place, call: CallList | None
) -> RulesBeside:
    """Return the rules for a page of results."""
    rules = generation.rules
    called = call.states if call else ()
    states = [state for state in dict.fromkeys((place.state, *found.facets.get("state", {}), *called)) if state]
    boxed = [state for state in states if _is_boxed(rules, state, found, request, place)]
    keys = [key for key in _keys(found, request, place, call) if key[0] not in boxed]
    lines = (_line(state, [rules.rule(*key) for key in keys if key[0] == state], request) for state in _states(keys))
    boxes = (_line(state, _known(rules, state), request) for state in boxed)
    return RulesBeside(
        lines=tuple(lines),
        boxes=tuple(boxes),
        across=tuple(
            (state_name(state), state_path(state)) for state in states if place.state and state != place.state
        ),
    )


def _keys(
    found: SearchResult, request: SearchRequest, place: Place, call: CallList | None
) -> list[tuple[str, Profession]]:
    """Return the rules of the listed, of most of them first; where nobody is, those of the people to call."""
    asked = request.professions or (call.professions if call else ()) or (Profession.PHYSICAL_THERAPIST,)
    keys: Sequence[tuple[str, Profession]] = found.rule_keys or [(place.state, profession) for profession in asked]
    often, near = found.facets.get("profession", {}), found.facets.get("state", {})
    told = (key for key in keys if key[0] and key[1] is not Profession.OTHER)
    return sorted(told, key=lambda key: (-near.get(key[0], 0), -often.get(key[1], 0)))


def _states(keys: Iterable[tuple[str, Profession]]) -> Iterable[str]:
    return dict.fromkeys(state for state, _ in keys)


def _is_boxed(rules: StateRules, state: str, found: SearchResult, request: SearchRequest, place: Place) -> bool:
    """Tell whether a state's rule takes people out of the list here, so that a page says so above it."""
    if state != place.state and not found.left_out_total:
        return False
    return any(rules.rule(state, profession).leaves_out_listed(request.today) for profession in _IN_A_BOX)


def _known(rules: StateRules, state: str) -> list[StateRule]:
    return [rules.by_key[state, held] for held in _IN_A_BOX if (state, held) in rules.by_key]


def _line(state: str, ruled: Sequence[StateRule], request: SearchRequest) -> StateLine:
    said = [short(rule, request.today) for rule in ruled]
    return StateLine(
        state=state_name(state),
        short=". ".join([said[0], *(text[:1].upper() + text[1:] for text in said[1:])]) + "." if said else "",
        rules=tuple(rule_line(rule, request.today) for rule in ruled),
        path=state_path(state),
    )
