"""A state's rule on dry needling for one profession, and the effect it may have on a list of results."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from index.records.answers import Certainty, Profession, StateAllows

REVIEW_IS_GOOD_FOR = timedelta(days=365)
OFFICIAL = "official"

_STEP_DOWN = {
    Certainty.RULE_READ: Certainty.SUMMARY_READ,
    Certainty.SUMMARY_READ: Certainty.ONE_WEAK_SOURCE,
    Certainty.ONE_WEAK_SOURCE: Certainty.ONE_WEAK_SOURCE,
    Certainty.CONFLICT: Certainty.CONFLICT,
}
_FORBIDS = frozenset({StateAllows.NOT_ALLOWED, StateAllows.NOT_YET})


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRule:
    """Answer B for one profession in one state, with its source and the certainty of permission and of hours.

    `source_kind` is official, law_copy, association, school or news. `hours` is free text and may be shown only
    through `hours_on`. `in_force_from` is the day from which a law that was passed applies.
    `bill` names a bill or a proposed rule that may change the answer, with the last step that we read of it.
    `invented` marks a rule of the demonstration.
    """

    state: str
    profession: Profession
    answer: StateAllows
    sure: Certainty
    sure_hours: Certainty
    hours: str = ""
    citation: str = ""
    source_url: str = ""
    source_kind: str = ""
    source_date: str = ""
    read_on: date | None = None
    review_by: date | None = None
    reviewed_by: str = ""
    reviewed_on: date | None = None
    note: str = ""
    in_force_from: date | None = None
    bill: str = ""
    bill_url: str = ""
    bill_kind: str = ""
    bill_read_on: date | None = None
    invented: bool = False

    @property
    def is_official(self) -> bool:
        """Return whether it was read on a page of the state itself, not in a copy or a report."""
        return self.source_kind == OFFICIAL

    def is_overdue(self, today: date) -> bool:
        """Return whether its review was due before a day."""
        return self.review_by is not None and today > self.review_by

    def sure_on(self, today: date) -> Certainty:
        """Return the certainty of the permission on a day: one step less once the review date has passed.

        A rule that was neither read nor reviewed within 12 months counts as a summary (docs/principles.md, rule 5).
        """
        return self._on(self.sure, today)

    def hours_on(self, today: date) -> str:
        """Return the hours of training that may be shown on a day; "" unless they were read in the rule itself."""
        return self.hours if self._on(self.sure_hours, today) is Certainty.RULE_READ else ""

    def _on(self, sure: Certainty, today: date) -> Certainty:
        looked = [day for day in (self.read_on, self.reviewed_on) if day is not None]
        is_stale = sure is Certainty.RULE_READ and bool(looked) and today - max(looked) > REVIEW_IS_GOOD_FOR
        return _STEP_DOWN[sure] if is_stale or self.is_overdue(today) else sure

    def leaves_out_listed(self, today: date) -> bool:
        """Return whether people with evidence under this license leave the default list.

        Only a rule that we read ourselves and that a person reviewed within 12 months may do that.
        """
        return (
            self.answer in _FORBIDS
            and self.sure_on(today) is Certainty.RULE_READ
            and bool(self.reviewed_by)
            and self.reviewed_on is not None
            and today - self.reviewed_on <= REVIEW_IS_GOOD_FOR
        )

    def leaves_out_no_word(self, today: date) -> bool:
        """Return whether people without any statement are left out under this license; a summary is enough for that."""
        return self.answer in _FORBIDS and self.sure_on(today) in {Certainty.RULE_READ, Certainty.SUMMARY_READ}


@cache
def rule_not_found(state: str, profession: Profession) -> StateRule:
    """Return the rule for every row that the table lacks. Its answer is not found: neither yes nor no."""
    return StateRule(
        state=state,
        profession=profession,
        answer=StateAllows.NOT_FOUND,
        sure=Certainty.ONE_WEAK_SOURCE,
        sure_hours=Certainty.ONE_WEAK_SOURCE,
    )


@dataclass(frozen=True, slots=True)
class StateRules:
    """The table of rules: at most one for each state and profession."""

    by_key: Mapping[tuple[str, Profession], StateRule] = field(default_factory=dict)

    @classmethod
    def of(cls, rules: Iterable[StateRule]) -> "StateRules":
        """Return a table; a later rule takes the place of an earlier one for the same state and profession."""
        return cls({(rule.state, rule.profession): rule for rule in rules})

    def rule(self, state: str, profession: Profession) -> StateRule:
        """Return the rule for a state ("CO") and a profession; `not_found` where there is none."""
        return self.by_key.get((state, profession)) or rule_not_found(state, profession)
