"""Entries of public registers as last read, staged and promoted like listings. They list nobody."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, exists, func, select, update

from index.records import RegisterEntry, RegisterKind, SeenEntry
from index.records.codec import from_json, to_json
from index.records.identifiers import license_key
from index.store.database import upsert
from index.store.listings import missing_listings
from index.store.listings.listings import Delta
from index.store.listings.missing_listings import Batch, TrackedTable
from index.store.runs import changes
from index.store.runs.changes import Applied, AppliedKind, field_changes
from index.store.runs.staging import STREAM
from index.store.schema import listing, register_entry, staged_entry

ENTRIES = TrackedTable(register_entry, staged_entry)


def stage(connection: Connection, run_id: int, entries: Iterable[RegisterEntry]) -> int:
    """Stage entries and return the number of new ones; of entries with one source id the first stays."""
    rows = [{"run": run_id, "source_id": entry.source_id, "entry": to_json(entry)} for entry in entries]
    if not rows:
        return 0
    ids = {row["source_id"] for row in rows}
    known = select(func.count()).where(staged_entry.c.run == run_id, staged_entry.c.source_id.in_(ids))
    before = connection.execute(known).scalar_one()
    connection.execute(upsert(connection, staged_entry).on_conflict_do_nothing(), rows)
    return len(ids) - before


def count_staged(connection: Connection, run_id: int) -> int:
    """Return the number of entries that a run has staged."""
    return connection.execute(select(func.count()).where(staged_entry.c.run == run_id)).scalar_one()


def take_in(connection: Connection, batch: Batch) -> tuple[Delta, int, str | None]:
    """Move the next batch of a passed run's staged entries into the register's entries.

    Returns the changes, the number of rows looked at, and their last id, None where there are no more.
    """
    rows = _staged(connection, batch)
    same = [row.source_id for row in rows if row.old == row.new]
    seen_again = {"last_seen": batch.day, "missing_since": None, "missed_runs": 0, "withdrawn_on": None}
    of_source = (register_entry.c.source == batch.source) & register_entry.c.source_id.in_(same)
    connection.execute(update(register_entry).where(of_source).values(seen_again))
    found = [row for row in rows if row.old != row.new]
    changed = [_changed(row, batch.run, batch.source) for row in found if row.old is not None]
    changes.keep(connection, changed)
    _put(connection, [_row(batch.source, from_json(RegisterEntry, row.new), row.new, batch.day) for row in found])
    delta = Delta(same=len(same), changed=len(changed), added=len(found) - len(changed))
    return delta, len(rows), rows[-1].source_id if len(rows) == batch.limit else None


def miss(connection: Connection, batch: Batch) -> tuple[Delta, int, str | None]:
    """Mark entries that a whole run did not find, as `index.store.listings.listings.miss` does."""
    gone = missing_listings.mark_missing(connection, ENTRIES, batch)
    ids = {AppliedKind.MISSING: gone.newly_missing, AppliedKind.WITHDRAWN: gone.newly_withdrawn}
    changes.keep_gone(connection, register_entry, "entry", run_id=batch.run, source=batch.source, ids=ids)
    return Delta(missing=gone.missing, withdrawn=gone.withdrawn), gone.seen, gone.last


def _changed(row: Row[Any], run_id: int, source: str) -> Applied:
    old, new = json.loads(row.old), json.loads(row.new)
    return Applied(
        run=run_id,
        kind=AppliedKind.CHANGED if row.withdrawn_on is None else AppliedKind.BACK,
        source=source,
        source_id=row.source_id,
        name=str(new.get("name", "")),
        fields=tuple(field_changes(old, new)),
    )


def by_npi(connection: Connection, npi: str) -> list[SeenEntry]:
    """Return the entries of an NPI, by register and id."""
    return _seen(connection, register_entry.c.npi == npi)


def by_license(connection: Connection, key: str) -> list[SeenEntry]:
    """Return the entries of a license key (index.records.identifiers), by register and id."""
    return _seen(connection, register_entry.c.license_key == key)


def of_kind(connection: Connection, kind: RegisterKind) -> list[SeenEntry]:
    """Return every entry, not withdrawn, of the registers of a kind, by register and id."""
    return _seen(connection, register_entry.c.register == kind)


def of_listed(connection: Connection, kind: RegisterKind) -> list[SeenEntry]:
    """Return the entries of a kind, not withdrawn, whose NPI any listing in force states."""
    of = register_entry.c
    is_listed = exists().where(listing.c.npi == of.npi, listing.c.withdrawn_on.is_(None))
    return _seen(connection, (of.register == kind) & (of.npi != "") & is_listed.correlate(register_entry))


def get(connection: Connection, source: str, source_id: str) -> SeenEntry | None:
    """Return one entry; None where it does not exist or was withdrawn."""
    found = _seen(connection, (register_entry.c.source == source) & (register_entry.c.source_id == source_id))
    return found[0] if found else None


@dataclass(slots=True)
class KeysRead:
    """Every NPI and license key that registers have, and the (state, profession) pairs that each source covers."""

    npis: set[str] = field(default_factory=set)
    licenses: set[str] = field(default_factory=set)
    covers: dict[str, set[tuple[str, str]]] = field(default_factory=dict)


def keys_read(connection: Connection) -> KeysRead:
    """Return the keys of all entries that are not withdrawn; other keys need no look-up."""
    of = register_entry.c
    query = select(of.source, of.npi, of.license_key).where(of.withdrawn_on.is_(None))
    read = KeysRead()
    for source, npi, key in connection.execute(query, execution_options=STREAM):
        if npi:
            read.npis.add(npi)
        if key:
            state, profession, _ = key.split("|", maxsplit=2)
            read.licenses.add(key)
            read.covers.setdefault(source, set()).add((state, profession))
    return read


def _seen(connection: Connection, which: Any) -> list[SeenEntry]:
    query = select(register_entry).where(which, register_entry.c.withdrawn_on.is_(None))
    rows = connection.execute(query.order_by(register_entry.c.source, register_entry.c.source_id))
    return [_seen_entry(row) for row in rows]


def _seen_entry(row: Row[Any]) -> SeenEntry:
    return SeenEntry(
        entry=from_json(RegisterEntry, row.entry),
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        missing_since=row.missing_since,
    )


def _row(source: str, entry: RegisterEntry, text: str, today: date) -> dict[str, Any]:
    return {
        "source": source,
        "source_id": entry.source_id,
        "register": entry.register,
        "npi": entry.npi,
        "license_key": license_key(entry.state, entry.profession, entry.number),
        "entry": text,
        "first_seen": today,
        "last_seen": today,
        "missing_since": None,
        "missed_runs": 0,
        "withdrawn_on": None,
    }


def _put(connection: Connection, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    put = upsert(connection, register_entry)
    own = {"source", "source_id", "first_seen"}
    changed = {name: put.excluded[name] for name in rows[0] if name not in own}
    connection.execute(put.on_conflict_do_update(index_elements=["source", "source_id"], set_=changed), rows)


def _staged(connection: Connection, batch: Batch) -> Sequence[Any]:
    same_id = (register_entry.c.source == batch.source) & (register_entry.c.source_id == staged_entry.c.source_id)
    old, new = register_entry.c.entry.label("old"), staged_entry.c.entry.label("new")
    query = (
        select(staged_entry.c.source_id, old, new, register_entry.c.withdrawn_on)
        .select_from(staged_entry.outerjoin(register_entry, same_id))
        .where(staged_entry.c.run == batch.run, staged_entry.c.source_id > batch.after)
        .order_by(staged_entry.c.source_id)
        .limit(batch.limit)
    )
    return connection.execute(query).all()
