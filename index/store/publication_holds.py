"""Publications that the publish gate held back: why, since when, and who accepted them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from index import clock
from index.store.schema import publication_hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A publication that waits for a person: since when, when it was tried last, and a sentence for each cause."""

    held_at: datetime
    tried_at: datetime
    causes: tuple[str, ...]


def current_hold(connection: Connection) -> Hold | None:
    """Return the hold that nobody has ended, None where the newest publication was not held."""
    row = connection.execute(select(publication_hold).where(publication_hold.c.ended_at.is_(None))).first()
    if row is None:
        return None
    return Hold(
        held_at=datetime.fromisoformat(row.held_at),
        tried_at=datetime.fromisoformat(row.tried_at),
        causes=tuple(json.loads(row.causes)),
    )


def hold(connection: Connection, causes: Sequence[str]) -> None:
    """Record that a publication is held; one that is held already keeps its day and takes the newest causes."""
    now = clock.now().isoformat()
    values = {"tried_at": now, "causes": json.dumps(list(causes), ensure_ascii=False)}
    if current_hold(connection):
        still = publication_hold.c.ended_at.is_(None)
        connection.execute(update(publication_hold).where(still).values(**values))
    else:
        connection.execute(insert(publication_hold).values(held_at=now, **values))


def end_hold(connection: Connection, generation: int) -> None:
    """Record that a generation was published after all, where one was held."""
    values = {"ended_at": clock.now().isoformat(), "generation": generation}
    connection.execute(update(publication_hold).where(publication_hold.c.ended_at.is_(None)).values(**values))
