"""Changes that a run would make to the listings: new, changed field by field, back, and no longer found.

`difference` compares the staged rows of two runs of one source, byte for byte.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, Table, and_, func, literal, or_, select

from index.store import site_visits
from index.store.listings.listings import LISTINGS
from index.store.listings.missing_listings import TrackedTable
from index.store.listings.register_entries import ENTRIES
from index.store.runs.changes import FieldChange, field_changes
from index.store.runs.runs import RunRow
from index.store.runs.staging import STREAM
from index.store.schema import staged, staged_entry

KEPT: tuple[tuple[TrackedTable, str], ...] = ((LISTINGS, "listing"), (ENTRIES, "entry"))
"""The tracked tables and their column of JSON. A source has rows in one of them."""


class ChangeKind(StrEnum):
    """The effect of a run on one listing."""

    ADDED = "added"
    CHANGED = "changed"
    BACK = "back"
    """Withdrawn before, found again now."""
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One listing or entry that a run would change."""

    kind: ChangeKind
    source_id: str
    name: str
    fields: tuple[FieldChange, ...] = ()


def changes(connection: Connection, run: RunRow, *, whole: bool) -> Iterator[Change]:
    """Yield the changes that a run would make: rows it found, then missing ones, each by source id.

    Only a `whole` run has missing rows, or one over practices' own websites, at the hosts that it read.
    """
    hosts = None if whole else site_visits.hosts_read(connection, run.id)
    for tracked, column in KEPT:
        yield from _met(connection, run, tracked, column)
        if whole or hosts:
            yield from _missing(connection, run, tracked, column, hosts)


def _met(connection: Connection, run: RunRow, tracked: TrackedTable, column: str) -> Iterator[Change]:
    known, staged = tracked.table, tracked.staged
    same_id = (known.c.source == run.source) & (known.c.source_id == staged.c.source_id)
    old, new = known.c[column].label("old"), staged.c[column].label("new")
    query = select(staged.c.source_id, old, new, known.c.withdrawn_on).select_from(staged.outerjoin(known, same_id))
    query = query.where(staged.c.run == run.id, new.is_not(None))
    differs: ColumnElement[bool] = old.is_(None) | (old != new) | known.c.withdrawn_on.is_not(None)
    for row in connection.execute(query.where(differs).order_by(staged.c.source_id), execution_options=STREAM):
        change = _change(row.source_id, row.old, row.new, withdrawn=row.withdrawn_on is not None)
        if change is not None:
            yield change


def _change(source_id: str, old: str | None, new: str, *, withdrawn: bool) -> Change | None:
    record = json.loads(new)
    name = str(record.get("name", ""))
    if record.get("deactivated") is True and (old is None or withdrawn):
        return None  # its register deactivated it, and it was never listed or is withdrawn already
    if old is None:
        return Change(kind=ChangeKind.ADDED, source_id=source_id, name=name)
    kind = ChangeKind.BACK if withdrawn else ChangeKind.CHANGED
    return Change(kind=kind, source_id=source_id, name=name, fields=tuple(field_changes(json.loads(old), record)))


def _missing(
    connection: Connection, run: RunRow, tracked: TrackedTable, column: str, hosts: frozenset[str] | None
) -> Iterator[Change]:
    of = tracked.table.c
    query = select(of.source_id, of[column]).where(
        of.source == run.source, of.withdrawn_on.is_(None), ~tracked.found(run.id)
    )
    for source_id, text in connection.execute(query.order_by(of.source_id), execution_options=STREAM):
        if hosts is None or source_id.partition("/")[0] in hosts:
            yield Change(kind=ChangeKind.MISSING, source_id=source_id, name=str(json.loads(text).get("name", "")))


EXAMPLES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Counts of source ids, and the first few of those that differ."""

    added: int = 0
    removed: int = 0
    changed: int = 0
    same: int = 0
    examples: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """True if both runs staged the same, byte for byte."""
        return not (self.added or self.removed or self.changed)

    def as_dict(self) -> dict[str, object]:
        """Return the counts and examples by name."""
        return asdict(self)


def difference(connection: Connection, *, before: int, after: int) -> Difference | None:
    """Return how the staged rows of run `after` differ from those of `before`; None where those were deleted."""
    tables = [(staged, "raw"), (staged_entry, "entry")]  # a source has rows in one of them
    if not any(_count(connection, table, before) for table, _ in tables):
        return None
    counts = {"added": 0, "removed": 0, "changed": 0, "same": 0}
    examples: list[str] = []
    for table, words in tables:
        old, new = (_count(connection, table, run) for run in (before, after))
        both, same = _alike(connection, table, words, before, after)
        counts["added"] += new - both
        counts["removed"] += old - both
        counts["changed"] += both - same
        counts["same"] += same
        examples += _differing(connection, table, words, before, after)
    return Difference(**counts, examples=tuple(sorted(set(examples))[:EXAMPLES]))


def _count(connection: Connection, table: Table, run: int) -> int:
    return connection.execute(select(func.count()).where(table.c.run == run)).scalar_one()


def _alike(connection: Connection, table: Table, words: str, before: int, after: int) -> tuple[int, int]:
    """Return (number of ids that both runs have, number of those with the same text)."""
    old, new = table.alias("old"), table.alias("new")
    met = and_(old.c.run == before, new.c.run == after, old.c.source_id == new.c.source_id)
    same = func.count().filter(old.c[words] == new.c[words])
    both, alike = connection.execute(select(func.count(), same).select_from(old.join(new, met))).one()
    return both, alike


def _differing(connection: Connection, table: Table, words: str, before: int, after: int) -> Iterator[str]:
    for run, other in ((before, after), (after, before)):
        one, two = table.alias("one"), table.alias("two")
        met = and_(two.c.run == literal(other), two.c.source_id == one.c.source_id)
        differs = or_(two.c.source_id.is_(None), two.c[words] != one.c[words])
        query = select(one.c.source_id).select_from(one.outerjoin(two, met)).where(one.c.run == run, differs)
        yield from connection.execute(query.order_by(one.c.source_id).limit(EXAMPLES)).scalars()
