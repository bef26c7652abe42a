"""Promotes a run that passed: moves its staged rows into the listings, in batches of one short transaction each.

Any process may finish a promotion that has begun: the one that began it, or one that needs to read all or nothing of
it. Each batch reads its position from the store, so several processes can take turns, and the next one continues after
a process that was killed between two batches. No other writer waits long.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from itertools import count
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from index.faults import fault_point
from index.store import site_visits, sources
from index.store.database import Store
from index.store.listings import listings, missing_listings, register_entries
from index.store.listings.listings import Delta
from index.store.listings.missing_listings import Batch
from index.store.runs import run_judgments, runs
from index.store.runs.causes import Cause, FoundCause
from index.store.runs.runs import RunRow, Verdict
from index.store.schema import promotion

BATCH = 500
"""Listings per transaction: about a fifth of a second on a slow machine."""
SECONDS_BETWEEN_BATCHES = 0.02
"""Long enough for a waiting writer, which retries ten times a second, to get its turn."""

Progress = Callable[[str, int], None]


class PromotionUnderWayError(RuntimeError):
    """Another run of the source is being promoted."""


class Phase(StrEnum):
    """The steps of a promotion, in order. A source has either listings or entries of a register."""

    LISTINGS = "listings"
    MISSING_LISTINGS = "missing_listings"
    ENTRIES = "entries"
    MISSING_ENTRIES = "missing_entries"


PHASES = tuple(Phase)


def begin(connection: Connection, run: RunRow, *, day: date, whole: bool, causes: tuple[FoundCause, ...]) -> None:
    """Begin the promotion of a collected or held run, whose pages were read on `day`.

    A run of the `whole` source also marks the rows it did not find. Raises PromotionUnderWayError while another run of
    the source is being promoted; `finish` ends that.
    """
    try:
        with connection.begin_nested():
            connection.execute(
                insert(promotion).values(
                    run=run.id, source=run.source, day=day, whole=whole, phase=PHASES[0], delta=json.dumps({})
                )
            )
    except IntegrityError as error:
        raise PromotionUnderWayError(f"another run of {run.source} is being promoted") from error
    runs.promote(connection, run.id)
    run_judgments.keep_causes(connection, run.id, causes)


def under_way(connection: Connection) -> list[int]:
    """Return the runs whose promotion has begun and not ended, oldest first."""
    return list(connection.execute(select(promotion.c.run).order_by(promotion.c.run)).scalars())


def finish(store: Store, progress: Progress = lambda *_: None) -> None:
    """Finish every promotion that has begun. `progress` is called after each batch, and may raise."""
    done = 0
    for number in count(1):
        with store.read() as connection:
            if not under_way(connection):
                return
        with store.write() as connection:
            done += _batch(connection)
        fault_point(f"promote/batch-{number}")
        progress("promoting listings", done)
        time.sleep(SECONDS_BETWEEN_BATCHES)


@contextmanager
def whole_promotions(store: Store, progress: Progress = lambda *_: None) -> Iterator[Connection]:
    """Give one read snapshot in which every promotion is either finished or not begun."""
    while True:
        finish(store, progress)
        with store.read() as connection:
            if not under_way(connection):
                yield connection
                return


def _batch(connection: Connection) -> int:
    """Do the next batch of the oldest promotion; return the number of rows it looked at."""
    row = connection.execute(select(promotion).order_by(promotion.c.run).limit(1)).one_or_none()
    if row is None:  # another process has just finished it
        return 0
    changed, seen, last = _do(connection, row)
    total = Delta(**json.loads(row.delta)) + changed
    values: dict[str, str] = {"delta": json.dumps(total.as_dict())}
    if last is not None:
        values["position"] = last
    elif row.phase != PHASES[-1]:
        values |= {"phase": PHASES[PHASES.index(Phase(row.phase)) + 1], "position": ""}
    else:
        _end(connection, row.run, total)
        return seen
    connection.execute(update(promotion).where(promotion.c.run == row.run).values(**values))
    return seen


def _do(connection: Connection, row: Row[Any]) -> tuple[Delta, int, str | None]:
    """Do a batch; return its changes, the number of rows, and the last id, None where the phase is over."""
    batch = Batch(run=row.run, source=row.source, day=row.day, after=row.position, limit=BATCH)
    match Phase(row.phase):
        case Phase.LISTINGS:
            return listings.take_in(connection, batch)
        case Phase.ENTRIES:
            return register_entries.take_in(connection, batch)
        case Phase.MISSING_LISTINGS:
            hosts = None if row.whole else site_visits.hosts_read(connection, row.run)
            if row.whole or hosts:
                return listings.miss(connection, batch, hosts=hosts)
        case Phase.MISSING_ENTRIES if row.whole:
            return register_entries.miss(connection, batch)
    return Delta(), 0, None


def _end(connection: Connection, run_id: int, delta: Delta) -> None:
    run = runs.get(connection, run_id)
    sources.keep_count(connection, run.source, in_force(connection, run.source))
    connection.execute(delete(promotion).where(promotion.c.run == run_id))
    run_judgments.end_with_causes(connection, run_id, verdict=Verdict.PASSED, causes=run.causes, delta=delta.as_dict())
    if not run.partial:
        _supersede(connection, run)


def in_force(connection: Connection, source: str) -> int:
    """Count the listings and register entries of a source that are in force."""
    tables = listings.LISTINGS, register_entries.ENTRIES
    return sum(missing_listings.in_force(connection, table, source) for table in tables)


def _supersede(connection: Connection, run: RunRow) -> None:
    """Reject the runs that were held before a whole one: they are older than the listings now."""
    superseded = FoundCause(code=Cause.SUPERSEDED, about=str(run.id))
    newer = run.id if run.replay_of is None else run.replay_of + 1  # a replay is as old as the run it replays
    for older in run_judgments.held_before(connection, run.source, newer):
        causes = (superseded, *runs.get(connection, older).causes)
        run_judgments.end_with_causes(connection, older, verdict=Verdict.REJECTED, causes=causes)
