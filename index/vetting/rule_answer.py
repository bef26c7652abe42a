"""Answer B for one profession at one place: the rule, how sure it is on a day, and what it may do to a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from index.records import Certainty, Profession, StateAllows, StateRule, StateRules


class Effect(StrEnum):
    """What a rule may change about who is listed (docs/principles.md, rule 5), but for who holds another license."""

    NOTHING = "nothing"
    LEAVES_OUT_NO_WORD = "leaves_out_no_word"
    """People of whom no source speaks leave the places to call."""
    LEAVES_OUT_LISTED = "leaves_out_listed"
    """People of whom a source says yes leave the default list, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowedHere:
    """What the state of a place allows one profession. It is about the profession, never a label on a person."""

    rule: StateRule
    sure: Certainty
    """On the day: a rule past its review, or read more than 12 months ago, is one step less sure."""
    is_overdue: bool
    """Its review was due before the day."""
    hours: str
    """Of training, as the rule itself has them; "" where we are not sure of them on the day."""
    effect: Effect

    @property
    def forbids(self) -> bool:
        """Whether what we read says that this license does not cover dry needling, however sure we are of it."""
        return self.rule.answer in {StateAllows.NOT_ALLOWED, StateAllows.NOT_YET}

    @property
    def is_settled(self) -> bool:
        """Whether a rule, or a summary of it, was read that says something."""
        told = self.rule.answer not in {StateAllows.NO_CLEAR_RULE, StateAllows.NOT_FOUND}
        return told and self.sure in {Certainty.RULE_READ, Certainty.SUMMARY_READ}


def allowed_here(
    state: str, professions: Iterable[Profession], rules: StateRules, today: date
) -> tuple[AllowedHere, ...]:
    """Return answer B for each profession in the state ("CO") of a place; two licenses have two answers.

    None where the state is not known, nor for `other`, which no rule is about.
    """
    held = dict.fromkeys(profession for profession in professions if profession is not Profession.OTHER)
    return tuple(_on(rules.rule(state, profession), today) for profession in held) if state else ()


def _on(rule: StateRule, today: date) -> AllowedHere:
    return AllowedHere(
        rule=rule,
        sure=rule.sure_on(today),
        is_overdue=rule.is_overdue(today),
        hours=rule.hours_on(today),
        effect=_effect(rule, today),
    )


def _effect(rule: StateRule, today: date) -> Effect:
    if rule.leaves_out_listed(today):
        return Effect.LEAVES_OUT_LISTED
    return Effect.LEAVES_OUT_NO_WORD if rule.leaves_out_no_word(today) else Effect.NOTHING
