"""The resolutions so far, and the snapshot file that the newest left for the next."""

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, insert, select

from index import clock
from index.store.schema import resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """One resolution: `listings` counts those in force, `looked_at` those that were clustered anew."""

    whole: bool
    listings: int
    looked_at: int
    kept: str
    """The snapshot file for the next resolution; "" for none."""
    decisions_to: int
    """The newest decision that it took into account."""


def newest(connection: Connection) -> Resolution | None:
    """Return the newest resolution, None before the first."""
    row = connection.execute(select(resolution).order_by(resolution.c.id.desc()).limit(1)).mappings().first()
    return Resolution(**{name: row[name] for name in Resolution.__slots__}) if row else None


def add(connection: Connection, done: Resolution) -> None:
    """Record a resolution, as done now."""
    connection.execute(insert(resolution).values(resolved_at=clock.now().isoformat(), **asdict(done)))
