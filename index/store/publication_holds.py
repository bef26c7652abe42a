"""Publications: the newest, and those that the publish gate held back: causes, since when, and what ended each."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from index import clock
from index.store.schema import publication, publication_hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A publication that waits for a person: when it was first held, last tried, and a sentence for each cause."""

    held_at: datetime
    tried_at: datetime
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewestPublication:
    """The newest generation that was published: its number, and how many people and clinics it shows."""

    generation: int
    providers: int


def newest_publication(connection: Connection) -> NewestPublication | None:
    """Return the newest publication; None before the first one."""
    columns = select(publication.c.generation, publication.c.providers)
    row = connection.execute(columns.order_by(publication.c.generation.desc()).limit(1)).first()
    return NewestPublication(row.generation, row.providers) if row else None


def newest_published(connection: Connection) -> int:
    """Return the number of the newest generation that was published, 0 without one; a rollback does not change it."""
    return connection.execute(select(func.max(publication.c.generation))).scalar_one() or 0


def current_hold(connection: Connection) -> Hold | None:
    """Return the hold that is still open; None where the newest publication was not held."""
    row = connection.execute(select(publication_hold).where(publication_hold.c.ended_at.is_(None))).first()
    if row is None:
        return None
    return Hold(
        held_at=datetime.fromisoformat(row.held_at),
        tried_at=datetime.fromisoformat(row.tried_at),
        causes=tuple(json.loads(row.causes)),
    )


def hold(connection: Connection, causes: Sequence[str]) -> None:
    """Record that a publication is held; an open hold keeps its `held_at` and gets the new causes."""
    now = clock.now().isoformat()
    values = {"tried_at": now, "causes": json.dumps(list(causes), ensure_ascii=False)}
    if current_hold(connection):
        still = publication_hold.c.ended_at.is_(None)
        connection.execute(update(publication_hold).where(still).values(**values))
    else:
        connection.execute(insert(publication_hold).values(held_at=now, **values))


def end_hold(connection: Connection, generation: int) -> None:
    """Close the open hold, if there is one, with the generation that was published."""
    values = {"ended_at": clock.now().isoformat(), "generation": generation}
    connection.execute(update(publication_hold).where(publication_hold.c.ended_at.is_(None)).values(**values))
