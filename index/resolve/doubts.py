"""The review queue: pairs that the last resolution kept apart in doubt. Optional work; nothing waits for it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from index.resolve.decisions import last_verdicts
from index.resolve.tiers import Doubt
from index.resolve.traits import Key
from index.store.schema import doubt, membership


def write_doubts(connection: Connection, doubts: Iterable[Doubt]) -> None:
    """Put the doubts of a resolution in the place of those of the last."""
    connection.execute(delete(doubt))
    rows = {
        (*pair[0], *pair[1]): {
            "left_source": pair[0][0],
            "left_id": pair[0][1],
            "right_source": pair[1][0],
            "right_id": pair[1][1],
            "points": one.points,
            "why": str(one.why),
        }
        for one in doubts
        for pair in [sorted((one.left, one.right))]
    }
    if rows:
        connection.execute(insert(doubt), [rows[key] for key in sorted(rows)])


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pair that waits for a decision, with how many listings a decision moves."""

    doubt: Doubt
    listings: int


def waiting(connection: Connection) -> list[Waiting]:
    """Return what nobody has decided, the most listings and the least certain first."""
    decided = last_verdicts(connection)
    sizes = _sizes(connection)
    found = [
        Waiting(one, sizes.get(one.left, 1) + sizes.get(one.right, 1))
        for one in _doubts(connection)
        if (one.left, one.right) not in decided
    ]
    return sorted(found, key=lambda one: (-one.listings, abs(one.doubt.points), one.doubt.left, one.doubt.right))


def _doubts(connection: Connection) -> list[Doubt]:
    return [
        Doubt(row.points, (row.left_source, row.left_id), (row.right_source, row.right_id), row.why)
        for row in connection.execute(select(doubt))
    ]


def _sizes(connection: Connection) -> dict[Key, int]:
    rows = connection.execute(select(membership.c.source, membership.c.source_id, membership.c.provider)).all()
    count: dict[str, int] = {}
    for row in rows:
        count[row.provider] = count.get(row.provider, 0) + 1
    return {(row.source, row.source_id): count[row.provider] for row in rows}
