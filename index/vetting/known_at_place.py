"""Known facts on a provider, and on one of its places, on a day; `unknown` derives the gaps from them."""

from dataclasses import dataclass
from datetime import date, timedelta

from index.records import Check, Finding, ListingKind, Profession, Quote, SourcesSay
from index.vetting.disagreement import Disagreement
from index.vetting.held_records import Course, Identity, LicenseRecord
from index.vetting.rule_answer import AllowedHere

OLD = timedelta(days=365)
"""Statements read longer ago than this call for a phone call first (docs/principles.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderFacts:
    """Facts that hold at every place of a provider."""

    kind: ListingKind
    professions: tuple[Profession, ...]
    """Without `other`."""
    licenses: tuple[LicenseRecord, ...]
    identity: Identity
    exclusion: Check | None
    """A match with the exclusion list that an operator confirmed; others do not appear."""
    courses: tuple[Course, ...]
    website: str

    @property
    def is_clinic(self) -> bool:
        """True if it is a clinic and not a person."""
        return self.kind is ListingKind.CLINIC

    @property
    def has_training(self) -> bool:
        """True if a course in dry needling is listed."""
        return any(course.is_training for course in self.courses)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFacts:
    """Facts on one place, or on all places of a clinic together."""

    states: tuple[str, ...]
    evidence: Finding
    allowed: tuple[AllowedHere, ...]
    disagreements: tuple[Disagreement, ...]
    has_phone: bool
    has_street: bool
    """True also for a withheld street, which is known but not shown."""
    day: date
    details: frozenset[str] = frozenset()
    """Fields that the listed gave of the place and that have not lapsed: hours, new patients."""

    @property
    def answer(self) -> SourcesSay:
        """Answer A."""
        return self.evidence.answer

    @property
    def deciding(self) -> tuple[Quote, ...]:
        """The quotes that decide answer A: one, or the yes and the no if sources disagree."""
        return self.evidence.quotes[: 2 if self.answer is SourcesSay.DISAGREE else 1]

    @property
    def doubts(self) -> tuple[Disagreement, ...]:
        """Disagreements the provider has not settled by a correction."""
        return tuple(one for one in self.disagreements if not one.is_settled_on(self.day))

    @property
    def is_old(self) -> bool:
        """True if the deciding quote was read so long ago (`OLD`) that a call should come first."""
        return any(self.day - quote.read_on >= OLD for quote in self.deciding[:1])
