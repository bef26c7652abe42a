"""Listings that are new, changed, withdrawn or back since the last resolution; written with the change itself."""

from sqlalchemy import Connection, delete, func, insert, select

from index.records import TOLD_US
from index.store.schema import listing_change

Key = tuple[str, str]


def note(connection: Connection, source: str, *source_ids: str) -> None:
    """Record that listings of a source are new, changed, back or withdrawn."""
    rows = [{"source": source, "source_id": source_id} for source_id in source_ids]
    if rows:
        connection.execute(insert(listing_change), rows)


def newest(connection: Connection) -> int:
    """Return the number of the newest change, 0 for none; later commits have higher numbers."""
    return int(connection.execute(select(func.coalesce(func.max(listing_change.c.id), 0))).scalar_one())


def changed(connection: Connection, most: int) -> set[Key] | None:
    """Return the listings that changed, without `told_us`; None where more than `most` did."""
    keys = select(listing_change.c.source, listing_change.c.source_id).where(listing_change.c.source != TOLD_US)
    rows = connection.execute(keys.distinct().limit(most + 1)).all()
    return {(row.source, row.source_id) for row in rows} if len(rows) <= most else None


def forget(connection: Connection, to: int) -> None:
    """Delete the changes up to a number, which are resolved."""
    connection.execute(delete(listing_change).where(listing_change.c.id <= to))
