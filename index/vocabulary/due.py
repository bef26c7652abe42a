"""Rows of the vocabularies that wait for a person: unsigned, past their review, or opened by nobody."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from index.records import StateAllows, StateRule, StateRules
from index.records.rule import REVIEW_IS_GOOD_FOR
from index.vocabulary.board_lookups import load_board_lookups, named_boards
from index.vocabulary.credentials import CredentialEntry, credentials
from index.vocabulary.own_rules import is_only_signed
from index.vocabulary.state_rules import load_state_rules


class RowKind(StrEnum):
    """The table of a row."""

    STATE_RULE = "state_rule"
    BOARD_LOOKUP = "board_lookup"
    CREDENTIAL = "credential"
    DUTY = "duty"


class Cause(StrEnum):
    """The reason why a row waits, the gravest first."""

    OVERDUE = "overdue"
    """The day of its review has passed."""
    IN_FORCE = "in_force"
    """The law that it says is coming is in force."""
    SIGNED_LONG_AGO = "signed_long_ago"
    """The signature is older than 12 months."""
    SHIPPED_IS_NEWER = "shipped_is_newer"
    """The program's own row was read after this one was signed, and says something else."""
    UNSIGNED = "unsigned"
    NOT_OPENED = "not_opened"
    """Nobody has opened the address of the look-up."""
    READ_LONG_AGO = "read_long_ago"
    """Our reading of it is older than 12 months."""
    SOON = "soon"
    """The day of its review is within the days that were asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """One row: its table, its state ("" for none), its name there, why it waits, and the day it was or is due."""

    kind: RowKind
    state: str
    name: str
    cause: Cause
    due_on: date | None


def due_rules(own: Path | None, today: date, *, within: timedelta = timedelta()) -> Iterator[DueRow]:
    """Yield the state rules that wait, each for its gravest reason, by state and profession.

    A row that says that no rule was found is not signed. Raises VocabularyError.
    """
    shipped, rules = load_state_rules(), load_state_rules(own)
    for key in sorted(rules.by_key):
        rule = rules.by_key[key]
        if (cause := _cause(rule, shipped, today, within)) is not None:
            yield DueRow(
                kind=RowKind.STATE_RULE, state=rule.state, name=rule.profession, cause=cause, due_on=rule.review_by
            )


def _cause(rule: StateRule, shipped: StateRules, today: date, within: timedelta) -> Cause | None:
    if rule.is_overdue(today):
        return Cause.OVERDUE
    if rule.in_force_from and rule.in_force_from <= today:
        return Cause.IN_FORCE
    if rule.answer is not StateAllows.NOT_FOUND:
        if rule.reviewed_on is None:
            return Cause.UNSIGNED
        if today - rule.reviewed_on > REVIEW_IS_GOOD_FOR:
            return Cause.SIGNED_LONG_AGO
        ours = shipped.by_key.get((rule.state, rule.profession))
        if ours and ours.read_on and ours.read_on > rule.reviewed_on and not is_only_signed(rule, ours):
            return Cause.SHIPPED_IS_NEWER
    return Cause.SOON if rule.review_by and rule.review_by <= today + within else None


def due_lookups(own: Path | None, today: date) -> Iterator[DueRow]:
    """Yield the boards' look-ups that nobody has opened, or not within 12 months; raises VocabularyError."""
    opened = load_board_lookups(own)
    for state, profession in sorted(named_boards(own)):
        found = opened.get((state, profession))
        if found is None:
            cause, due_on = Cause.NOT_OPENED, None
        elif (due_on := found.opened_on + REVIEW_IS_GOOD_FOR) < today:
            cause = Cause.READ_LONG_AGO
        else:
            continue
        yield DueRow(kind=RowKind.BOARD_LOOKUP, state=state, name=profession, cause=cause, due_on=due_on)


def due_credentials(today: date, known: Iterable[CredentialEntry] | None = None) -> Iterator[DueRow]:
    """Yield the letters whose source was read more than 12 months ago."""
    for entry in credentials().values() if known is None else known:
        if entry.read_on and entry.read_on + REVIEW_IS_GOOD_FOR < today:
            yield DueRow(
                kind=RowKind.CREDENTIAL,
                state="",
                name=entry.code,
                cause=Cause.READ_LONG_AGO,
                due_on=entry.read_on + REVIEW_IS_GOOD_FOR,
            )
