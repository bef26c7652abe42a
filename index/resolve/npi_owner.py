"""Whose an NPI is: clinics write their organization's number on the pages of people, colleagues share one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from index.records import Listing, ListingKind, PersonName
from index.resolve.given_names import GivenNames
from index.resolve.name_form import NameForm, givens_of, name_form
from index.resolve.traits import Key


def own_npis(listings: Iterable[Listing], registers: frozenset[str]) -> dict[Key, str]:
    """Return the NPI of each listing whose NPI stands for itself.

    A clinic's NPI stands for clinics. A person's stands for the person named by the register or, where no
    register is loaded, for people whose given names agree; for nobody where they conflict.
    """
    groups: defaultdict[str, list[Listing]] = defaultdict(list)
    for listing in listings:
        if listing.npi:
            groups[listing.npi].append(listing)
    owned: dict[Key, str] = {}
    for npi, group in groups.items():
        clinics = [listing for listing in group if listing.kind is ListingKind.CLINIC]
        owners = clinics or _people(group, registers)
        owned.update({(listing.source, listing.source_id): npi for listing in owners})
    return owned


def _people(group: Sequence[Listing], registers: frozenset[str]) -> list[Listing]:
    names: Mapping[Key, NameForm] = {(person.source, person.source_id): _form(person) for person in group}
    anchors = [names[person.source, person.source_id] for person in group if person.source in registers]
    forms = list(names.values())
    if len(set(forms)) == 1:
        return list(group)
    return [
        person
        for person in group
        if _agrees(names[person.source, person.source_id], anchors or forms) or person.source in registers
    ]


def _form(person: Listing) -> NameForm:
    return name_form(person.person or PersonName(given="", family=person.name))


def _agrees(name: NameForm, others: Iterable[NameForm]) -> bool:
    return all(givens_of(name, other) is not GivenNames.CONFLICT for other in others)
