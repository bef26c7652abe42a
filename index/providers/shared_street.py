"""Shared streets: streets that may be shown, so that no home address is published by mistake.

A street known only from an NPI register may be a home. It is shown as town and ZIP until a second source, an
organization or a second practitioner has it too.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from index.normalize.match_keys import street_key, town_key, words
from index.providers.stated_place import StatedPlace
from index.providers.trust import Trust
from index.records import ListingKind, PracticeLocation, SeenListing
from index.records.register import NPI_REGISTERS


def shared_streets(
    listings: Iterable[SeenListing], *, registry_sources: frozenset[str] = NPI_REGISTERS
) -> frozenset[str]:
    """Return keys of the streets that any source but a register's record of a person states, or several people have."""
    people: defaultdict[str, set[str]] = defaultdict(set)
    shared: set[str] = set()
    for seen in listings:
        listing = seen.listing
        alone = listing.source in registry_sources and listing.kind is ListingKind.PERSON
        if not listing.deactivated:
            for token in {token for place in listing.locations for token in _building_and_unit(place)}:
                people[token].add(listing.npi or f"{listing.source} {listing.source_id}")
                if not alone:
                    shared.add(token)
    return frozenset(shared | {token for token, holders in people.items() if len(holders) > 1})


def street_is_withheld(place: Sequence[StatedPlace], shared: frozenset[str], trust: Trust) -> bool:
    """Return whether the street of a person's place is known only from NPI registers, and nobody shares it."""
    stated = [one for one in place if one.location.street]
    if not all(trust.is_register(one.seen) for one in stated):
        return False
    return bool(stated) and not any(shared.intersection(_tokens(one.location, one.location.unit)) for one in stated)


def _building_and_unit(location: PracticeLocation) -> Iterator[str]:
    # Neighbors in one apartment house share the street but not the unit.
    yield from _tokens(location, location.unit)
    yield from _tokens(location, "")


def _tokens(location: PracticeLocation, unit: str) -> Iterator[str]:
    if street := street_key(location.street):
        for area in (location.zip, town_key(location.city, location.state)):
            if area:
                yield f"{street}|{area}|{_unit(unit)}"


def _unit(text: str) -> str:
    # "Apt 4", "#4" and "Unit 4" are one.
    return words(text)[-1] if words(text) else ""
