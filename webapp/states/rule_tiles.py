"""The tile map of a profession's rules, and the professions that have one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from index.records import Profession, StateRule, StateRules
from webapp.states.rule_state import CELL_WORDS, PATTERNS, CellState, cell_state, is_by_summary
from webapp.states.rules_table import CODES
from webapp.tile_map import Pattern, StateKind, TileKind, TileMap, tile_map
from webapp.words.profession_words import plural
from webapp.words.rule_words import state_path
from webapp.words.translate import N_, _

_KINDS = {
    Pattern.SOLID: N_("Yes"),
    Pattern.DOTS: CELL_WORDS[CellState.NO_CLEAR_RULE],
    Pattern.CROSSED: N_("Not part of the license, or not yet"),
    Pattern.HALF: CELL_WORDS[CellState.UNSETTLED],
    Pattern.STRIPED: CELL_WORDS[CellState.NOT_FOUND],
}
"""The words of the legend, in its order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfessionLink:
    """A profession whose map can be chosen."""

    words: str
    address: str
    is_this: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleMap:
    """The map of one profession; `by_summary` counts the squares with a dashed edge."""

    people: str
    tiles: TileMap
    by_summary: int
    others: tuple[ProfessionLink, ...]


def rule_map(rules: StateRules, profession: Profession, offered: Sequence[Profession], today: date) -> RuleMap:
    """Return the map of a profession's rules on a day; `offered` are the professions to choose from."""
    people = plural(profession)
    kinds = {pattern: TileKind(words=_(words), pattern=pattern) for pattern, words in _KINDS.items()}
    states = [_state(rules.rule(code, profession), kinds, today) for code in CODES]
    return RuleMap(
        people=people,
        tiles=tile_map(
            _("Map of the states by their rule for %(people)s", people=people), list(kinds.values()), states
        ),
        by_summary=sum(one.is_dashed for one in states),
        others=tuple(_link(one, is_this=one is profession) for one in offered),
    )


def _state(rule: StateRule, kinds: dict[Pattern, TileKind], today: date) -> StateKind:
    found = cell_state(rule, today)
    part = _(CELL_WORDS[found])
    by_summary = is_by_summary(rule, today)
    return StateKind(
        state=rule.state,
        address=state_path(rule.state),
        kind=kinds[PATTERNS[found]],
        words=_("%(rule)s (by a summary)", rule=part) if by_summary else part,
        part=part,
        is_dashed=by_summary,
    )


def _link(profession: Profession, *, is_this: bool) -> ProfessionLink:
    chosen = None if profession is Profession.PHYSICAL_THERAPIST else profession.value
    words = plural(profession)
    return ProfessionLink(
        words=words[:1].upper() + words[1:], address=url_for("states.table", profession=chosen), is_this=is_this
    )
