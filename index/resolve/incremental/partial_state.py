"""The part of the listings that a change can affect through links, memberships or decisions, and its memberships."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Row, or_, select

from index.resolve.clusters.clusters import Member
from index.resolve.clusters.scored_links import Links
from index.resolve.compare.features import Key
from index.resolve.compare.key_index import KeyIndex, Mask, Numbers
from index.resolve.identities.registry import CurrentIdentities, version
from index.store.identities import mixed_up
from index.store.merged_ids import follow_merges
from index.store.runs.staging import BATCH
from index.store.schema import membership, provider


class PartialIdentities:
    """Memberships of listings and of all others with the same provider, read when they are needed."""

    def __init__(self, connection: Connection, keys: Sequence[Key]) -> None:
        self._connection = connection
        self._keys = keys
        self._rows: dict[Key, Row[Any]] = {}
        self._asked: set[Key] = set()
        self._providers: set[str] = set()

    def companions(self, numbers: Numbers, at: dict[Key, int]) -> Numbers:
        """Return the numbers of the listings that share a provider with some listings, if they are in `at`."""
        asked = [self._keys[number] for number in numbers.tolist()]
        new = [key for key in asked if key not in self._asked]
        self._asked.update(new)
        found = list(self._of_listings([key for key in new if key not in self._rows]))
        found += [self._rows[key] for key in new if key in self._rows]
        providers = {one for row in found for one in (row.provider, row.undecided)} - self._providers
        self._providers |= providers
        found += self._of_providers(sorted(providers))
        self._rows.update({(row.source, row.source_id): row for row in found})
        numbers_of = (at.get((row.source, row.source_id)) for row in found)
        return np.array([number for number in numbers_of if number is not None], np.int64)

    def current(self) -> CurrentIdentities:
        """Return the identities read so far."""
        ids = {one for row in self._rows.values() for one in (row.provider, row.undecided)}
        rows = self._followed(ids)
        merged_into = {row.id: row.merged_into for row in rows if row.merged_into}
        members = {
            key: Member(follow_merges(row.provider, merged_into.get), row.name_key) for key, row in self._rows.items()
        }
        undecided = {key: Member(row.undecided, row.name_key) for key, row in self._rows.items()}
        created = {row.id: row.created_on for row in rows}
        current = CurrentIdentities(members, undecided, created, merged_into, version(self._connection))
        return current.without(mixed_up.ids(self._connection))

    def _of_listings(self, keys: Iterable[Key]) -> Iterator[Row[Any]]:
        ids: defaultdict[str, list[str]] = defaultdict(list)
        for source, source_id in keys:
            ids[source].append(source_id)
        for source, of_source in ids.items():
            for some in _some(of_source):
                yield from self._where((membership.c.source == source) & membership.c.source_id.in_(some))

    def _of_providers(self, ids: Sequence[str]) -> Iterator[Row[Any]]:
        for some in _some(ids):
            yield from self._where(or_(membership.c.provider.in_(some), membership.c.undecided.in_(some)))

    def _where(self, which: ColumnElement[bool]) -> Iterator[Row[Any]]:
        yield from self._connection.execute(select(membership).where(which))

    def _followed(self, ids: set[str]) -> list[Row[Any]]:
        """Return the providers of some ids, and those that they redirect to."""
        found: dict[str, Row[Any]] = {}
        while ids:
            rows = [
                row
                for some in _some(sorted(ids))
                for row in self._connection.execute(select(provider).where(provider.c.id.in_(some)))
            ]
            found.update({row.id: row for row in rows})
            ids = {row.merged_into for row in rows if row.merged_into} - found.keys()
        return list(found.values())


def _some(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), BATCH):
        yield values[start : start + BATCH]


Companions = Callable[[Numbers], Numbers]
"""Returns the listings that share a provider with some listings, by number, without those that are gone."""


def closed(seeds: Mask, links: Links, decided: Iterable[tuple[int, int]], companions: Companions) -> Mask:
    """Return the listings reachable from the seeds along links, memberships and *same* decisions, seeds included.

    Clusters are joined along these only, and a veto concerns two clusters connected by one of them. So the result for
    all other listings stays as it is.
    """
    ends = np.array([*decided], np.int64).reshape(-1, 2)
    one, other = np.concatenate([links.left, ends[:, 0]]), np.concatenate([links.right, ends[:, 1]])
    tied = KeyIndex.of(np.concatenate([one, other]), np.concatenate([other, one]))
    inside = np.zeros(len(seeds), np.bool_)
    new = np.flatnonzero(seeds)
    while len(new):
        inside[new] = True
        reached: list[Numbers] = [new]
        while len(new):
            new = np.unique(tied.of_any(new))
            new = new[~inside[new]]
            inside[new] = True
            reached.append(new)
        new = np.unique(companions(np.concatenate(reached)))
        new = new[~inside[new]]
    return inside
