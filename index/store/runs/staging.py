"""Staged rows: a run's raw and then normalized listings, apart from the listings in force until the run passes."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, literal, or_, select, tuple_, update

from index.records import Listing, RawListing
from index.records.codec import from_json, to_json
from index.store.database import upsert
from index.store.schema import problem, run, staged, staged_entry

BATCH = 500
STREAM = {"yield_per": BATCH}


def stage(connection: Connection, run_id: int, listings: Iterable[RawListing]) -> int:
    """Stage raw listings and return the number of new ones.

    Of several readings of one source id the longest stays, and of equally long ones the first in sort order, so the
    result does not depend on the order in which a site answered.
    """
    rows = [{"run": run_id, "source_id": raw.source_id, "raw": to_json(raw)} for raw in listings]
    if not rows:
        return 0
    new = _new(connection, run_id, {row["source_id"] for row in rows})
    insertion = upsert(connection, staged)
    given, stored = insertion.excluded.raw, staged.c.raw
    fuller = or_(
        func.length(given) > func.length(stored), and_(func.length(given) == func.length(stored), given < stored)
    )
    connection.execute(
        insertion.on_conflict_do_update(index_elements=["run", "source_id"], set_={"raw": given}, where=fuller), rows
    )
    return new


def take_over(connection: Connection, before: int, run_id: int) -> None:
    """Copy the raw rows and the problems of run `before` to the run that continues it."""
    rows = select(literal(run_id), staged.c.source_id, staged.c.raw).where(staged.c.run == before)
    connection.execute(insert(staged).from_select(["run", "source_id", "raw"], rows))
    noted = select(literal(run_id), problem.c.kind, problem.c.location, problem.c.detail).where(problem.c.run == before)
    connection.execute(insert(problem).from_select(["run", "kind", "location", "detail"], noted))


def _new(connection: Connection, run_id: int, source_ids: Collection[Any]) -> int:
    """Return how many source ids a run has not staged yet, without counting all of its rows."""
    known = select(func.count()).where(staged.c.run == run_id, staged.c.source_id.in_(source_ids))
    return len(source_ids) - int(connection.execute(known).scalar_one())


def conflicting(connection: Connection, run_id: int, listings: Collection[RawListing]) -> int:
    """Return how many listings have an id that their run staged under another name; call it before staging them."""
    ids = {raw.source_id for raw in listings}
    known = select(staged.c.source_id, staged.c.raw).where(staged.c.run == run_id, staged.c.source_id.in_(ids))
    names = {row.source_id: json.loads(row.raw)["name"] for row in connection.execute(known)}
    return sum(names.setdefault(raw.source_id, raw.name) != raw.name for raw in listings)


def url_of(connection: Connection, run_id: int, source_id: str) -> str | None:
    """Return the address that a staged listing was read from; None where nothing of that id is staged."""
    of_id = staged.c.run == run_id, staged.c.source_id == source_id
    raw = connection.execute(select(staged.c.raw).where(*of_id)).scalar()
    return str(json.loads(raw).get("url", "")) or None if raw else None


def count(connection: Connection, run_id: int) -> int:
    """Return the number of listings that a run has staged."""
    return connection.execute(select(func.count()).where(staged.c.run == run_id)).scalar_one()


def not_normalized(connection: Connection, run_id: int, limit: int = BATCH) -> Sequence[RawListing]:
    """Return the next raw listings of a run that have no normalized form yet."""
    query = select(staged.c.raw).where(staged.c.run == run_id, staged.c.listing.is_(None)).limit(limit)
    return [from_json(RawListing, raw) for raw in connection.execute(query).scalars()]


def split(connection: Connection, run_id: int, row_id: str, parts: Iterable[RawListing]) -> None:
    """Replace one row that names several people by the raw listings of each."""
    connection.execute(delete(staged).where(staged.c.run == run_id, staged.c.source_id == row_id))
    insertion = upsert(connection, staged)
    rows = [{"run": run_id, "source_id": part.source_id, "raw": to_json(part)} for part in parts]
    connection.execute(
        insertion.on_conflict_do_update(index_elements=["run", "source_id"], set_={"raw": insertion.excluded.raw}), rows
    )


def set_normalized(connection: Connection, run_id: int, listings: Iterable[Listing]) -> None:
    """Store the normalized form with the raw one."""
    rows = [{"row_id": listing.source_id, "value": to_json(listing)} for listing in listings]
    if rows:
        query = update(staged).where(staged.c.run == run_id, staged.c.source_id == bindparam("row_id"))
        connection.execute(query.values(listing=bindparam("value")), rows)


def raw_and_normalized(connection: Connection, run_id: int) -> Iterator[tuple[str, str]]:
    """Yield each listing of a run as (raw, normalized) JSON, in no order, a batch at a time."""
    query = select(staged.c.raw, staged.c.listing).where(staged.c.run == run_id, staged.c.listing.is_not(None))
    for row in connection.execute(query, execution_options=STREAM):
        yield row.raw, row.listing


def note_problems(connection: Connection, run_id: int, problems: Iterable[tuple[str, str, str]]) -> None:
    """Store (kind, location, detail) of values that could not be read."""
    rows = [{"run": run_id, "kind": kind, "location": where, "detail": detail} for kind, where, detail in problems]
    if rows:
        connection.execute(insert(problem), rows)


def problems(connection: Connection, run_id: int) -> Sequence[tuple[str, str, str]]:
    """Return the stored (kind, location, detail) of a run, in the order in which they occurred."""
    query = select(problem.c.kind, problem.c.location, problem.c.detail).where(problem.c.run == run_id)
    rows = connection.execute(query.order_by(problem.c.id))
    return [(row.kind, row.location, row.detail) for row in rows]


def problem_counts(connection: Connection, run_id: int) -> dict[str, int]:
    """Return the number of problems of each kind in a run, most frequent first."""
    met = func.count().label("met")
    query = select(problem.c.kind, met).where(problem.c.run == run_id).group_by(problem.c.kind)
    rows = connection.execute(query.order_by(met.desc(), problem.c.kind))
    return {row.kind: row.met for row in rows}


def forget_old(connection: Connection, source: str, *, keep: int, limit: int) -> int:
    """Delete the staged rows of all but the newest `keep` ended runs of a source and the newest `keep` replays.

    Deletes at most `limit` of each table and kind of run; returns the number of deleted rows.
    """
    dropped = 0
    for kind in (run.c.replay_of.is_(None), run.c.replay_of.is_not(None)):
        ended = select(run.c.id).where(run.c.source == source, run.c.state == "ended", kind).order_by(run.c.id.desc())
        for table in (staged, staged_entry):
            old = select(table.c.run, table.c.source_id).where(table.c.run.in_(ended.offset(keep).limit(-1)))
            these = tuple_(table.c.run, table.c.source_id).in_(old.limit(limit))
            dropped += connection.execute(delete(table).where(these)).rowcount
    return dropped
