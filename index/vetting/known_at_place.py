"""What is known of a provider at one place on a day, before anything is said of what is not."""

from dataclasses import dataclass
from datetime import date, timedelta

from index.records import Check, Finding, ListingKind, Profession, Quote, SourcesSay
from index.vetting.disagreement import Disagreement
from index.vetting.held_records import Course, Identity, LicenseRecord
from index.vetting.rule_answer import AllowedHere

OLD = timedelta(days=365)
"""Words that were read longer ago than that ask for a call first (docs/principles.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderFacts:
    """What is the same at every place."""

    kind: ListingKind
    professions: tuple[Profession, ...]
    """Without `other`, which says nothing."""
    licenses: tuple[LicenseRecord, ...]
    identity: Identity
    exclusion: Check | None
    """Only one that an operator confirmed; any other match is as if nobody had looked."""
    courses: tuple[Course, ...]
    website: str

    @property
    def is_clinic(self) -> bool:
        """Whether it is a place and not a person."""
        return self.kind is ListingKind.CLINIC

    @property
    def has_training(self) -> bool:
        """Whether a course in dry needling is listed."""
        return any(course.is_training for course in self.courses)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFacts:
    """What is said and allowed at one place, or at all places of a clinic together."""

    states: tuple[str, ...]
    evidence: Finding
    allowed: tuple[AllowedHere, ...]
    disagreements: tuple[Disagreement, ...]
    has_phone: bool
    has_street: bool
    """One that is withheld is known, and not shown."""
    day: date

    @property
    def answer(self) -> SourcesSay:
        """Answer A."""
        return self.evidence.answer

    @property
    def deciding(self) -> tuple[Quote, ...]:
        """The quotes that answer A rests on: one, or the yes and the no where sources disagree."""
        return self.evidence.quotes[: 2 if self.answer is SourcesSay.DISAGREE else 1]

    @property
    def doubts(self) -> tuple[Disagreement, ...]:
        """The disagreements that nobody of whom they are has settled."""
        return tuple(one for one in self.disagreements if not one.is_settled_on(self.day))

    @property
    def is_old(self) -> bool:
        """Whether the deciding words were read too long ago to go without a call."""
        return any(self.day - quote.read_on >= OLD for quote in self.deciding[:1])
