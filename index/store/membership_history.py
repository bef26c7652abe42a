"""With which practitioner or clinic each listing stood, from when until when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, insert, literal, select, update

from index.store.schema import membership, membership_before


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """A listing that stood with a provider.

    `since` is None where it is older than what is kept of memberships, `until` while it still does.
    """

    source: str
    source_id: str
    provider: str
    since: date | None
    until: date | None


def note_moves(connection: Connection, today: date) -> None:
    """Keep where each listing was that now stands with another provider; call it whenever memberships were written."""
    of = membership.c
    moved = of.provider != of.noted
    left = select(of.source, of.source_id, of.noted, of.since, literal(today)).where(moved, of.noted != "")
    columns = ["source", "source_id", "provider", "since", "until"]
    connection.execute(insert(membership_before).from_select(columns, left))
    connection.execute(update(membership).where(moved).values(since=today, noted=of.provider))


def stood_with(connection: Connection, ids: Collection[str]) -> list[Stood]:
    """Return every listing that stands or stood with one of some ids, and wherever else it stood; in order of time."""
    now, before = membership.c, membership_before.c
    keys = {
        (row.source, row.source_id)
        for query in (
            select(now.source, now.source_id).where(now.provider.in_(ids)),
            select(before.source, before.source_id).where(before.provider.in_(ids)),
        )
        for row in connection.execute(query)
    }
    found = [one for key in sorted(keys) for one in _of_listing(connection, *key)]
    return sorted(found, key=lambda one: (one.since or date.min, one.until or date.max, one.source, one.source_id))


def _of_listing(connection: Connection, source: str, source_id: str) -> list[Stood]:
    now, before = membership.c, membership_before.c
    past = select(membership_before).where(before.source == source, before.source_id == source_id).order_by(before.id)
    today = select(membership).where(now.source == source, now.source_id == source_id)
    return [
        *(_stood(row, row.until) for row in connection.execute(past)),
        *(_stood(row, None) for row in connection.execute(today)),
    ]


def _stood(row: Row[Any], until: date | None) -> Stood:
    return Stood(source=row.source, source_id=row.source_id, provider=row.provider, since=row.since, until=until)
