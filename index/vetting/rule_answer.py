"""Answer B for one profession at one place: the state's rule, its certainty on a day, and its effect on lists."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from index.records import Certainty, Profession, StateAllows, StateRule, StateRules


class Effect(StrEnum):
    """The effect of a rule on who is listed (docs/principles.md, rule 5), except people with another license."""

    NOTHING = "nothing"
    LEAVES_OUT_NO_WORD = "leaves_out_no_word"
    """Leaves out people without a source on dry needling."""
    LEAVES_OUT_LISTED = "leaves_out_listed"
    """Also leaves out people with a source that says yes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowedHere:
    """A state's rule for one profession: a fact about the profession, never a label on a person."""

    rule: StateRule
    sure: Certainty
    """On the day: one step lower for a rule past its review or read more than 12 months ago."""
    is_overdue: bool
    """True if its review was due before the day."""
    hours: str
    """Hours of training as the rule states them; "" if that is not certain on the day."""
    effect: Effect

    @property
    def forbids(self) -> bool:
        """True if the rule says this license does not cover dry needling, whatever the certainty."""
        return self.rule.answer in {StateAllows.NOT_ALLOWED, StateAllows.NOT_YET}

    @property
    def is_settled(self) -> bool:
        """True if a rule, or a summary of it, was read and is clear."""
        is_clear = self.rule.answer not in {StateAllows.NO_CLEAR_RULE, StateAllows.NOT_FOUND}
        return is_clear and self.sure in {Certainty.RULE_READ, Certainty.SUMMARY_READ}


def allowed_here(
    state: str, professions: Iterable[Profession], rules: StateRules, today: date
) -> tuple[AllowedHere, ...]:
    """Return answer B for each profession in the state (such as "CO") of a place; two licenses have two answers.

    Return nothing for an unknown state (""), nor for the profession `other`, which has no rules.
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
