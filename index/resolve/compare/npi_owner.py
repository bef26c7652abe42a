"""Ownership of NPIs: clinics put their organization's number on the pages of people, and colleagues share one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.resolve.compare.features import Features
from index.resolve.compare.given_names import GivenNames
from index.resolve.compare.name_form import NameForm, givens_of


def with_own_npis(listings: Sequence[Features]) -> list[Features]:
    """Return the listings in their order, each with its NPI only where it is its own.

    A clinic's NPI belongs to clinics. A person's belongs to the person that the register names or, where no register is
    loaded, to people whose given names agree; to nobody where they conflict.
    """
    groups: defaultdict[str, list[Features]] = defaultdict(list)
    for one in listings:
        if one.npi:
            groups[one.npi].append(one)
    disowned = {one.key for group in groups.values() if len(group) > 1 for one in _not_owners(group)}
    return [replace(one, npi="") if one.key in disowned else one for one in listings]


def _not_owners(group: Sequence[Features]) -> list[Features]:
    if any(not one.person for one in group):
        return [one for one in group if one.person]
    anchors = [one.name for one in group if one.register]
    names = anchors or [one.name for one in group]
    if len({one.name for one in group}) == 1:
        return []
    return [one for one in group if not one.register and not _agrees(one.name, names)]


def _agrees(name: NameForm, others: Iterable[NameForm]) -> bool:
    return all(givens_of(name, other) is not GivenNames.CONFLICT for other in others)
