"""Content of a generation: each run that passed, and each decision on a correction, names the first one that has it.

Clocks do not decide that: a run may pass while a generation is made of what passed before, and clocks are set back.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select, update

from index.store.listings import listing_changes
from index.store.runs.runs import HAS_PASSED
from index.store.schema import correction, publication, run

AT_ONCE = 500
"""Rows in one statement, which takes so many values at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A generation that is the current one now, as it is recorded."""

    generation: int
    built_at: str
    providers: int
    content_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contained:
    """Runs and decisions that a snapshot of the store has and no generation yet, by their numbers."""

    runs: tuple[int, ...]
    decisions: tuple[int, ...]


def to_contain(connection: Connection) -> Contained:
    """Return what a generation made of this snapshot is the first to contain.

    That is no run while listings wait for their resolution, as new ones are in no provider until then.
    """
    passed = select(run.c.id).where(HAS_PASSED, run.c.published_in.is_(None))
    decided = select(correction.c.id).where(correction.c.published_in.is_(None))
    is_resolved = listing_changes.newest(connection) == 0
    return Contained(
        runs=tuple(connection.execute(passed).scalars()) if is_resolved else (),
        decisions=tuple(connection.execute(decided).scalars()),
    )


def newest_runs_in(connection: Connection, generation: int) -> dict[str, int]:
    """Return, by source, the newest run whose findings a generation has."""
    query = select(run.c.source, func.max(run.c.id).label("newest")).where(run.c.published_in <= generation)
    return {row.source: row.newest for row in connection.execute(query.group_by(run.c.source).order_by(run.c.source))}


def record(connection: Connection, published: Publication, contained: Contained) -> None:
    """Record a generation, and that it is the first to contain these runs and decisions."""
    connection.execute(
        insert(publication).values(
            generation=published.generation,
            built_at=published.built_at,
            providers=published.providers,
            content_sha256=published.content_sha256,
        )
    )
    for table, numbers in ((run, contained.runs), (correction, contained.decisions)):
        for start in range(0, len(numbers), AT_ONCE):
            of = table.c.id.in_(numbers[start : start + AT_ONCE])
            connection.execute(update(table).where(of).values(published_in=published.generation))
