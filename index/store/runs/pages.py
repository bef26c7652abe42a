"""The index of archived pages: each run's requests, the answers' status, and their position in the archive."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, func, insert, select

from index import clock
from index.store.database import upsert
from index.store.runs import runs
from index.store.runs.runs import RunRow
from index.store.schema import page

STREAM = {"yield_per": 1000}


class Origin(StrEnum):
    """The way a run got a page."""

    FETCHED = "fetched"
    RESUMED = "resumed"
    """Archived by a run that was cut short, and read from there by the run that continued it."""
    UNCHANGED = "unchanged"
    """The site answered (304) that it equals the page that an earlier run archived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One archived response of a run, in the order of `sequence`.

    `file`, `offset` and `length` (bytes) locate the record, in the file of run `reused_from` where that is set.
    """

    run: int
    sequence: int
    url: str
    method: str
    fingerprint: str
    status: int
    fetched_at: str
    sha256: str
    etag: str | None
    last_modified: str | None
    file: str
    offset: int
    length: int
    origin: Origin = Origin.FETCHED
    reused_from: int | None = None

    def reused(self, run: int, sequence: int, origin: Origin, fetched_at: str = "") -> "Page":
        """Return the row of the same record in a later run; `fetched_at` for a page confirmed unchanged just now."""
        return replace(
            self,
            run=run,
            sequence=sequence,
            origin=origin,
            fetched_at=fetched_at or self.fetched_at,
            reused_from=self.reused_from or self.run,
        )


def index(connection: Connection, rows: Iterable[Page]) -> None:
    """Insert the rows of pages."""
    values = [asdict(row) for row in rows]
    if values:
        connection.execute(insert(page), values)


def index_missing(connection: Connection, rows: Iterable[Page]) -> None:
    """Insert the rows of pages that have none yet: two processes may read the end of one file."""
    values = [asdict(row) for row in rows]
    if values:
        connection.execute(upsert(connection, page).on_conflict_do_nothing(), values)


def of_run(connection: Connection, run_id: int) -> Iterator[Page]:
    """Yield the pages of a run in the order they were read."""
    query = select(page).where(page.c.run == run_id).order_by(page.c.sequence)
    for row in connection.execute(query, execution_options=STREAM).mappings():
        values = dict(row)
        yield Page(**values | {"origin": Origin(row["origin"])})


def part(connection: Connection, run_id: int, *, after: int, limit: int, url: str | None = None) -> list[Page]:
    """Return the next pages of a run after a sequence, in the order they were read; `url`: only those of an address."""
    query = select(page).where(page.c.run == run_id, page.c.sequence > after).order_by(page.c.sequence).limit(limit)
    if url is not None:
        query = query.where(page.c.url == url)
    return [Page(**dict(row) | {"origin": Origin(row["origin"])}) for row in connection.execute(query).mappings()]


def one(connection: Connection, run_id: int, sequence: int) -> Page | None:
    """Return one page; None where it does not exist."""
    found = connection.execute(select(page).where(page.c.run == run_id, page.c.sequence == sequence)).mappings().first()
    return None if found is None else Page(**dict(found) | {"origin": Origin(found["origin"])})


def last_with(
    connection: Connection, run_id: int, *, statuses: Collection[int] = (), robots: bool = False
) -> Page | None:
    """Return the last page of a run with one of these statuses (none named: any); None where there is none.

    `robots`: a robots.txt in place of a page.
    """
    is_robots = page.c.url.endswith("/robots.txt")
    query = select(page).where(page.c.run == run_id, is_robots if robots else ~is_robots)
    if statuses:
        query = query.where(page.c.status.in_(statuses))
    found = connection.execute(query.order_by(page.c.sequence.desc()).limit(1)).mappings().first()
    return None if found is None else Page(**dict(found) | {"origin": Origin(found["origin"])})


def written(connection: Connection, run_id: int) -> tuple[int, int]:
    """Return (last sequence of a run, how many records of its own file are indexed)."""
    own = func.count().filter(page.c.origin != Origin.RESUMED)
    last, count = connection.execute(select(func.max(page.c.sequence), own).where(page.c.run == run_id)).one()
    return last or 0, count


def counted(connection: Connection, run_id: int) -> dict[str, int]:
    """Return the number of a run's pages by origin."""
    query = select(page.c.origin, func.count()).where(page.c.run == run_id).group_by(page.c.origin)
    return {str(origin): count for origin, count in connection.execute(query)}


def reading_day(connection: Connection, run: RunRow) -> date:
    """Return the day (UTC) on which a run began, or an older one of a page it took over; a replay has its original's.

    So no page was read later than that day (docs/principles.md, rule 1). The time that a run waited for a person does
    not count.
    """
    if run.replay_of is not None:
        return reading_day(connection, runs.get(connection, run.replay_of))
    began = (run.started_at or clock.now()).date()
    oldest = _oldest_taken_over(connection, run.id)
    return min(began, datetime.fromisoformat(oldest).date()) if oldest else began


def _oldest_taken_over(connection: Connection, run_id: int) -> str | None:
    """Return the reading time (ISO) of the oldest page that a run took over from another; None for none."""
    query = select(func.min(page.c.fetched_at)).where(page.c.run == run_id, page.c.origin == Origin.RESUMED)
    return connection.execute(query).scalar()


def runs_with_pages(connection: Connection) -> frozenset[int]:
    """Return the runs that have pages."""
    return frozenset(connection.execute(select(page.c.run).distinct()).scalars())


def lenders(connection: Connection, borrowers: Collection[int]) -> frozenset[int]:
    """Return the runs whose files have pages of the runs `borrowers`."""
    lent = select(page.c.reused_from, page.c.run).where(page.c.reused_from.is_not(None)).distinct()
    return frozenset(owner for owner, run in connection.execute(lent) if run in borrowers)


def drop(connection: Connection, runs: Collection[int]) -> None:
    """Delete the pages of runs from the index."""
    for run in runs:
        connection.execute(delete(page).where(page.c.run == run))
