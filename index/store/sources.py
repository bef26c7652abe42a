"""Sources in the store: the description as last registered, whether a source is enabled, and who reviewed it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypedDict

from sqlalchemy import Connection, RowMapping, select, update

from index import clock
from index.records import TOLD_US, BulkGroup
from index.store import audit
from index.store.database import upsert
from index.store.schema import listing, register_entry, source


class UnknownSourceError(LookupError):
    """No source of that name is registered."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source. `definition` is the validated YAML as JSON."""

    id: str
    host_key: str
    definition: str
    interval_seconds: int
    enabled: bool
    reviewed_by: str
    reviewed_on: date | None
    review_note: str
    paused_until: datetime | None
    """The site asked us to stay away until then."""
    operator_paused_at: datetime | None = None
    operator_paused_until: datetime | None = None
    """None: until somebody resumes it."""
    operator_paused_by: str = ""
    operator_pause_reason: str = ""
    skipped_at: datetime | None = None
    """The due time of the newest run that an operator skipped."""
    in_force: int = 0
    """Listings and register entries in force after its last promotion."""

    def pause_as_dict(self) -> dict[str, str | None] | None:
        """Return an operator's pause for JSON; None if nobody paused the source."""
        if self.operator_paused_at is None:
            return None
        until = self.operator_paused_until
        return {
            "since": self.operator_paused_at.isoformat(),
            "until": until.isoformat() if until else None,
            "who": self.operator_paused_by,
            "reason": self.operator_pause_reason,
        }


class SourceDescription(TypedDict, total=False):
    """A source as published: `terms` is a note on its terms, `registry` whether it is an NPI register."""

    name: str
    publisher: str
    url: str
    coverage: str
    terms: str
    registry: bool


def register(
    connection: Connection, *, source_id: str, host_key: str, definition: str, interval_seconds: int, enabled: bool
) -> None:
    """Insert or refresh a source's description; `enabled` applies only to its first registration."""
    described = {"host_key": host_key, "definition": definition, "interval_seconds": interval_seconds}
    connection.execute(
        upsert(connection, source)
        .values(id=source_id, enabled=enabled, **described)
        .on_conflict_do_update(index_elements=["id"], set_=described)
    )


def keep_count(connection: Connection, source_id: str, in_force: int) -> None:
    """Store how many listings and register entries of a source are in force, as a promotion of it ends."""
    connection.execute(update(source).where(source.c.id == source_id).values(in_force=in_force))


def all_sources(connection: Connection) -> Sequence[SourceRow]:
    """Return every registered source except `told_us`, by id."""
    crawled = select(source).where(source.c.id != TOLD_US)
    return [_row(row) for row in connection.execute(crawled.order_by(source.c.id)).mappings()]


def get(connection: Connection, source_id: str) -> SourceRow:
    """Return one source; raises UnknownSourceError that names the existing ones."""
    row = connection.execute(select(source).where(source.c.id == source_id)).mappings().one_or_none()
    if row is None or source_id == TOLD_US:
        known = ", ".join(one.id for one in all_sources(connection)) or "none yet"
        raise UnknownSourceError(f"there is no source {source_id!r}; known sources: {known}")
    return _row(row)


DEMONSTRATION = "demonstration"
"""The kind of a source whose listings are invented."""


def with_real_listings(connection: Connection) -> list[str]:
    """Return the sources outside the demonstration that have listings or entries of a register.

    Corrections (`told_us`) do not count: they are about listings of other sources.
    """
    read = select(listing.c.source).union(select(register_entry.c.source))
    held = select(source.c.id, source.c.definition).where(source.c.id.in_(read), source.c.id != TOLD_US)
    return [row.id for row in connection.execute(held.order_by(source.c.id)) if _kind(row.definition) != DEMONSTRATION]


def holds_demonstration(connection: Connection) -> bool:
    """Return whether any listing is invented."""
    held = select(source.c.definition).where(source.c.id.in_(select(listing.c.source)))
    return any(_kind(definition) == DEMONSTRATION for definition in connection.execute(held).scalars())


def registers(connection: Connection) -> frozenset[str]:
    """Return the sources that describe themselves as NPI registers (`registry: true`)."""
    rows = connection.execute(select(source.c.id, source.c.definition))
    return frozenset(row.id for row in rows if json.loads(row.definition).get("registry"))


def giving_ids_anew(connection: Connection) -> frozenset[str]:
    """Return the sources that may reuse an id for somebody else (`sticky_ids: false`)."""
    rows = connection.execute(select(source.c.id, source.c.definition))
    return frozenset(row.id for row in rows if json.loads(row.definition).get("sticky_ids") is False)


def trust(connection: Connection) -> dict[str, int]:
    """Return the `trust` of each source that states one; a higher one is shown first."""
    rows = connection.execute(select(source.c.id, source.c.definition))
    stated = {row.id: json.loads(row.definition).get("trust") for row in rows}
    return {source_id: int(rank) for source_id, rank in stated.items() if rank is not None}


def descriptions(connection: Connection) -> dict[str, SourceDescription]:
    """Return the published description of each source."""
    rows = connection.execute(select(source.c.id, source.c.definition))
    return {row.id: _description(json.loads(row.definition)) for row in rows}


def may_leave(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Return what each source lets leave in bulk, without sources that let nothing, which is the default."""
    rows = connection.execute(select(source.c.id, source.c.definition).order_by(source.c.id))
    stated = {row.id: json.loads(row.definition).get("may_leave") or () for row in rows}
    let = {source_id: tuple(group for group in BulkGroup if group in groups) for source_id, groups in stated.items()}
    return {source_id: groups for source_id, groups in let.items() if groups}


class SourceOffDescription(TypedDict):
    """A disabled source as published."""

    name: str
    publisher: str
    why: str


def switched_off(connection: Connection) -> dict[str, SourceOffDescription]:
    """Return the published description of each disabled source, with the reason that its file gives."""
    off = select(source.c.id, source.c.definition).where(source.c.enabled.is_(False), source.c.id != TOLD_US)
    found = ((row.id, json.loads(row.definition)) for row in connection.execute(off.order_by(source.c.id)))
    return {
        source_id: {
            "name": str(definition.get("name") or ""),
            "publisher": str(definition.get("publisher") or ""),
            "why": str(definition.get("disabled_because") or ""),
        }
        for source_id, definition in found
    }


def enable(connection: Connection, source_id: str, *, reviewed_by: str, note: str) -> None:
    """Enable a source for crawling and record who reviewed its terms; raises UnknownSourceError."""
    get(connection, source_id)
    connection.execute(
        update(source)
        .where(source.c.id == source_id)
        .values(enabled=True, reviewed_by=reviewed_by, reviewed_on=clock.today(), review_note=note)
    )
    audit.record(connection, who=reviewed_by, action="source/enable", subject=source_id, note=note)


def disable(connection: Connection, source_id: str, *, who: str, note: str) -> None:
    """Stop crawling a source; its listings stay. Raises UnknownSourceError."""
    get(connection, source_id)
    connection.execute(update(source).where(source.c.id == source_id).values(enabled=False))
    audit.record(connection, who=who, action="source/disable", subject=source_id, note=note)


def pause(connection: Connection, source_id: str, *, until: datetime) -> None:
    """Pause a source until a time; a pause that already lasts longer stays."""
    text = until.isoformat()
    shorter = source.c.paused_until.is_(None) | (source.c.paused_until < text)
    connection.execute(update(source).where(source.c.id == source_id, shorter).values(paused_until=text))


def end_pause(connection: Connection, source_id: str) -> None:
    """End a source's pause, since it answered."""
    connection.execute(update(source).where(source.c.id == source_id).values(paused_until=None))


def _description(definition: dict[str, Any]) -> SourceDescription:
    return {
        "name": str(definition.get("name") or ""),
        "publisher": str(definition.get("publisher") or ""),
        "url": str(definition.get("url") or ""),
        "coverage": str(definition.get("coverage") or ""),
        "terms": str((definition.get("terms") or {}).get("note") or ""),
        "registry": bool(definition.get("registry")),
    }


def _kind(definition: str) -> str:
    return str(json.loads(definition).get("kind", ""))


def _row(row: RowMapping) -> SourceRow:
    values: dict[str, Any] = {str(name): value for name, value in row.items()}
    for name in ("paused_until", "operator_paused_at", "operator_paused_until", "skipped_at"):
        values[name] = datetime.fromisoformat(values[name]) if values[name] else None
    return SourceRow(**values)
