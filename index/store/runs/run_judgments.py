"""The judgment of a run, stored with its state: causes, warnings, measures, and the code version that read it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, select, update

from index.store.runs import runs
from index.store.runs.causes import FoundCause, in_one_line, to_text
from index.store.runs.runs import HAS_PASSED, RunRow, RunState, Verdict
from index.store.schema import run

_READ_IN = func.coalesce(run.c.replay_of, run.c.id)


def keep_code_version(connection: Connection, run_id: int, version: str) -> None:
    """Store the version of the code and description that read a run."""
    connection.execute(update(run).where(run.c.id == run_id).values(code_version=version))


def keep_judgment(
    connection: Connection,
    run_id: int,
    *,
    causes: Iterable[FoundCause],
    warnings: Iterable[FoundCause],
    measured: Mapping[str, Any],
) -> None:
    """Store the causes of a run's verdict, its warnings, and the measured figures."""
    values = {"causes": to_text(causes), "warnings": to_text(warnings), "measured": json.dumps(measured)}
    connection.execute(update(run).where(run.c.id == run_id).values(**values))


def keep_causes(connection: Connection, run_id: int, causes: Sequence[FoundCause]) -> None:
    """Store the causes of a run's verdict in place of earlier ones."""
    connection.execute(update(run).where(run.c.id == run_id).values(causes=to_text(causes)))


def end_with_causes(
    connection: Connection,
    run_id: int,
    *,
    verdict: Verdict,
    causes: Sequence[FoundCause],
    delta: Mapping[str, int] | None = None,
) -> None:
    """End a run with its verdict, causes and changes; raises RunStateError where it has ended."""
    keep_causes(connection, run_id, causes)
    runs.end(connection, run_id, verdict=verdict, cause=in_one_line(causes), delta=delta)


def code_was_looked_at(connection: Connection, source: str, version: str) -> bool:
    """Return whether any run that this version of code and description read has passed."""
    seen = select(run.c.id).where(run.c.source == source, HAS_PASSED)
    return connection.execute(seen.where(run.c.code_version == version).limit(1)).first() is not None


def has_passed(connection: Connection, source: str) -> bool:
    """Return whether any run of a source has passed, partial ones included."""
    passed = select(run.c.id).where(run.c.source == source, HAS_PASSED)
    return connection.execute(passed.limit(1)).first() is not None


def passed_count(connection: Connection, *, unpublished: bool = False) -> int:
    """Return the number of passed runs; with `unpublished`, only those that no generation contains yet."""
    query = select(func.count()).select_from(run).where(HAS_PASSED)
    if unpublished:
        query = query.where(run.c.published_in.is_(None))
    return connection.execute(query).scalar_one()


def is_published(connection: Connection, run_id: int) -> bool:
    """Return whether a generation contains what a run changed."""
    return connection.execute(select(run.c.published_in).where(run.c.id == run_id)).scalar() is not None


def passed_since(connection: Connection, this: RunRow) -> int | None:
    """Return the newest passed run of the same source whose pages were read after this run's; None for none.

    A replay counts as old as the run whose pages it reads.
    """
    newer = select(run.c.id).where(run.c.source == this.source, (this.replay_of or this.id) < _READ_IN)
    newer = newer.where(HAS_PASSED)
    return connection.execute(newer.order_by(run.c.id.desc()).limit(1)).scalar()


def held_before(connection: Connection, source: str, run_id: int) -> list[int]:
    """Return the runs of a source before a given one that are still held."""
    held = select(run.c.id).where(run.c.source == source, run.c.id < run_id, run.c.state == RunState.HELD)
    return list(connection.execute(held.order_by(run.c.id)).scalars())


def waiting(connection: Connection) -> list[tuple[int, str]]:
    """Return (run, source) of every run that waits for a person, oldest first."""
    held = select(run.c.id, run.c.source).where(run.c.state == RunState.HELD).order_by(run.c.id)
    return [(row.id, row.source) for row in connection.execute(held)]


def request_cancel(connection: Connection, run_id: int, *, who: str) -> None:
    """Ask the process of a run to end it; that process reads `cancelled_by`."""
    connection.execute(update(run).where(run.c.id == run_id).values(cancelled_by=who))


def cancel_requested_by(connection: Connection, run_id: int) -> str:
    """Return who asked to cancel a run; "" for nobody."""
    asked = connection.execute(select(run.c.cancelled_by).where(run.c.id == run_id)).scalar_one()
    return str(asked)
