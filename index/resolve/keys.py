"""Blocking keys: two listings are compared only where they share one."""

from collections.abc import Iterator

from index.resolve.traits import Traits


def keys_of(traits: Traits) -> Iterator[tuple[str, ...]]:
    """Yield the blocking keys of a listing."""
    if traits.alone:
        return
    if traits.npi:
        yield "npi", traits.npi
    yield from _person_keys(traits) if traits.person else _clinic_keys(traits)


def _person_keys(traits: Traits) -> Iterator[tuple[str, ...]]:
    name = traits.name
    initial, family = name.given[:1], name.family
    for part in name.families:
        yield from (("family", part, initial, state) for state in traits.states)
        yield from (("family at", part, contact) for contact in traits.phones)
    for given in name.full_givens:
        yield from (("name", given, part) for part in name.families)
        yield from (("given in zip", given, code) for code in traits.zips)
        yield from (("given on phone", given, phone) for phone in traits.phones)
    yield from (("street", street, initial) for street in traits.streets)
    if traits.domain:
        yield "site", traits.domain, name.given[:2]
        yield "site family", traits.domain, family[:3]
    yield from (("workplace", place, initial) for place in traits.workplaces)
    yield from (("town", town, name.given[:3], family[:2], family[-2:]) for town in traits.towns)


def _clinic_keys(traits: Traits) -> Iterator[tuple[str, ...]]:
    name = traits.organization
    yield from (("clinic on phone", name, phone) for phone in traits.phones)
    yield from (("clinic street", name, street) for street in traits.streets)
