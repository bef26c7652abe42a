"""Which resolutions there were, and which file the newest left for the next."""

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, insert, select

from index import clock
from index.store.schema import resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """One resolution: `listings` are those in force, `looked_at` those that were put together anew."""

    whole: bool
    listings: int
    looked_at: int
    kept: str
    """The file that it left for the next; "" for none."""
    decisions_to: int
    """The newest decision that it knew of."""


def newest(connection: Connection) -> Resolution | None:
    """Return the newest resolution, None before the first."""
    row = connection.execute(select(resolution).order_by(resolution.c.id.desc()).limit(1)).mappings().first()
    return Resolution(**{name: row[name] for name in Resolution.__slots__}) if row else None


def add(connection: Connection, done: Resolution) -> None:
    """Keep that a resolution was done."""
    connection.execute(insert(resolution).values(resolved_at=clock.now().isoformat(), **asdict(done)))
