"""What forbids that two listings speak of one practitioner or clinic, whatever else they share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from index.resolve.given_names import GivenNames
from index.resolve.name_form import NameForm, givens_of, middles_conflict
from index.resolve.traits import Key, Traits


class Veto(StrEnum):
    """The reasons, in the order in which they are looked at."""

    DECIDED_DIFFERENT = "decided_different"
    PERSON_AND_CLINIC = "person_and_clinic"
    TWO_NPIS = "two_npis"
    GENERATION = "generation"
    GIVEN_NAME = "given_name"
    MIDDLE_INITIAL = "middle_initial"


WORDS = {
    Veto.DECIDED_DIFFERENT: "an operator decided that they are different",
    Veto.PERSON_AND_CLINIC: "one is a person, the other a clinic",
    Veto.TWO_NPIS: "they hold two different NPIs",
    Veto.GENERATION: "their generations differ (Jr, Sr, II …)",
    Veto.GIVEN_NAME: "their given names conflict",
    Veto.MIDDLE_INITIAL: "their middle initials conflict under one surname",
}


@dataclass(slots=True)
class Group:
    """What the listings of one cluster hold together, as far as vetoes ask."""

    keys: set[Key]
    people: bool
    npis: set[str] = field(default_factory=set)
    generations: set[str] = field(default_factory=set)
    names: set[NameForm] = field(default_factory=set)

    @classmethod
    def of(cls, traits: Traits) -> "Group":
        """Return the group of one listing."""
        group = cls({traits.key}, traits.person)
        if traits.npi:
            group.npis.add(traits.npi)
        if traits.person:
            group.names.add(traits.name)
            if traits.name.generation:
                group.generations.add(traits.name.generation)
        return group

    def absorb(self, other: "Group") -> None:
        """Take in another group."""
        self.keys |= other.keys
        self.npis |= other.npis
        self.generations |= other.generations
        self.names |= other.names


Different = Mapping[Key, set[Key]]
"""For each listing the listings that an operator decided to be somebody else."""


def veto(left: Group, right: Group, different: Different) -> Veto | None:
    """Return what forbids joining two groups, or None. Joining can only add vetoes, never lift one."""
    if left.people != right.people:
        return Veto.PERSON_AND_CLINIC
    if _decided_different(left.keys, right.keys, different):
        return Veto.DECIDED_DIFFERENT
    if left.npis and right.npis and left.npis.isdisjoint(right.npis):
        return Veto.TWO_NPIS
    if left.generations and right.generations and left.generations.isdisjoint(right.generations):
        return Veto.GENERATION
    return _names_conflict(left.names - right.names, right.names - left.names)


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
