"""Staged rows: what a run read, raw first and normalized after, kept apart from the listings until it passed."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from index.records import Listing, RawListing
from index.records.codec import from_json, to_json
from index.store.database import upsert
from index.store.schema import page, problem, run, staged, staged_entry

BATCH = 500
STREAM = {"yield_per": BATCH}


def stage(connection: Connection, run_id: int, listings: Iterable[RawListing]) -> int:
    """Stage raw listings and return how many were new; a source id met again in one run keeps its first reading."""
    rows = [{"run": run_id, "source_id": raw.source_id, "raw": to_json(raw)} for raw in listings]
    if not rows:
        return 0
    before = count(connection, run_id)
    connection.execute(upsert(connection, staged).on_conflict_do_nothing(), rows)
    return count(connection, run_id) - before


def count(connection: Connection, run_id: int) -> int:
    """Return how many listings a run has staged."""
    return connection.execute(select(func.count()).where(staged.c.run == run_id)).scalar_one()


def count_in_force(connection: Connection, run_id: int) -> int:
    """Return how many of a run's normalized listings are in force: all but those their register deactivated."""
    in_force = staged.c.listing.not_like('%"deactivated":true%')  # quotes within texts are escaped in JSON
    return connection.execute(select(func.count()).where(staged.c.run == run_id, in_force)).scalar_one()


def not_normalized(connection: Connection, run_id: int, limit: int = BATCH) -> Sequence[RawListing]:
    """Return the next raw listings of a run that have no normalized form yet."""
    query = select(staged.c.raw).where(staged.c.run == run_id, staged.c.listing.is_(None)).limit(limit)
    return [from_json(RawListing, raw) for raw in connection.execute(query).scalars()]


def set_normalized(connection: Connection, run_id: int, listings: Iterable[Listing]) -> None:
    """Keep the normalized form beside the raw one."""
    rows = [{"row_id": listing.source_id, "value": to_json(listing)} for listing in listings]
    if rows:
        query = update(staged).where(staged.c.run == run_id, staged.c.source_id == bindparam("row_id"))
        connection.execute(query.values(listing=bindparam("value")), rows)


def normalized(connection: Connection, run_id: int) -> Iterator[Listing]:
    """Yield the normalized listings of a run by source id."""
    query = select(staged.c.listing).where(staged.c.run == run_id, staged.c.listing.is_not(None))
    for row in connection.execute(query.order_by(staged.c.source_id), execution_options=STREAM).scalars():
        yield from_json(Listing, row)


def note_problems(connection: Connection, run_id: int, problems: Iterable[tuple[str, str, str]]) -> None:
    """Keep (kind, location, detail) of what could not be read."""
    rows = [{"run": run_id, "kind": kind, "location": where, "detail": detail} for kind, where, detail in problems]
    if rows:
        connection.execute(insert(problem), rows)


def problems(connection: Connection, run_id: int) -> Sequence[tuple[str, str, str]]:
    """Return the (kind, location, detail) that were kept for a run, in the order of meeting them."""
    query = select(problem.c.kind, problem.c.location, problem.c.detail).where(problem.c.run == run_id)
    return [row.tuple() for row in connection.execute(query.order_by(problem.c.id))]


def problem_counts(connection: Connection, run_id: int) -> dict[str, int]:
    """Return how often each kind of problem was met in a run, most frequent first."""
    met = func.count().label("met")
    query = select(problem.c.kind, met).where(problem.c.run == run_id).group_by(problem.c.kind)
    return dict(row.tuple() for row in connection.execute(query.order_by(met.desc(), problem.c.kind)))


def discard(connection: Connection, run_id: int) -> None:
    """Drop the staged rows of a run that will not be looked at again."""
    for table in (staged, staged_entry):
        connection.execute(delete(table).where(table.c.run == run_id))


def index_pages(connection: Connection, rows: Iterable[dict[str, object]]) -> None:
    """Index archived responses; each row has the columns of the table `page`."""
    pages = list(rows)
    if pages:
        connection.execute(insert(page), pages)


def forget_old(connection: Connection, source: str, *, keep: int) -> None:
    """Drop the staged rows of all but the newest `keep` ended runs of a source."""
    ended = select(run.c.id).where(run.c.source == source, run.c.state == "ended").order_by(run.c.id.desc())
    for table in (staged, staged_entry):
        connection.execute(delete(table).where(table.c.run.in_(ended.offset(keep).limit(-1))))
