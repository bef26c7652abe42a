"""Deletes the details of old runs: staged rows, problems, warnings, measures and statistics, in batches.

The run itself stays: its source, days, verdict, cause and counts, and what it changed. The index of archived pages
goes with the pages (`crawler.archive.retention`); the ledger of visited websites stays, as the newest visit counts.
"""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, Select, Table, delete, func, select, tuple_, update

from index import clock
from index.settings import Settings
from index.store import Store
from index.store.runs.runs import RunState, Verdict
from index.store.schema import problem, run, staged, staged_entry

ROWS_AT_ONCE = 2000
"""Rows of one transaction: other writers wait for at most one."""
RUNS_OF_A_SOURCE = 20
"""The newest runs of a source keep their details whatever their age: schedule, gates and suggestions read them."""
PASSED_RUNS = 5
"""So do the newest that passed, which the next run is compared with."""
_KEYS = {staged: (staged.c.run, staged.c.source_id), staged_entry: (staged_entry.c.run, staged_entry.c.source_id)}
_EMPTY = {"stats": "{}", "measured": "{}", "warnings": "[]"}


def delete_run_details(
    store: Store, settings: Settings, *, dry_run: bool = False, stopped: Callable[[], bool] = lambda: False
) -> tuple[int, int]:
    """Delete the details of runs that ended more than `run_days` days ago; return (runs, rows).

    `stopped` is asked between batches; what is left is deleted the next time.
    """
    with store.read() as connection:
        expired = _expired(connection, settings)
    runs, rows = 0, 0
    for number in expired:
        if stopped():
            break
        counted = _count(store, number) if dry_run else _delete(store, number, stopped)
        runs += bool(counted)
        rows += counted
    return runs, rows


def _expired(connection: Connection, settings: Settings) -> list[int]:
    last = (clock.today() - timedelta(days=settings.run_days)).isoformat()
    ended = (run.c.state == RunState.ENDED) & (func.substr(run.c.ended_at, 1, len(last)) < last)
    newest = _newest(run.c.state == RunState.ENDED, RUNS_OF_A_SOURCE)
    passed = _newest((run.c.verdict == Verdict.PASSED) & ~run.c.dry_run, PASSED_RUNS)
    query = select(run.c.id).where(ended, run.c.id.not_in(newest), run.c.id.not_in(passed)).order_by(run.c.id)
    return list(connection.execute(query).scalars())


def _newest(which: ColumnElement[bool], count: int) -> Select[tuple[int]]:
    rank = func.row_number().over(partition_by=run.c.source, order_by=run.c.id.desc()).label("rank")
    ranked = select(run.c.id, rank).where(which).subquery()
    return select(ranked.c.id).where(ranked.c.rank <= count)


def _count(store: Store, number: int) -> int:
    with store.read() as connection:
        rows = sum(
            connection.execute(select(func.count()).select_from(table).where(table.c.run == number)).scalar_one()
            for table in (staged, staged_entry, problem)
        )
        return rows + connection.execute(select(func.count()).where(*_detailed(number))).scalar_one()


def _delete(store: Store, number: int, stopped: Callable[[], bool]) -> int:
    rows = 0
    for table in (staged, staged_entry, problem):
        while not stopped():
            with store.write() as connection:
                deleted = _delete_batch(connection, table, number)
            rows += deleted
            if deleted < ROWS_AT_ONCE:
                break
    with store.write() as connection:
        rows += connection.execute(update(run).where(*_detailed(number)).values(_EMPTY)).rowcount
    return rows


def _delete_batch(connection: Connection, table: Table, number: int) -> int:
    key = _KEYS.get(table, (problem.c.id,))
    batch = select(*key).where(table.c.run == number).limit(ROWS_AT_ONCE)
    return connection.execute(delete(table).where(tuple_(*key).in_(batch))).rowcount


def _detailed(number: int) -> tuple[ColumnElement[bool], ...]:
    has_details = (run.c.stats != "{}") | (run.c.measured != "{}") | (run.c.warnings != "[]")
    return run.c.id == number, has_details
