"""Changes by runs that passed, listing by listing, never deleted: the history of every value.

A listing that a run found for the first time has no row here; `listing.added_by` has its run.

Two readings of one record are compared field by field.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, Table, insert, select

from index.store.runs.staging import BATCH, STREAM
from index.store.schema import change, listing


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field's old and new value; "" for no value."""

    field: str
    old: str
    new: str


def field_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[FieldChange]:
    """Yield the fields in which two records differ, as JSON has them: "locations[0].phone.e164"."""
    before, after = dict(_leaves(old)), dict(_leaves(new))
    for field in dict.fromkeys([*before, *after]):
        if before.get(field) != after.get(field):
            yield FieldChange(field=field, old=before.get(field, ""), new=after.get(field, ""))


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from _leaves(part, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _leaves(part, f"{path}[{number}]")
    elif value is not None:
        yield path, str(value)


class AppliedKind(StrEnum):
    """The effect of a run on one listing or entry."""

    ADDED = "added"
    CHANGED = "changed"
    BACK = "back"
    """Withdrawn before, found again now."""
    MISSING = "missing"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A value that a listing no longer states, with the days on which it was first and last read."""

    field: str
    value: str
    first_seen: date
    last_seen: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """One listing or entry that a run changed, with the differing fields and the values that ended."""

    run: int
    kind: AppliedKind
    source: str
    source_id: str
    name: str
    fields: tuple[FieldChange, ...] = ()
    ended: tuple[Ended, ...] = ()


def keep(connection: Connection, applied: Iterable[Applied]) -> None:
    """Append a run's changes; at most one for each listing and run."""
    rows = [_row(one) for one in applied]
    for number in range(0, len(rows), BATCH):
        connection.execute(insert(change), rows[number : number + BATCH])


def keep_gone(
    connection: Connection,
    table: Table,
    text: str,
    *,
    run_id: int,
    source: str,
    ids: Mapping[AppliedKind, Collection[str]],
) -> None:
    """Append changes of some rows of a table, ids by kind, without fields; `text` is its column of JSON."""
    for kind, of_kind in ids.items():
        for part in _parts(sorted(of_kind)):
            query = select(table.c.source_id, table.c[text]).where(
                table.c.source == source, table.c.source_id.in_(part)
            )
            names = {row[0]: str(json.loads(row[1]).get("name", "")) for row in connection.execute(query)}
            keep(
                connection,
                [Applied(run=run_id, kind=kind, source=source, source_id=one, name=names[one]) for one in part],
            )


def of_run(connection: Connection, run_id: int, source: str) -> Iterator[Applied]:
    """Yield a run's changes: the added listings by id, then the others by kind and id."""
    added = select(listing.c.source_id, listing.c.listing).where(
        listing.c.added_by == run_id, listing.c.source == source
    )
    for row in connection.execute(added.order_by(listing.c.source_id), execution_options=STREAM):
        yield Applied(
            run=run_id,
            kind=AppliedKind.ADDED,
            source=source,
            source_id=row.source_id,
            name=str(json.loads(row.listing).get("name", "")),
        )
    query = select(change).where(change.c.run == run_id).order_by(change.c.kind, change.c.source_id)
    yield from map(_applied, connection.execute(query, execution_options=STREAM))


def of_listing(connection: Connection, source: str, source_id: str) -> list[Applied]:
    """Return the changes of one listing, the oldest first."""
    of = change.c
    query = select(change).where(of.source == source, of.source_id == source_id).order_by(of.run)
    return [_applied(row) for row in connection.execute(query)]


def _parts(ids: list[str]) -> Iterator[list[str]]:
    for number in range(0, len(ids), BATCH):
        yield ids[number : number + BATCH]


def _row(one: Applied) -> dict[str, Any]:
    fields = [[each.field, each.old, each.new] for each in one.fields]
    ended = [[str(part) for part in astuple(each)] for each in one.ended]
    return {
        "run": one.run,
        "source": one.source,
        "source_id": one.source_id,
        "kind": one.kind,
        "name": one.name,
        "fields": json.dumps(fields, ensure_ascii=False),
        "ended": json.dumps(ended, ensure_ascii=False),
    }


def _applied(row: Row[Any]) -> Applied:
    return Applied(
        run=row.run,
        kind=AppliedKind(row.kind),
        source=row.source,
        source_id=row.source_id,
        name=row.name,
        fields=tuple(FieldChange(field=field, old=old, new=new) for field, old, new in json.loads(row.fields)),
        ended=tuple(
            Ended(field=field, value=value, first_seen=date.fromisoformat(first), last_seen=date.fromisoformat(last))
            for field, value, first, last in json.loads(row.ended)
        ),
    )
