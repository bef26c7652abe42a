"""The page of a state: one section for each profession whose rule was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from index.normalize.url import safe_url
from index.places.states import state_name
from index.records import OFFICIAL, Profession, StateAllows, StateRule, StateRules
from webapp.states.duties import Board, Duty, boards, duties
from webapp.states.rule_state import SOURCE_KINDS, SURE_WORDS
from webapp.states.rules_table import COLUMNS
from webapp.words import profession_words
from webapp.words.rule_words import RuleLine, rule_line
from webapp.words.sources import site_name
from webapp.words.translate import _

Entry = TypeVar("Entry", Duty, Board)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """A bill or a proposed rule that may change an answer: its last known step, in English, and its source."""

    words: str
    site: str
    link: str
    kind: str
    read_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfessionRule:
    """One profession's rule with everything that is known of it."""

    heading: str
    line: RuleLine
    sure: str
    source_kind: str
    source_date: str
    in_force_from: date | None
    bill: Bill | None
    review_by: date | None
    is_overdue: bool
    reviewed_by: str
    reviewed_on: date | None
    invented: bool
    may_ask: tuple[Duty, ...]
    duties: tuple[Duty, ...]
    boards: tuple[Board, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatePage:
    """A state's page. `without` are the professions whose rule we have not found there."""

    name: str
    is_open: bool
    """False where this copy has not opened there, and shows nobody."""
    rules: tuple[ProfessionRule, ...]
    without: tuple[str, ...]


def state_page(code: str, rules: StateRules, today: date, *, is_open: bool = True) -> StatePage:
    """Return the page of a jurisdiction on a day; `is_open`: whether this copy shows places there."""
    found = [rule for rule in (rules.rule(code, profession) for profession in COLUMNS) if _says_something(rule)]
    named = {rule.profession for rule in found}
    return StatePage(
        name=state_name(code),
        is_open=is_open,
        rules=tuple(_profession_rule(rule, today) for rule in found),
        without=tuple(profession_words.plural(profession) for profession in COLUMNS if profession not in named),
    )


def _says_something(rule: StateRule) -> bool:
    return rule.answer is not StateAllows.NOT_FOUND or rule.profession is Profession.PHYSICAL_THERAPIST


def _profession_rule(rule: StateRule, today: date) -> ProfessionRule:
    # An invented rule has nothing to do with the state's real duties.
    said = () if rule.invented else _of(rule, duties())
    return ProfessionRule(
        heading=_capitalized(profession_words.plural(rule.profession)),
        line=rule_line(rule, today),
        sure=_(SURE_WORDS[rule.sure]) if rule.source_url or rule.invented else "",
        source_kind=_(SOURCE_KINDS[rule.source_kind]) if rule.source_kind else "",
        source_date=rule.source_date,
        in_force_from=rule.in_force_from,
        bill=_bill(rule),
        review_by=rule.review_by,
        is_overdue=rule.is_overdue(today),
        reviewed_by=rule.reviewed_by,
        reviewed_on=rule.reviewed_on,
        invented=rule.invented,
        may_ask=tuple(duty for duty in said if duty.kind == "you_may_ask"),
        duties=tuple(duty for duty in said if duty.kind == "duty"),
        boards=_of(rule, boards()),
    )


def _bill(rule: StateRule) -> Bill | None:
    if not rule.bill or rule.bill_read_on is None:
        return None
    return Bill(
        words=rule.bill,
        site=site_name(rule.bill_url),
        link=safe_url(rule.bill_url) if rule.bill_kind == OFFICIAL else "",
        kind=_(SOURCE_KINDS[rule.bill_kind]),
        read_on=rule.bill_read_on,
    )


def _of(rule: StateRule, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if (entry.state, entry.profession) == (rule.state, rule.profession))


def _capitalized(words: str) -> str:
    return words[:1].upper() + words[1:]
