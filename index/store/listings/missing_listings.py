"""Rows that whole, good runs no longer find are marked missing, then withdrawn: listings and register entries alike."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Exists, Table, bindparam, exists, func, select, update

WITHDRAWN_AFTER_RUNS = 2
WITHDRAWN_AFTER = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class TrackedTable:
    """A table of rows by source and source id, and the table in which a run stages such rows."""

    table: Table
    staged: Table

    def found(self, run_id: int) -> Exists:
        """Return the condition that a run staged the row's source id."""
        same = self.staged.c.source_id == self.table.c.source_id
        return exists().where(self.staged.c.run == run_id, same).correlate(self.table)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A part of one run's promotion: `limit` rows after a source id. `day` is when the run's pages were read."""

    run: int
    source: str
    day: date
    after: str
    limit: int


@dataclass(frozen=True, slots=True)
class Gone:
    """Rows that a run did not find: counts of missing (new or still) and withdrawn, and the ids of the new ones.

    `seen` counts the rows looked at; `last` is their last id, None where there are no more.
    """

    missing: int
    withdrawn: int
    newly_missing: tuple[str, ...]
    newly_withdrawn: tuple[str, ...]
    seen: int
    last: str | None


def in_force(connection: Connection, tracked: TrackedTable, source: str) -> int:
    """Return the number of rows of a source that are not withdrawn; missing ones count."""
    of = tracked.table.c
    query = select(func.count()).select_from(tracked.table).where(of.source == source, of.withdrawn_on.is_(None))
    return connection.execute(query).scalar_one()


def vanished(
    connection: Connection, tracked: TrackedTable, *, run_id: int, source: str, hosts: frozenset[str] | None = None
) -> int:
    """Return how many rows of a source, not missing so far, a run did not find; with `hosts`, only of those."""
    of = tracked.table.c
    query = select(of.source_id).where(
        of.source == source, of.withdrawn_on.is_(None), of.missing_since.is_(None), ~tracked.found(run_id)
    )
    ids = connection.execute(query, execution_options={"yield_per": 1000}).scalars()
    return sum(_is_of(source_id, hosts) for source_id in ids)


def mark_missing(
    connection: Connection, tracked: TrackedTable, batch: Batch, *, hosts: frozenset[str] | None = None
) -> Gone:
    """Mark rows of one batch that a whole run did not find; withdraw those missing from two such runs or for 30 days.

    Runs of one day count once: a row that two of them miss was missed once. The day (UTC) is when the run's pages were
    read.

    With `hosts`, only rows whose id begins with one of them and a slash: a run that reads websites host by host
    knows nothing about hosts that it did not read.
    """
    of = tracked.table.c
    gone = select(of.source_id, of.missing_since, of.missed_runs).where(
        of.source == batch.source, of.source_id > batch.after, of.withdrawn_on.is_(None), ~tracked.found(batch.run)
    )
    found = connection.execute(gone.order_by(of.source_id).limit(batch.limit)).all()
    rows = [_missed(*row, batch.day) for row in found if _is_of(row.source_id, hosts)]
    if rows:
        query = update(tracked.table).where(of.source == batch.source, of.source_id == bindparam("row_id"))
        values: dict[str, Any] = {
            "missing_since": bindparam("since"),
            "missed_runs": bindparam("missed"),
            "withdrawn_on": bindparam("withdrawn"),
        }
        connection.execute(query.values(values), rows)
    withdrawn = tuple(row["row_id"] for row in rows if row["withdrawn"] is not None)
    first = tuple(row["row_id"] for row in rows if row["is_first"] and row["withdrawn"] is None)
    return Gone(
        missing=len(rows) - len(withdrawn),
        withdrawn=len(withdrawn),
        newly_missing=first,
        newly_withdrawn=withdrawn,
        seen=len(found),
        last=found[-1].source_id if len(found) == batch.limit else None,
    )


def _is_of(source_id: str, hosts: frozenset[str] | None) -> bool:
    return hosts is None or source_id.partition("/")[0] in hosts


def _missed(source_id: str, since: date | None, missed: int, today: date) -> dict[str, Any]:
    first = since or today
    counted = missed + (since is None or today > since)  # a second run on the same day is no second miss
    withdraw = counted >= WITHDRAWN_AFTER_RUNS or today - first >= WITHDRAWN_AFTER
    return {
        "row_id": source_id,
        "since": first,
        "missed": counted,
        "withdrawn": today if withdraw else None,
        "is_first": since is None,
    }
