"""What is published: a practitioner or a clinic, folded from its listings, with an answer for each place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from index.records.answers import ListingKind, Profession, SourcesSay
from index.records.check import Check
from index.records.claim import Claim
from index.records.listing import Credential, License, PersonName, PracticeLocation


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A source's words: `says_yes` tells which way they point; `read_on` is the day we last read them."""

    text: str
    source: str
    url: str
    read_on: date
    says_yes: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Answer A with what it rests on, the deciding quote first. No quotes where the answer is `no_word`."""

    answer: SourcesSay = SourcesSay.NO_WORD
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """One practice location of a provider: the place, what is said of dry needling there, and who says so."""

    location: PracticeLocation
    evidence: Finding
    sources: tuple[str, ...]
    street_withheld: bool = False
    """The street is known only from the NPI registry, so only town and ZIP are published."""
    organization_shared: bool = False
    """No source names the organization for this provider: it is the one at the same phone number and address."""
    differing: tuple[Claim, ...] = ()
    """Where a provider has several places, the claims of which sources state different values about this one."""


_TABLE_ORDER = {answer: place for place, answer in enumerate(SourcesSay)}


def strongest_finding(practices: Iterable[Practice]) -> Finding:
    """Return the evidence of the practice whose answer comes first in table order.

    A practice where a yes and a no meet keeps its `disagree`; it is never made of two practices that differ.
    """
    told = (practice.evidence for practice in practices)
    return min(told, key=lambda said: _TABLE_ORDER[said.answer], default=Finding())


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A practitioner or a clinic. `practices` is never empty; the first is the best known place."""

    id: str
    name: str
    professions: tuple[Profession, ...] = ()
    credentials: tuple[Credential, ...] = ()
    unknown_credentials: tuple[str, ...] = ()
    licenses: tuple[License, ...] = ()
    conditions: tuple[str, ...] = ()
    practices: tuple[Practice, ...] = ()
    website: str = ""
    npi: str = ""
    claims: tuple[Claim, ...] = ()
    checks: tuple[Check, ...] = ()
    """What public registers say. They are no sources of the provider: none of them lists anybody."""

    @property
    def kind(self) -> ListingKind:
        """Person or clinic."""
        raise TypeError("a Provider is either a Practitioner or a Clinic")

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of all sources that speak of this provider, sorted."""
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
    """A place. A clinic without named people is a result too."""

    @property
    def kind(self) -> ListingKind:
        """Always a clinic."""
        return ListingKind.CLINIC
