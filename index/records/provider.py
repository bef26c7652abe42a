"""The published record: a practitioner or a clinic, merged from its listings, with an answer for each place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from index.records.answers import ListingKind, Profession, SourcesSay
from index.records.check import Check
from index.records.claim import Claim
from index.records.listing import Credential, License, PersonName, PracticeLocation


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A source's words. `says_yes` is False where they deny; `read_on` is the day we last read them."""

    text: str
    source: str
    url: str
    read_on: date
    says_yes: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Answer A with the quotes behind it, the deciding one first. No quotes where the answer is `no_word`."""

    answer: SourcesSay = SourcesSay.NO_WORD
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """One practice location of a provider: the place, the evidence for dry needling there, and its sources."""

    location: PracticeLocation
    evidence: Finding
    sources: tuple[str, ...]
    street_withheld: bool = False
    """The street is known only from the NPI registry, so only town and ZIP code are published."""
    organization_shared: bool = False
    """No source names the organization for this provider; it comes from others at the same phone and address."""
    differing: tuple[Claim, ...] = ()
    """Claims on which sources disagree about this place; filled where a provider has several places."""
    details: tuple[Claim, ...] = ()
    """Claims of `told_us` that no source states (hours, new patients), one a field; a lapsed one has the value ""."""


_TABLE_ORDER = {answer: place for place, answer in enumerate(SourcesSay)}


def strongest_finding(practices: Iterable[Practice]) -> Finding:
    """Return the evidence of the practice whose answer comes first in table order.

    `disagree` comes from one practice with both a yes and a no, never from two practices that differ.
    """
    stated = (practice.evidence for practice in practices)
    return min(stated, key=lambda one: _TABLE_ORDER[one.answer], default=Finding())


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A practitioner or a clinic. `practices` is never empty; the first is the best known place."""

    id: str
    name: str
    professions: tuple[Profession, ...] = ()
    credentials: tuple[Credential, ...] = ()
    unknown_credentials: tuple[str, ...] = ()
    licenses: tuple[License, ...] = ()
    taxonomies: tuple[str, ...] = ()
    """NUCC codes as typed in an NPI register, the primary one first."""
    conditions: tuple[str, ...] = ()
    practices: tuple[Practice, ...] = ()
    website: str = ""
    npi: str = ""
    claims: tuple[Claim, ...] = ()
    checks: tuple[Check, ...] = ()
    """Look-ups in public registers. Registers are not among `sources`: they list nobody."""

    @property
    def kind(self) -> ListingKind:
        """Person or clinic."""
        raise TypeError("a Provider is either a Practitioner or a Clinic")

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of all sources that list this provider, sorted."""
        return tuple(sorted({claim.source for claim in self.claims}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Practitioner(Provider):
    """A person."""

    person: PersonName

    @property
    def kind(self) -> ListingKind:
        """Always a person."""
        return ListingKind.PERSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic(Provider):
    """A clinic. One without named people is a result too."""

    @property
    def kind(self) -> ListingKind:
        """Always a clinic."""
        return ListingKind.CLINIC
