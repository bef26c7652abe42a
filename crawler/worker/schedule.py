"""When a source is due: computed from its last runs each time, never kept in a timer.

Jitter comes from a hash of the source and its last run, so that it is the same after a restart, spreads
sources over time, and after days of standstill each source runs once.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from types import MappingProxyType

from sqlalchemy import Connection

from crawler.runs.settle import SHORTEST, is_paused
from index.store.runs import runs
from index.store.runs.causes import Cause
from index.store.runs.runs import RunRow, Verdict
from index.store.sources import SourceRow

RUNS_LOOKED_AT = 20
CLOCK_SLACK = timedelta(hours=1)
"""A run that ended later than this from now shows that a clock was wrong."""
LONGEST_BLOCKED = timedelta(days=365)
TRIES_OF_A_BROKEN_SOURCE = 3
"""After as many runs in a row that could not begin, a source waits for a person."""
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Run again `every` after the last end, give or take a `jitter` share of that."""

    every: timedelta
    jitter: float = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class NextRun:
    """When a source is due, None where it waits for a person; `trouble` says why, or that a clock was wrong."""

    at: datetime | None
    trouble: str = ""


def due(schedule: Schedule, source: str, last_end: datetime | None, never_run: datetime) -> datetime:
    """Return when a source is due; one that never ran is due at `never_run`."""
    if last_end is None:
        return never_run
    return last_end + schedule.every * (1 + schedule.jitter * _unit(f"{source}@{last_end.isoformat()}"))


def is_scheduled(source: SourceRow) -> bool:
    """Whether a worker reads a source by itself."""
    return source.enabled and source.interval_seconds > 0


def ended_runs(connection: Connection, source_id: str) -> Sequence[RunRow]:
    """Return the newest runs of a source that asked it and ended or were held, newest first, for the rest of this."""
    return runs.last_ended(connection, source_id, limit=RUNS_LOOKED_AT)


def next_run(source: SourceRow, ended: Sequence[RunRow], now: datetime) -> NextRun:
    """Return when a scheduled source is due, by its newest runs (`ended_runs`).

    A run that broke is tried again sooner than the schedule says, and each time later; a closed door is left alone for
    longer. A run that ended in the future, by a clock that was wrong, is no reason to wait: the source is due now.
    """
    if wrong := ended_in_the_future(ended, now):
        return NextRun(
            at=now,
            trouble=f"run {wrong.id} ended {wrong.ended_at:%Y-%m-%d %H:%M} UTC, which is still to come: "
            "the clock was wrong then or is now; set it right",
        )
    if cannot_begin := waits_for_a_person(ended):
        return NextRun(at=None, trouble=cannot_begin)
    schedule = Schedule(every=_again_after(timedelta(seconds=source.interval_seconds), ended), jitter=_jitter(source))
    at = due(schedule, source.id, ended[0].ended_at if ended else None, now)
    if source.paused_until and is_paused(source, now):
        at = max(at, source.paused_until)
    return NextRun(at=at)


def ended_in_the_future(ended: Sequence[RunRow], now: datetime) -> RunRow | None:
    """Return the newest run where it ended after now, by more than clocks differ; None else."""
    last = ended[0] if ended else None
    return last if last and last.ended_at and last.ended_at > now + CLOCK_SLACK else None


def waits_for_a_person(ended: Sequence[RunRow]) -> str:
    """Say why a source is not tried again by itself, "" where it is: its file or its options are to be set right."""
    if _alike(ended, _cause) < TRIES_OF_A_BROKEN_SOURCE or _cause(ended[0]) is not Cause.CANNOT_BEGIN:
        return ""
    tried = f"tried {_alike(ended, _cause)} times, so it waits for you"
    return f"{ended[0].cause}; {tried}: mend it, then `pinpoint crawl {ended[0].source}`"


def bad_in_a_row(ended: Sequence[RunRow]) -> int:
    """Return how many of the newest runs did not read their source well, one after the other.

    Runs that were cancelled, or stopped with the worker, say nothing of it.
    """
    told = [run for run in ended if run.verdict is not Verdict.CANCELLED and _cause(run) is not Cause.STOPPED]
    return len(list(takewhile(lambda run: run.verdict not in {Verdict.PASSED, Verdict.HELD}, told)))


def last_read_well(ended: Sequence[RunRow]) -> datetime | None:
    """Return when the newest run that passed ended; None where none of them did."""
    return next((run.ended_at for run in ended if run.verdict is Verdict.PASSED), None)


def _again_after(every: timedelta, ended: Sequence[RunRow]) -> timedelta:
    if not ended:
        return every
    last = ended[0]
    if last.verdict is Verdict.BLOCKED:
        times = _alike(ended, lambda run: run.verdict)
        longer: timedelta = every * 2 ** min(times, 16)
        return max(every, min(longer, LONGEST_BLOCKED))
    first = _AFTER_CAUSE.get(_cause(last)) or _AFTER_VERDICT.get(last.verdict)
    if first is None:
        return every
    times = _alike(ended, lambda run: (run.verdict, _AFTER_CAUSE.get(_cause(run))))
    delay: timedelta = first.delay * 2 ** (min(times, 16) - 1) if first.doubles else first.delay
    return min(every, delay)


@dataclass(frozen=True, slots=True)
class _Again:
    """How soon a run is tried again, and whether each time in a row that takes twice as long."""

    delay: timedelta
    doubles: bool = True


_AFTER_CAUSE: Mapping[Cause | None, _Again] = MappingProxyType(
    {
        Cause.STOPPED: _Again(timedelta(0), doubles=False),  # the next start goes on where it ended
        Cause.ENDED_EARLY: _Again(HOUR),  # its pages are kept for a day
        Cause.ARCHIVE_FAILED: _Again(HOUR, doubles=False),  # a full disk: ours, and soon mended
        Cause.CANNOT_BEGIN: _Again(SHORTEST),
        Cause.TURNED_DOWN: _Again(timedelta.max, doubles=False),  # a person has looked: the schedule holds
        Cause.SUPERSEDED: _Again(timedelta.max, doubles=False),
    }
)
_AFTER_VERDICT: Mapping[Verdict | None, _Again] = MappingProxyType(
    {
        Verdict.ABANDONED: _Again(timedelta(minutes=10)),
        Verdict.UNREACHABLE: _Again(timedelta(hours=6), doubles=False),
        Verdict.THROTTLED: _Again(DAY, doubles=False),  # the pause doubles
        Verdict.REJECTED: _Again(DAY),
    }
)


def _cause(run: RunRow) -> Cause | None:
    return run.causes[0].code if run.causes else None


def _alike(ended: Sequence[RunRow], sign: Callable[[RunRow], object]) -> int:
    """Return how many of the newest runs are alike by a sign."""
    return len(list(takewhile(lambda run: sign(run) == sign(ended[0]), ended)))


def _jitter(source: SourceRow) -> float:
    schedule = json.loads(source.definition).get("schedule") or {}
    return float(schedule.get("jitter", Schedule(every=DAY).jitter))


def _unit(text: str) -> float:
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest) / 2**64
