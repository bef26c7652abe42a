"""The table of the 50 states and the District of Columbia as of a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from index.places.states import state_name, state_slug
from index.records import Profession, StateRule, StateRules
from webapp.states.rule_state import CELL_WORDS, PATTERNS, CellState, cell_state, is_by_summary
from webapp.tile_map import Pattern
from webapp.words import profession_words
from webapp.words.rule_words import state_path
from webapp.words.translate import _

_CODES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO "
    "MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY"
)
CODES = tuple(_CODES.split())
"""In the order of their names."""


COLUMNS = (
    Profession.PHYSICAL_THERAPIST,
    Profession.CHIROPRACTOR,
    Profession.ACUPUNCTURIST,
    Profession.ATHLETIC_TRAINER,
    Profession.OCCUPATIONAL_THERAPIST,
    Profession.PT_ASSISTANT,
    Profession.PHYSICIAN,
    Profession.NURSE_PRACTITIONER,
    Profession.PHYSICIAN_ASSISTANT,
    Profession.MASSAGE_THERAPIST,
)
"""Professions in the order of the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One rule in a few words."""

    words: str
    by_summary: bool
    invented: bool
    is_found: bool
    pattern: Pattern
    """The pattern of the same answer on the tile map."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One jurisdiction."""

    name: str
    address: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesTable:
    """The table; `without` are professions for which no state's rule was found, which have no column."""

    professions: tuple[Profession, ...]
    columns: tuple[str, ...]
    """Their labels."""
    rows: tuple[TableRow, ...]
    without: tuple[str, ...]
    as_of: date


@cache
def by_slug() -> Mapping[str, str]:
    """Return "CO" for "colorado", "DC" for "district-of-columbia", and so on, in the order of names."""
    return {state_slug(code): code for code in CODES}


def rules_table(rules: StateRules, today: date) -> RulesTable:
    """Return the table of a day; `as_of` is the last day on which one of its rules was read."""
    shown = [profession for profession in COLUMNS if _is_any_found(rules, profession)]
    read = [rule.read_on for rule in rules.by_key.values() if rule.read_on]
    return RulesTable(
        professions=tuple(shown),
        columns=tuple(profession_words.label(profession) for profession in shown),
        rows=tuple(_row(rules, code, shown, today) for code in CODES),
        without=tuple(profession_words.plural(profession) for profession in COLUMNS if profession not in shown),
        as_of=max(read, default=today),
    )


def _is_any_found(rules: StateRules, profession: Profession) -> bool:
    if profession is Profession.PHYSICAL_THERAPIST:
        return True
    return any(_is_found(rules.rule(code, profession)) for code in CODES)


def _is_found(rule: StateRule) -> bool:
    return rule.answer.value != CellState.NOT_FOUND.value


def _row(rules: StateRules, code: str, shown: list[Profession], today: date) -> TableRow:
    return TableRow(
        name=state_name(code),
        address=state_path(code),
        cells=tuple(_cell(rules.rule(code, profession), today) for profession in shown),
    )


def _cell(rule: StateRule, today: date) -> Cell:
    state = cell_state(rule, today)
    return Cell(
        words=_(CELL_WORDS[state]),
        by_summary=is_by_summary(rule, today),
        invented=rule.invented,
        is_found=_is_found(rule),
        pattern=PATTERNS[state],
    )
