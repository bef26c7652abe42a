"""The time when a source is due: computed from its last runs each time, so no timer has to survive a restart.

Jitter is a hash of the source and its last run: the same after a restart, and different from source to source. After
days without a worker each source runs once.
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
from index.store.runs import newest_runs
from index.store.runs.causes import Cause
from index.store.runs.newest_runs import EndedRun
from index.store.runs.runs import Verdict
from index.store.sources import SourceRow

RUNS_LOOKED_AT = 20
CLOCK_SLACK = timedelta(hours=1)
"""An end further in the future than this shows that a clock was wrong."""
LONGEST_BLOCKED = timedelta(days=365)
TRIES_OF_A_BROKEN_SOURCE = 3
"""After this many runs in a row that could not begin, a source waits for a person."""
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Run again `every` after the last end, plus or minus `jitter`, a share of `every`."""

    every: timedelta
    jitter: float = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class NextRun:
    """The time when a source is due, None if it waits for a person; `trouble` has the reason, or a wrong clock."""

    at: datetime | None
    trouble: str = ""


def due(schedule: Schedule, source: str, last_end: datetime | None, never_run: datetime) -> datetime:
    """Return when a source is due: `never_run` if it has no `last_end`."""
    if last_end is None:
        return never_run
    return last_end + schedule.every * (1 + schedule.jitter * _unit(f"{source}@{last_end.isoformat()}"))


def is_scheduled(source: SourceRow) -> bool:
    """Return whether the worker runs a source on schedule."""
    return source.enabled and source.interval_seconds > 0


def ended_runs(connection: Connection, *, only: str | None = None) -> Mapping[str, Sequence[EndedRun]]:
    """Return the newest ended or held runs of each source that sent requests, newest first; with `only`, of one."""
    return newest_runs.last_ended(connection, limit=RUNS_LOOKED_AT, only=only)


def next_run(source: SourceRow, ended: Sequence[EndedRun], now: datetime) -> NextRun:
    """Return when a scheduled source is due, given its newest runs (`ended_runs`).

    After a failed run it is due sooner than the schedule says, later with each failure; after a blocked run it is due
    later than the schedule. If the last run ended in the future, because a clock was wrong, it is due now.
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


def ended_in_the_future(ended: Sequence[EndedRun], now: datetime) -> EndedRun | None:
    """Return the newest run if it ended more than CLOCK_SLACK after now, else None."""
    last = ended[0] if ended else None
    return last if last and last.ended_at > now + CLOCK_SLACK else None


def waits_for_a_person(ended: Sequence[EndedRun]) -> str:
    """Return why a source is not tried again until a person corrects its file or options; "" if it is."""
    if _alike(ended, _cause) < TRIES_OF_A_BROKEN_SOURCE or _cause(ended[0]) is not Cause.CANNOT_BEGIN:
        return ""
    tried = f"tried {_alike(ended, _cause)} times, so it waits for you"
    return f"{ended[0].cause}; {tried}: mend it, then `pinpoint crawl {ended[0].source}`"


def bad_in_a_row(ended: Sequence[EndedRun]) -> int:
    """Return how many of the newest runs in a row neither passed nor were held.

    Runs that were cancelled, or stopped with the worker, do not count.
    """
    judged = [run for run in ended if run.verdict is not Verdict.CANCELLED and _cause(run) is not Cause.STOPPED]
    return len(list(takewhile(lambda run: run.verdict not in {Verdict.PASSED, Verdict.HELD}, judged)))


def last_read_well(ended: Sequence[EndedRun]) -> datetime | None:
    """Return when the newest run that passed ended; None if none passed."""
    return next((run.ended_at for run in ended if run.verdict is Verdict.PASSED), None)


def _again_after(every: timedelta, ended: Sequence[EndedRun]) -> timedelta:
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
    """The delay until a source is tried again, and whether it doubles with each run in a row."""

    delay: timedelta
    doubles: bool = True


_AFTER_CAUSE: Mapping[Cause | None, _Again] = MappingProxyType(
    {
        Cause.STOPPED: _Again(timedelta(0), doubles=False),  # the next start resumes it
        Cause.ENDED_EARLY: _Again(HOUR),  # its pages can be reused for a day
        Cause.ARCHIVE_FAILED: _Again(HOUR, doubles=False),  # a full disk: our fault, and soon repaired
        Cause.CANNOT_BEGIN: _Again(SHORTEST),
        Cause.TURNED_DOWN: _Again(timedelta.max, doubles=False),  # a person decided: the schedule applies
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


def _cause(run: EndedRun) -> Cause | None:
    return run.causes[0].code if run.causes else None


def _alike(ended: Sequence[EndedRun], key: Callable[[EndedRun], object]) -> int:
    """Return how many of the newest runs in a row have the same key."""
    return len(list(takewhile(lambda run: key(run) == key(ended[0]), ended)))


def _jitter(source: SourceRow) -> float:
    schedule = json.loads(source.definition).get("schedule") or {}
    return float(schedule.get("jitter", Schedule(every=DAY).jitter))


def _unit(text: str) -> float:
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest) / 2**64
