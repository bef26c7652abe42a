"""Signing state rules: a row of the operator's own file replaces the shipped one, with who reviewed it and when.

A signature says that a person compared the row with the rule. It never makes the row surer than it is.
"""

import csv
import io
import tempfile
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from index.durable_files import replace_file
from index.file_modes import SHARED_FILE
from index.records import Profession, StateAllows, StateRule
from index.records.rule import REVIEW_IS_GOOD_FOR
from index.vocabulary.state_rules import COLUMNS, INVENTED, MOVING, load_state_rules, read_rules

_WRITTEN = (*COLUMNS, *MOVING, INVENTED)
_OF_A_SIGNATURE = frozenset({"reviewed_by", "reviewed_on", "review_by", "read_on"})


class NoRuleError(LookupError):
    """The table has no rule for this state and profession that somebody could sign."""


class RuleSignatureError(ValueError):
    """A signature does not fit the rule; the message says what to write or to change first."""


def signed(
    rule: StateRule, who: str, today: date, *, read_on: date | None = None, review_by: date | None = None
) -> StateRule:
    """Return a rule as `who` signs it today; raises NoRuleError and RuleSignatureError.

    `read_on` is the day on which they read its source again. `review_by` is the day of the next review; without it the
    present day stays if it is ahead, else it is a year from today, and no later than the day a law comes into force.
    """
    if rule.answer is StateAllows.NOT_FOUND:
        raise NoRuleError(
            f"no rule for {rule.state} {rule.profession} was found, so there is nothing to sign; "
            "write the row you found into state_rules.csv of the home first"
        )
    if not who.strip():
        raise RuleSignatureError("say who reviewed the rule: --who with name and profession")
    if read_on and read_on > today:
        raise RuleSignatureError(f"--read-on {read_on} is ahead; write the day on which the source was read")
    if read_on and not rule.source_url:
        raise RuleSignatureError("the row names no source that could be read; write source_url into its row first")
    if rule.in_force_from and rule.in_force_from <= today:
        raise RuleSignatureError(
            f"the law is in force since {rule.in_force_from}, and the row still says not_yet; "
            "write the new answer into state_rules.csv of the home, then sign that"
        )
    due = review_by or _next_review(rule, today)
    if due <= today:
        raise RuleSignatureError(f"--review-by {due} is not ahead; write the day of the next review")
    return replace(rule, reviewed_by=who.strip(), reviewed_on=today, read_on=read_on or rule.read_on, review_by=due)


def _next_review(rule: StateRule, today: date) -> date:
    kept = rule.review_by if rule.review_by and rule.review_by > today else today + REVIEW_IS_GOOD_FOR
    return min(kept, rule.in_force_from) if rule.in_force_from else kept


def replace_rule(own: Path, rule: StateRule) -> None:
    """Put a rule into the operator's file, in place of its row there; raises VocabularyError for an unreadable file.

    The file is written aside, read back, and replaced as a whole. Callers hold the store's write lock, so that two do
    not write at once.
    """
    rows = _rows(own)
    rows[rule.state, rule.profession] = rule
    _write(own, rows.values())


def unsign_rule(own: Path, state: str, profession: Profession) -> StateRule:
    """Take the signature of a rule back, and return the rule as it now is; raises NoRuleError where there is none.

    A row that was only there for its signature goes, so that the shipped row holds again.
    """
    rows = _rows(own)
    rule = rows.get((state, profession))
    if rule is None or not rule.reviewed_by:
        raise NoRuleError(f"{state} {profession} has no signature in {own}; see `pinpoint rules review {state}`")
    shipped = load_state_rules().rule(state, profession)
    if is_only_signed(rule, shipped):
        del rows[state, profession]
    else:
        rows[state, profession] = replace(rule, reviewed_by="", reviewed_on=None)
    _write(own, rows.values())
    return load_state_rules(own if own.exists() else None).rule(state, profession)


def is_only_signed(rule: StateRule, shipped: StateRule) -> bool:
    """Return whether a rule says what the shipped row says, but for who reviewed it and when."""
    return all(
        getattr(rule, one.name) == getattr(shipped, one.name)
        for one in fields(StateRule)
        if one.name not in _OF_A_SIGNATURE
    )


def _rows(own: Path) -> dict[tuple[str, Profession], StateRule]:
    found = read_rules(own) if own.exists() else ()
    return {(rule.state, rule.profession): rule for rule in found}


def _write(own: Path, rules: Iterable[StateRule]) -> None:
    written = list(rules)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, _WRITTEN, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _spelled(getattr(rule, name)) for name in _WRITTEN} for rule in written)
    content = text.getvalue().encode()
    with tempfile.TemporaryDirectory() as aside:
        copy = Path(aside, own.name)
        copy.write_bytes(content)
        if list(read_rules(copy)) != written:
            raise RuleSignatureError(f"{own} would not read back as it was written; nothing was changed")
    replace_file(own, content, mode=SHARED_FILE)


def _spelled(value: object) -> str:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, bool):
        return "true" if value else ""
    return value.isoformat() if isinstance(value, date) else str(value or "")
