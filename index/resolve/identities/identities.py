"""Gives each cluster its id: random, assigned once, stable over recrawls, redirected on a merge. Pure but for chance.

A listing keeps its provider by source id if the source's ids are stable, else by evidence alone.
"""

import secrets
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from index.resolve.clusters.clusters import Member, keeps_its_place
from index.resolve.compare.features import Features, Key

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Lowercase letters and digits without 0, 1, i, l and o, which look alike."""
ID_LENGTH = 10


def random_id() -> str:
    """Return a random id of ten characters, one of 31 to the 10th, so that nobody can guess one."""
    return "".join(secrets.choice(ALPHABET) for _ in range(ID_LENGTH))


@dataclass(slots=True)
class Identities:
    """The ids after a resolution."""

    provider: dict[Key, str] = field(default_factory=dict)
    new: dict[str, str] = field(default_factory=dict)
    """Kind of each new id."""
    merged: dict[str, str] = field(default_factory=dict)
    """The id that each id no longer in use redirects to."""
    split: int = 0
    """The number of earlier providers that split."""


def identify(
    groups: Sequence[Sequence[Features]],
    previous: Mapping[Key, Member],
    created: Mapping[str, date],
    draw: Callable[[], str] = random_id,
) -> Identities:
    """Return an id for each group.

    An id goes to the group that holds its NPI, else to the one with most of its listings. A group that gets several
    ids keeps the one with the NPI, else the oldest; the others redirect to it. Groups without an id get a new one.
    `created` has every id ever given; none of them is drawn again.
    """
    identities = Identities()
    heirs: defaultdict[int, list[str]] = defaultdict(list)
    for provider, holders in sorted(_holders(groups, previous).items()):
        identities.split += len(holders) > 1
        heirs[max(holders, key=lambda at: _claim(groups[at], provider, previous))].append(provider)
    taken = set(created)
    for at, group in enumerate(groups):
        ids = sorted(heirs.get(at, ()), key=lambda one: (_drift(group, one, previous), created[one], one))
        if not ids:
            ids = [fresh(taken, draw)]
            identities.new[ids[0]] = "person" if group[0].person else "clinic"
        identities.merged.update(dict.fromkeys(ids[1:], ids[0]))
        identities.provider.update({features.key: ids[0] for features in group})
    return identities


def _holders(groups: Sequence[Sequence[Features]], previous: Mapping[Key, Member]) -> dict[str, list[int]]:
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at, group in enumerate(groups):
        for provider in sorted({previous[features.key].provider for features in _stayed(group, previous)}):
            holders[provider].append(at)
    return holders


def _stayed(group: Sequence[Features], previous: Mapping[Key, Member]) -> list[Features]:
    return [
        features
        for features in group
        if features.key in previous and keeps_its_place(features, previous[features.key].name_key)
    ]


def _claim(group: Sequence[Features], provider: str, previous: Mapping[Key, Member]) -> tuple[bool, bool, int, Key]:
    return claim([features for features in _stayed(group, previous) if previous[features.key].provider == provider])


def claim(mine: Sequence[Features]) -> tuple[bool, bool, int, Key]:
    """Return how strongly the listings that had an id claim it; the greatest claim wins."""
    register = any(features.register and features.npi for features in mine)
    return register, any(features.npi for features in mine), len(mine), min(features.key for features in mine)


def _drift(group: Sequence[Features], provider: str, previous: Mapping[Key, Member]) -> int:
    return anchor([features for features in _stayed(group, previous) if previous[features.key].provider == provider])


def anchor(mine: Sequence[Features]) -> int:
    """Return 0 where an NPI register's record is among an id's listings, 1 where another listing has an NPI, else 2."""
    return min((0 if features.register else 1 for features in mine if features.npi), default=2)


def fresh(taken: set[str], draw: Callable[[], str]) -> str:
    """Return a new id, drawn until it is not in `taken`, and add it there."""
    while (drawn := draw()) in taken:
        pass
    taken.add(drawn)
    return drawn


def held_together(previous: Mapping[Key, Member], loose: frozenset[str]) -> Mapping[Key, Member]:
    """Return the memberships that hold listings together: those of sources that do not reuse ids (`loose`)."""
    return {key: one for key, one in previous.items() if key[0] not in loose} if loose else previous


def keeping_ids(
    previous: Mapping[Key, Member], names: Mapping[Key, str], loose: frozenset[str]
) -> Mapping[Key, Member]:
    """Return the memberships that carry an id over; for a `loose` source only those with an unchanged name."""
    if not loose:
        return previous
    return {
        key: one for key, one in previous.items() if key[0] not in loose or names.get(key, one.name_key) == one.name_key
    }
