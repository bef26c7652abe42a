"""Rules of each state for each profession: our own table, in closed words, with source and certainty."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from index.places.states import state_code
from index.records import Certainty, Profession, StateAllows, StateRule, StateRules
from index.vocabulary.entries import DATA, SOURCE_KINDS, Row, read_rows

COLUMNS = (
    "state", "profession", "answer", "sure", "sure_hours", "hours", "citation", "source_url", "source_kind",
    "source_date", "read_on", "review_by", "reviewed_by", "reviewed_on", "note",
)  # fmt: skip
MOVING = ("in_force_from", "bill", "bill_url", "bill_kind", "bill_read_on")
"""Columns for coming changes; an operator's file may leave them out."""
INVENTED = "invented"


def load_state_rules(own: Path | None = None) -> StateRules:
    """Return the shipped table; rows of an operator's CSV replace the shipped ones.

    `own` has the same columns, may leave out those of `MOVING`, and may have `invented` (true/false) for rules of a
    demonstration. Raises VocabularyError with file, row and what to write.
    """
    rules = list(_shipped())
    if own is not None:
        rules += read_rules(own)
    return StateRules.of(rules)


def read_rules(own: Path) -> Iterator[StateRule]:
    """Yield the rules of an operator's file alone, in its order; raises VocabularyError."""
    return _read(own, COLUMNS, (*MOVING, INVENTED))


@cache
def _shipped() -> tuple[StateRule, ...]:
    return tuple(_read(DATA / "state_rules.csv", (*COLUMNS, *MOVING)))


def _read(path: Path, columns: tuple[str, ...], optional: tuple[str, ...] = ()) -> Iterator[StateRule]:
    seen: dict[tuple[str, Profession], int] = {}
    for row in read_rows(path, columns, optional):
        rule = _rule(row)
        key = (rule.state, rule.profession)
        if key in seen:
            raise row.error(f"{rule.state} {rule.profession} is in row {seen[key]} too. Keep one.")
        seen[key] = row.number
        yield rule


def _rule(row: Row) -> StateRule:
    rule = StateRule(
        state=_state(row),
        profession=row.member("profession", Profession),
        answer=row.member("answer", StateAllows),
        sure=row.member("sure", Certainty),
        sure_hours=row.member("sure_hours", Certainty),
        hours=row.text("hours"),
        citation=row.text("citation"),
        source_url=row.web_address("source_url"),
        source_kind=row.choice("source_kind", (*SOURCE_KINDS, "")),
        source_date=row.text("source_date"),
        read_on=row.day("read_on"),
        review_by=row.day("review_by"),
        reviewed_by=row.text("reviewed_by"),
        reviewed_on=row.day("reviewed_on"),
        note=row.text("note"),
        in_force_from=row.day("in_force_from"),
        bill=row.text("bill"),
        bill_url=row.web_address("bill_url"),
        bill_kind=row.choice("bill_kind", (*SOURCE_KINDS, "")),
        bill_read_on=row.day("bill_read_on"),
        invented=row.flag(INVENTED) if INVENTED in row.values else False,
    )
    _check(row, rule)
    return rule


def _state(row: Row) -> str:
    state = row.text("state", required=True)
    if state_code(state) != state:
        raise row.error(f"state is {state!r}. Write two capital letters like CO.")
    return state


def _check(row: Row, rule: StateRule) -> None:
    # an invented rule has no source; every other one that was read names it with all its dates
    sourced = bool(rule.source_url)
    if sourced != bool(rule.source_kind) or (sourced and rule.read_on is None):
        raise row.error("source_url, source_kind and read_on belong together. Write all three or none.")
    if rule.read_on and rule.review_by is None:
        raise row.error("review_by is empty. Write the day by which the rule is to be read again.")
    if rule.review_by and rule.review_by < (rule.read_on or date.min):
        raise row.error("review_by is before read_on. Write a later day.")
    if bool(rule.reviewed_by) != bool(rule.reviewed_on):
        raise row.error("reviewed_by and reviewed_on belong together. Write both or none.")
    _check_what_moves(row, rule)
    if rule.sure is Certainty.RULE_READ and not sourced and not rule.invented:
        raise row.error("sure is 'rule_read' without a source. Write source_url, or a weaker word.")


def _check_what_moves(row: Row, rule: StateRule) -> None:
    if len({bool(part) for part in (rule.bill, rule.bill_url, rule.bill_kind, rule.bill_read_on)}) != 1:
        raise row.error("bill, bill_url, bill_kind and bill_read_on belong together. Write all four or none.")
    if rule.in_force_from is None:
        return
    if rule.answer is not StateAllows.NOT_YET:
        raise row.error("in_force_from is for the answer not_yet only. Empty it, or write not_yet.")
    if rule.review_by is None or rule.review_by > rule.in_force_from:
        raise row.error("review_by is after in_force_from. Write a day before the law comes into force.")
