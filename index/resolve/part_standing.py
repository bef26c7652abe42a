"""Who stood with whom, read for a part of the listings only."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Row, or_, select

from index.resolve.clusters import Member
from index.resolve.identities import living
from index.resolve.key_index import Numbers
from index.resolve.registry import Standing, version
from index.resolve.traits import Key
from index.store import mixed_up
from index.store.schema import membership, provider
from index.store.staging import BATCH


class PartStanding:
    """Memberships of listings, and of all who ever stood with the same provider, read as they are asked for."""

    def __init__(self, connection: Connection, keys: Sequence[Key]) -> None:
        self._connection = connection
        self._keys = keys
        self._rows: dict[Key, Row[Any]] = {}
        self._asked: set[Key] = set()
        self._providers: set[str] = set()

    def companions(self, numbers: Numbers, at: dict[Key, int]) -> Numbers:
        """Return, by number, the listings that some listings stood with, if they are in `at`."""
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

    def standing(self) -> Standing:
        """Return what was read as it stands."""
        ids = {one for row in self._rows.values() for one in (row.provider, row.undecided)}
        rows = self._followed(ids)
        merged_into = {row.id: row.merged_into for row in rows if row.merged_into}
        members = {key: Member(living(row.provider, merged_into), row.name_key) for key, row in self._rows.items()}
        undecided = {key: Member(row.undecided, row.name_key) for key, row in self._rows.items()}
        created = {row.id: row.created_on for row in rows}
        standing = Standing(members, undecided, created, merged_into, version(self._connection))
        return standing.without(mixed_up.ids(self._connection))

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
        """Return the providers of some ids, and those that they lead to."""
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
