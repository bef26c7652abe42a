"""The ledger of runs: one row a crawl of one source, moved from state to state by compare-and-set."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, and_, insert, literal_column, select, update
from sqlalchemy.exc import IntegrityError

from index import clock
from index.store.runs.causes import FoundCause, from_text
from index.store.schema import run


class RunState(StrEnum):
    """The state of a run. At most one run of a source is queued, starting, running or collected."""

    QUEUED = "queued"
    STARTING = "starting"
    """A process has claimed it and starts its crawl."""
    RUNNING = "running"
    COLLECTED = "collected"
    HELD = "held"
    PROMOTING = "promoting"
    """Passed; its rows move into the listings (index.store.promotion)."""
    ENDED = "ended"


class Verdict(StrEnum):
    """The judgment of a run. Only `passed` reaches the listings."""

    PASSED = "passed"
    HELD = "held"
    REJECTED = "rejected"
    BLOCKED = "blocked"
    THROTTLED = "throttled"
    UNREACHABLE = "unreachable"
    CANCELLED = "cancelled"
    ABANDONED = "abandoned"


ACTIVE = (RunState.QUEUED, RunState.STARTING, RunState.RUNNING, RunState.COLLECTED)
UNDER_WAY = (*ACTIVE, RunState.PROMOTING)


HAS_PASSED = and_(run.c.verdict == literal_column(f"'{Verdict.PASSED}'"), ~run.c.dry_run)
"""Condition of runs that passed and were no dry runs, in the words of the index `ix_run_passed`."""


class RunActiveError(RuntimeError):
    """The source already has a run under way."""


class RunStateError(RuntimeError):
    """The run is not in the state that this step needs."""


class UnknownRunError(LookupError):
    """No run has that number."""


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run. `arguments` are the spider's; `partial` runs add and change but never make a listing missing."""

    id: int
    source: str
    trigger: str
    state: RunState
    arguments: Mapping[str, str]
    sample: int | None
    dry_run: bool
    partial: bool
    requested_by: str
    queued_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    finish_reason: str
    stats: Mapping[str, Any]
    verdict: Verdict | None
    cause: str
    delta: Mapping[str, int]
    causes: tuple[FoundCause, ...]
    warnings: tuple[FoundCause, ...]
    measured: Mapping[str, Any]
    code_version: str
    cancelled_by: str
    claimed_by: str
    replay_of: int | None = None
    """The run whose archived pages this one reads again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRequest:
    """The request for a run."""

    source: str
    trigger: str
    arguments: Mapping[str, str]
    sample: int | None = None
    dry_run: bool = False
    requested_by: str = ""
    replay_of: int | None = None


def queue(connection: Connection, request: RunRequest) -> int:
    """Queue a run and return its number; raises RunActiveError while the source has one under way."""
    values = {
        "source": request.source,
        "trigger": request.trigger,
        "state": RunState.QUEUED,
        "arguments": json.dumps(dict(request.arguments), sort_keys=True),
        "sample": request.sample,
        "dry_run": request.dry_run,
        "partial": request.sample is not None,
        "requested_by": request.requested_by,
        "replay_of": request.replay_of,
        "queued_at": clock.now().isoformat(),
    }
    try:
        with connection.begin_nested():
            number = connection.execute(insert(run).values(values)).inserted_primary_key
    except IntegrityError as error:
        raise RunActiveError(
            f"{request.source} already has a run under way; see `pinpoint runs --source {request.source}`"
        ) from error
    assert number is not None  # noqa: S101  (an insert always has a key)
    return int(number[0])


def get(connection: Connection, run_id: int) -> RunRow:
    """Return one run; raises UnknownRunError."""
    row = connection.execute(select(run).where(run.c.id == run_id)).mappings().one_or_none()
    if row is None:
        raise UnknownRunError(f"there is no run {run_id}; `pinpoint runs` lists them")
    return _row(row)


def recent(
    connection: Connection, *, source: str | None = None, limit: int | None = 20, before: int | None = None
) -> Sequence[RunRow]:
    """Return the newest runs first, at most `limit`, None for all; `before`: only those with a smaller number."""
    query = select(run).order_by(run.c.id.desc()).limit(limit)
    if source is not None:
        query = query.where(run.c.source == source)
    if before is not None:
        query = query.where(run.c.id < before)
    return fetched(connection, query)


def active(connection: Connection) -> Sequence[RunRow]:
    """Return the runs that are queued, starting, running, collected or being promoted, oldest first."""
    query = select(run).where(run.c.state.in_(UNDER_WAY)).order_by(run.c.id)
    return fetched(connection, query)


def held(connection: Connection) -> Sequence[RunRow]:
    """Return the runs that wait for a person, oldest first."""
    return fetched(connection, select(run).where(run.c.state == RunState.HELD).order_by(run.c.id))


def passed(connection: Connection, source: str, *, limit: int) -> Sequence[RunRow]:
    """Return the newest whole runs of a source that passed; partial and dry runs do not count."""
    query = select(run).where(run.c.source == source, HAS_PASSED, ~run.c.partial).order_by(run.c.id.desc()).limit(limit)
    return fetched(connection, query)


def applied(connection: Connection, source: str, *, limit: int) -> Sequence[RunRow]:
    """Return the newest runs of a source that reached its listings, partial ones and replays included."""
    query = select(run).where(run.c.source == source, HAS_PASSED)
    return fetched(connection, query.order_by(run.c.id.desc()).limit(limit))


def fetched(connection: Connection, query: Select[Any]) -> list[RunRow]:
    """Return the runs that a query of whole rows finds."""
    return [_row(row) for row in connection.execute(query).mappings()]


def claim(connection: Connection, run_id: int, *, by: str) -> None:
    """Move a queued run to starting, claimed by one process; raises RunStateError when another was first."""
    _move(connection, run_id, (RunState.QUEUED,), RunState.STARTING, claimed_by=by)


def start(connection: Connection, run_id: int, *, pid: int) -> None:
    """Move a run that waits or starts to running; raises RunStateError when another process was first."""
    waiting = (RunState.QUEUED, RunState.STARTING)
    _move(connection, run_id, waiting, RunState.RUNNING, pid=pid, started_at=clock.now().isoformat())


def collect(
    connection: Connection, run_id: int, *, finish_reason: str, stats: Mapping[str, Any], partial: bool
) -> None:
    """Move a running run to collected: it will fetch nothing more, and its rows are staged."""
    values = {"finish_reason": finish_reason, "stats": json.dumps(stats, sort_keys=True, default=str)}
    _move(connection, run_id, (RunState.RUNNING,), RunState.COLLECTED, partial=partial, **values)


def hold(connection: Connection, run_id: int, *, cause: str) -> None:
    """Hold a collected run for a person to look at; its rows stay staged."""
    ended = clock.now().isoformat()
    _move(connection, run_id, (RunState.COLLECTED,), RunState.HELD, verdict=Verdict.HELD, cause=cause, ended_at=ended)


def promote(connection: Connection, run_id: int) -> None:
    """Move a collected or held run to promoting: it has passed, and can no longer be rejected or cancelled."""
    _move(connection, run_id, (RunState.COLLECTED, RunState.HELD), RunState.PROMOTING, verdict=None, ended_at=None)


def end(
    connection: Connection,
    run_id: int,
    *,
    verdict: Verdict,
    cause: str = "",
    delta: Mapping[str, int] | None = None,
) -> None:
    """End a run with its verdict, from any state but ended; raises RunStateError where it has ended."""
    values = {"verdict": verdict, "cause": cause, "delta": json.dumps(delta or {}), "state": RunState.ENDED}
    done = connection.execute(
        update(run)
        .where(run.c.id == run_id, run.c.state != RunState.ENDED)
        .values(ended_at=clock.now().isoformat(), **values)
    )
    if done.rowcount != 1:
        raise RunStateError(f"run {run_id} has ended already")


def mark_file(connection: Connection, run_id: int, mark: str) -> None:
    """Record how far a run has read its file: everything before the mark is staged."""
    connection.execute(update(run).where(run.c.id == run_id).values(file_mark=mark))


def file_mark(connection: Connection, run_id: int) -> str:
    """Return how far a run has read its file; "" where it reads none."""
    return str(connection.execute(select(run.c.file_mark).where(run.c.id == run_id)).scalar_one())


def _move(connection: Connection, run_id: int, before: tuple[RunState, ...], after: RunState, **values: object) -> None:
    done = connection.execute(
        update(run).where(run.c.id == run_id, run.c.state.in_(before)).values(state=after, **values)
    )
    if done.rowcount != 1:
        raise RunStateError(f"run {run_id} is not {' or '.join(before)}, so it cannot become {after}")


def _row(row: RowMapping) -> RunRow:
    values: dict[str, Any] = {str(name): value for name, value in row.items()}
    del values["pid"], values["pid_started"], values["file_mark"], values["published_in"]
    for name in ("queued_at", "started_at", "ended_at"):
        values[name] = datetime.fromisoformat(values[name]) if values[name] else None
    for name in ("arguments", "stats", "delta", "measured"):
        values[name] = json.loads(values[name])
    for name in ("causes", "warnings"):
        values[name] = from_text(values[name])
    values["state"] = RunState(values["state"])
    values["verdict"] = Verdict(values["verdict"]) if values["verdict"] else None
    return RunRow(**values)
