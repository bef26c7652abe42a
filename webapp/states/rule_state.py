"""A rule in the few words of a table's cell, no surer than what we read."""

from datetime import date
from enum import StrEnum

from index.records import Certainty, StateAllows, StateRule
from webapp.tile_map import Pattern
from webapp.words.rule_words import UNSURE
from webapp.words.translate import N_


class CellState(StrEnum):
    """The values of a cell: the seven of answer B, and "unsettled"."""

    ALLOWED_APPROVAL = StateAllows.ALLOWED_APPROVAL.value
    ALLOWED_TRAINING = StateAllows.ALLOWED_TRAINING.value
    ALLOWED = StateAllows.ALLOWED.value
    NO_CLEAR_RULE = StateAllows.NO_CLEAR_RULE.value
    NOT_YET = StateAllows.NOT_YET.value
    NOT_ALLOWED = StateAllows.NOT_ALLOWED.value
    UNSETTLED = "unsettled"
    NOT_FOUND = StateAllows.NOT_FOUND.value


CELL_WORDS = {
    CellState.ALLOWED_APPROVAL: N_("Yes, if on the state's record"),
    CellState.ALLOWED_TRAINING: N_("Yes, after extra training"),
    CellState.ALLOWED: N_("Yes, no set hours found"),
    CellState.NO_CLEAR_RULE: N_("No clear rule"),
    CellState.NOT_YET: N_("Law passed, not in use yet"),
    CellState.NOT_ALLOWED: N_("Not part of the license"),
    CellState.UNSETTLED: N_("We could not settle this"),
    CellState.NOT_FOUND: N_("Rule not found"),
}
PATTERNS = {
    CellState.ALLOWED_APPROVAL: Pattern.SOLID,
    CellState.ALLOWED_TRAINING: Pattern.SOLID,
    CellState.ALLOWED: Pattern.SOLID,
    CellState.NO_CLEAR_RULE: Pattern.DOTS,
    CellState.NOT_YET: Pattern.CROSSED,
    CellState.NOT_ALLOWED: Pattern.CROSSED,
    CellState.UNSETTLED: Pattern.HALF,
    CellState.NOT_FOUND: Pattern.STRIPED,
}
"""The drawing of a value; several with one pattern have one word in the legend of the tile map."""
_SAID_PLAINLY = frozenset({StateAllows.NO_CLEAR_RULE, StateAllows.NOT_FOUND})

SURE_WORDS = {
    Certainty.RULE_READ: N_("We read the rule itself."),
    Certainty.SUMMARY_READ: N_("We read a summary by somebody else, not the rule itself."),
    Certainty.ONE_WEAK_SOURCE: N_("We have one weak source."),
    Certainty.CONFLICT: N_("What we read does not agree."),
}
SOURCE_KINDS = {
    "official": N_("a state's own page"),
    "law_copy": N_("a copy of the law on another site"),
    "association": N_("an association's page"),
    "school": N_("a school's page"),
    "news": N_("a news or information site"),
}


def cell_state(rule: StateRule, today: date) -> CellState:
    """Return the value of a rule's cell on a day."""
    if rule.answer not in _SAID_PLAINLY and rule.sure_on(today) in UNSURE:
        return CellState.UNSETTLED
    return CellState(rule.answer.value)


def is_by_summary(rule: StateRule, today: date) -> bool:
    """Return whether a cell must add that it rests on a summary."""
    return rule.answer not in _SAID_PLAINLY and rule.sure_on(today) is Certainty.SUMMARY_READ
