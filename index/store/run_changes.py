"""What a run would change against what is now known: new, changed field by field, back, and no longer found."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, select

from index.store import site_visits
from index.store.absence import Kept
from index.store.field_change import FieldChange, field_changes
from index.store.listings import LISTINGS
from index.store.register_entries import ENTRIES
from index.store.runs import RunRow
from index.store.staging import STREAM

KEPT: tuple[tuple[Kept, str], ...] = ((LISTINGS, "listing"), (ENTRIES, "entry"))
"""What a run stages, and the column that holds it. A source has rows in one of them."""


class ChangeKind(StrEnum):
    """What a run does to one listing."""

    ADDED = "added"
    CHANGED = "changed"
    BACK = "back"
    """It was withdrawn, and is found again."""
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One listing or entry that a run would change."""

    kind: ChangeKind
    source_id: str
    name: str
    fields: tuple[FieldChange, ...] = ()


def changes(connection: Connection, run: RunRow, *, whole: bool) -> Iterator[Change]:
    """Yield what a run would change, by kind and source id, one by one; a run that is not `whole` misses nobody.

    One that follows practices' own websites misses whom it did not find at the hosts that it read.
    """
    hosts = None if whole else site_visits.hosts_read(connection, run.id)
    for kept, column in KEPT:
        yield from _met(connection, run, kept, column)
        if whole or hosts:
            yield from _missing(connection, run, kept, column, hosts)


def _met(connection: Connection, run: RunRow, kept: Kept, column: str) -> Iterator[Change]:
    known, staged = kept.table, kept.staged
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
        return None  # a register's own word that it is not in force: never listed, or withdrawn already
    if old is None:
        return Change(kind=ChangeKind.ADDED, source_id=source_id, name=name)
    kind = ChangeKind.BACK if withdrawn else ChangeKind.CHANGED
    return Change(kind=kind, source_id=source_id, name=name, fields=tuple(field_changes(json.loads(old), record)))


def _missing(
    connection: Connection, run: RunRow, kept: Kept, column: str, hosts: frozenset[str] | None
) -> Iterator[Change]:
    of = kept.table.c
    query = select(of.source_id, of[column]).where(
        of.source == run.source, of.withdrawn_on.is_(None), ~kept.found(run.id)
    )
    for source_id, text in connection.execute(query.order_by(of.source_id), execution_options=STREAM):
        if hosts is None or source_id.partition("/")[0] in hosts:
            yield Change(kind=ChangeKind.MISSING, source_id=source_id, name=str(json.loads(text).get("name", "")))
