"""Vetoes: reasons why two listings cannot be of one practitioner or clinic, whatever else they share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from index.resolve.compare.features import Features, Key
from index.resolve.compare.given_names import GivenNames
from index.resolve.compare.name_form import FamilyNames, NameForm, families_of, givens_of, middles_conflict
from index.vocabulary.short_names import is_established


class Veto(StrEnum):
    """The reasons why two groups of listings cannot be one."""

    DECIDED_DIFFERENT = "decided_different"
    PERSON_AND_CLINIC = "person_and_clinic"
    TWO_NPIS = "two_npis"
    GENERATION = "generation"
    GIVEN_NAME = "given_name"
    MIDDLE_INITIAL = "middle_initial"
    TWO_ENTRIES = "two_entries"


WORDS = {
    Veto.DECIDED_DIFFERENT: "an operator decided that they are different",
    Veto.PERSON_AND_CLINIC: "one is a person, the other a clinic",
    Veto.TWO_NPIS: "they hold two different NPIs",
    Veto.GENERATION: "their generations differ (Jr, Sr, II …)",
    Veto.GIVEN_NAME: "their given names conflict",
    Veto.MIDDLE_INITIAL: "their middle initials conflict under one surname",
    Veto.TWO_ENTRIES: "one source lists both, under two ids: with near-alike names and no phone or street in common,"
    " or with other family names at one place",
}


@dataclass(slots=True)
class Group:
    """The combined features of one cluster's listings that vetoes need."""

    keys: set[Key]
    people: bool
    npis: set[str] = field(default_factory=set)
    generations: set[str] = field(default_factory=set)
    names: set[NameForm] = field(default_factory=set)
    entries: dict[str, list[Features]] = field(default_factory=dict)
    """The people's listings of each source."""

    @classmethod
    def of(cls, features: Features) -> "Group":
        """Return the group of one listing."""
        group = cls({features.key}, features.person)
        if features.npi:
            group.npis.add(features.npi)
        if features.person:
            group.names.add(features.name)
            group.entries[features.key[0]] = [features]
            if features.name.generation:
                group.generations.add(features.name.generation)
        return group

    def absorb(self, other: "Group") -> None:
        """Add another group."""
        self.keys |= other.keys
        self.npis |= other.npis
        self.generations |= other.generations
        self.names |= other.names
        for source, entries in other.entries.items():
            self.entries[source] = [*self.entries.get(source, ()), *entries]


_OTHER = frozenset({FamilyNames.TYPO, FamilyNames.DIFFERENT})

Different = Mapping[Key, set[Key]]
"""For each listing, the listings that were decided to be somebody else."""


def veto(left: Group, right: Group, different: Different) -> Veto | None:
    """Return the veto against joining two groups, or None. Joining can only add vetoes, never remove one."""
    if left.people != right.people:
        return Veto.PERSON_AND_CLINIC
    if _decided_different(left.keys, right.keys, different):
        return Veto.DECIDED_DIFFERENT
    if left.npis and right.npis and left.npis.isdisjoint(right.npis):
        return Veto.TWO_NPIS
    if left.generations and right.generations and left.generations.isdisjoint(right.generations):
        return Veto.GENERATION
    if found := _names_conflict(left.names - right.names, right.names - left.names):
        return found
    return Veto.TWO_ENTRIES if _two_entries(left, right) else None


def _decided_different(left: set[Key], right: set[Key], different: Different) -> bool:
    if not different:
        return False
    fewer, more = sorted((left, right), key=len)
    return any(not different.get(key, set()).isdisjoint(more) for key in fewer)


def _names_conflict(left: Iterable[NameForm], right: set[NameForm]) -> Veto | None:
    found = None
    for one in left:
        for other in right:
            if givens_of(one, other) is GivenNames.CONFLICT:
                return Veto.GIVEN_NAME
            if middles_conflict(one, other):
                found = Veto.MIDDLE_INITIAL
    return found


def _two_entries(left: Group, right: Group) -> bool:
    return any(
        (are_two_entries(one, other) and _near_alike(one.name, other.name)) or are_colleagues(one, other)
        for source in left.entries.keys() & right.entries.keys()
        for one in left.entries[source]
        for other in right.entries[source]
    )


def are_two_entries(one: Features, other: Features) -> bool:
    """Return whether a source lists two people: two ids, two names, and no phone or street in common.

    A person with two offices is listed twice under one name; one with two spellings shares the phone or the street.
    This holds for two listings only: a third one, such as a register's, may still connect a misspelled one.
    """
    if one.key[0] != other.key[0] or one.name == other.name or (one.npi and one.npi == other.npi):
        return False
    if one.phones & other.phones or one.streets & other.streets:
        return False
    return givens_of(one.name, other.name) is not GivenNames.EXACT or families_of(one.name, other.name) in _OTHER


def are_colleagues(one: Features, other: Features) -> bool:
    """Return whether a source lists two people of different family names at one place, under two ids.

    For a changed family name, as after a marriage, a source changes its existing entry instead.
    """
    if one.key[0] != other.key[0] or (one.npi and one.npi == other.npi):
        return False
    together = one.phones & other.phones or one.streets & other.streets or one.workplaces & other.workplaces
    return bool(together) and families_of(one.name, other.name) is FamilyNames.DIFFERENT


def _near_alike(one: NameForm, other: NameForm) -> bool:
    """Return whether two names are one letter apart: in the family name, or in two given names not established."""
    if families_of(one, other) is FamilyNames.TYPO:
        return True
    typo = givens_of(one, other) in {GivenNames.TYPO, GivenNames.PREFIX}
    return typo and not (is_established(one.given) or is_established(other.given))
