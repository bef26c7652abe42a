"""Whether a name in a register may be a provider's. It is never enough by itself; a wrong one is enough to stop."""

from collections.abc import Iterator
from functools import lru_cache

from index.normalize.name import parse_person
from index.records import ListingKind, PersonName, RegisterEntry
from index.resolve.name_form import name_form, still_the_name


def may_be(person: PersonName, entry: RegisterEntry) -> bool:
    """Return whether given name, family name, middle initial and generation of an entry speak against nothing."""
    if entry.subject is not ListingKind.PERSON or not person.given:
        return False
    mine = name_form(person)
    return any(still_the_name(name_form(name), mine) for name in _readings(entry.name, entry.family_first))


@lru_cache(maxsize=10_000)
def _readings(name: str, family_first: bool) -> tuple[PersonName, ...]:
    return tuple(_read(name, family_first=family_first))


def _read(name: str, *, family_first: bool) -> Iterator[PersonName]:
    """Yield the ways to read a name; one without comma may be written in either order."""
    orders = {family_first} if "," in name or family_first else {False, True}
    for order in sorted(orders):
        parsed = parse_person(name, family_first=order).name
        if parsed and parsed.given and parsed.family:
            yield parsed
