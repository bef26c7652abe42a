"""The time when a source is due: computed from its last runs each time, so no timer has to survive a restart.

Jitter is a hash of the source and its last run: the same after a restart, and different from source to source. After
days without a worker each source runs once.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import takewhile
from types import MappingProxyType

from pydantic import ValidationError
from sqlalchemy import Connection

from crawler.archive.resume import BUDGET_SPENT, QUIET_HOURS
from crawler.runs.settle import SHORTEST, is_paused
from crawler.sources.definition import error_text
from crawler.sources.run_schedule import RetryPolicy, SourceSchedule
from index import clock
from index.store.operator_pauses import is_operator_paused
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
DAYS_OF_A_BUDGET = 4
"""Days in a row on which a source whose budget is spent continues; its pages are reused for about as long."""
HOUR = timedelta(hours=1)


class ScheduleError(ValueError):
    """The schedule of a registered source cannot be read, as when its zone is gone from the system."""


class Waits(StrEnum):
    """The side that decides when a scheduled source is due."""

    SCHEDULE = "schedule"
    OPERATOR = "operator"
    """Somebody paused it."""
    SITE = "site"
    """The site asked us to stay away."""
    PERSON = "person"
    """Several runs could not begin, so somebody has to correct its file or options."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextRun:
    """The time when a source is due, None if it waits for a person; `trouble` has the reason, or a wrong clock."""

    at: datetime | None
    trouble: str = ""
    waits: Waits = Waits.SCHEDULE


def is_scheduled(source: SourceRow) -> bool:
    """Return whether the worker runs a source on schedule."""
    return source.enabled and source.interval_seconds > 0


def ended_runs(connection: Connection, *, only: str | None = None) -> Mapping[str, Sequence[EndedRun]]:
    """Return the newest ended or held runs of each source that sent requests, newest first; with `only`, of one."""
    return newest_runs.last_ended(connection, limit=RUNS_LOOKED_AT, only=only)


def next_run(source: SourceRow, ended: Sequence[EndedRun], now: datetime) -> NextRun:
    """Return when a scheduled source is due, given its newest runs (`ended_runs`).

    After a failed run it is due sooner than the schedule says, later with each failure; after a blocked run it is due
    later than the schedule. If the last run ended in the future, because a clock was wrong, it is due now. A source
    that never ran is due now, too. No run is due in quiet hours or on a day that the schedule leaves out.
    """
    try:
        plan = plan_of(source)
    except ScheduleError as error:
        return NextRun(at=None, trouble=str(error), waits=Waits.PERSON)
    if is_operator_paused(source, now):
        until = source.operator_paused_until
        following = _following(source, plan, ended, until).at if until else None
        return NextRun(at=max(following, until) if following and until else None, waits=Waits.OPERATOR)
    return _following(source, plan, ended, now)


def _following(source: SourceRow, plan: SourceSchedule, ended: Sequence[EndedRun], now: datetime) -> NextRun:
    if wrong := ended_in_the_future(ended, now):
        return NextRun(
            at=plan.first_allowed(now),
            trouble=f"run {wrong.id} ended {wrong.ended_at:%Y-%m-%d %H:%M} UTC, which is still to come: "
            "the clock was wrong then or is now; set it right",
        )
    if cannot_begin := waits_for_a_person(ended):
        return NextRun(at=None, trouble=cannot_begin, waits=Waits.PERSON)
    at, waits = _due(source, plan, ended, now), Waits.SCHEDULE
    if source.paused_until and is_paused(source, now):
        at, waits = max(at, source.paused_until), Waits.SITE
    return NextRun(at=_allowed(plan, at, now), waits=waits)


def _allowed(plan: SourceSchedule, at: datetime, now: datetime) -> datetime:
    """Return when a run may begin that is due at a time: the first allowed moment since, or to come."""
    first = plan.first_allowed(max(at, now))
    return first if first > now else plan.first_allowed(at)


def _due(source: SourceRow, plan: SourceSchedule, ended: Sequence[EndedRun], now: datetime) -> datetime:
    """Return when a source is due by its runs, and by the due time that an operator skipped.

    Whatever is due up to that time counts as read then. A run after the skip, of a person say, is one like any other:
    if the next one is due after the skipped time anyway, the skip changes nothing.
    """
    every, skipped = timedelta(seconds=source.interval_seconds), source.skipped_at
    due = _due_by_runs(source, plan, ended) if ended else now
    if skipped and (due <= skipped or not ended):
        return _regular(source.id, plan, every, skipped, skipped)
    return due


def _due_by_runs(source: SourceRow, plan: SourceSchedule, ended: Sequence[EndedRun]) -> datetime:
    every, last = timedelta(seconds=source.interval_seconds), ended[0]
    regular = _regular(source.id, plan, every, last.queued_at, last.ended_at)
    if (following := _after_a_limit(source.id, ended)) is not None:
        return min(following, regular)
    wait = _again_after(every, ended, plan.retry)
    if plan.at is None:
        return _jittered(source.id, plan, wait, last.ended_at)
    if wait < every:
        return min(last.ended_at + wait, regular)
    began = min(last.queued_at, last.ended_at)  # the clock may have been set back meanwhile
    return plan.slot_from(began + wait) if last.verdict is Verdict.BLOCKED else regular


def _after_a_limit(source_id: str, ended: Sequence[EndedRun]) -> datetime | None:
    """Return when a run continues that ended at a limit of its source; None if it did not, or has for several days."""
    last = ended[0]
    if last.finish_reason == QUIET_HOURS:
        return last.ended_at  # the quiet hours themselves delay it
    if last.finish_reason != BUDGET_SPENT or days_of_a_budget(ended) >= DAYS_OF_A_BUDGET:
        return None
    midnight = last.ended_at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return midnight + HOUR * _unit(source_id)


def days_of_a_budget(ended: Sequence[EndedRun]) -> int:
    """Return how many of the newest runs, one on each day or two, ended because the budget was spent."""
    newer = (*ended[:1], *ended)
    days = takewhile(
        lambda pair: pair[1].finish_reason == BUDGET_SPENT and pair[0].ended_at - pair[1].ended_at < timedelta(days=2),
        zip(newer, ended, strict=False),
    )
    return len(list(days))


def _regular(source_id: str, plan: SourceSchedule, every: timedelta, began: datetime, end: datetime) -> datetime:
    """Return when a source is due that waits for its schedule: by the end of its last run, or at its time of day."""
    if plan.at is None:
        return _jittered(source_id, plan, every, end)
    return plan.slot_near(min(began, end) + every, after=end)


def _jittered(source_id: str, plan: SourceSchedule, wait: timedelta, end: datetime) -> datetime:
    return end + wait * (1 + plan.jitter * _unit(f"{source_id}@{end.isoformat()}"))


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


def planned_interval(source: SourceRow) -> timedelta:
    """Return the longest time between two runs by a source's schedule; 0 if it has none, or an operator paused it."""
    if not is_scheduled(source) or is_operator_paused(source, clock.now()):
        return timedelta(0)
    every = timedelta(seconds=source.interval_seconds)
    try:
        return max(every, plan_of(source).days_apart)
    except ScheduleError:  # `next_run` has the reason
        return every


def bad_in_a_row(ended: Sequence[EndedRun]) -> int:
    """Return how many of the newest runs in a row neither passed nor were held.

    Runs that were cancelled, or stopped with the worker, do not count.
    """
    judged = [run for run in ended if run.verdict is not Verdict.CANCELLED and _cause(run) is not Cause.STOPPED]
    return len(list(takewhile(lambda run: run.verdict not in {Verdict.PASSED, Verdict.HELD}, judged)))


def last_read_well(ended: Sequence[EndedRun]) -> datetime | None:
    """Return when the newest run that passed ended; None if none passed."""
    return next((run.ended_at for run in ended if run.verdict is Verdict.PASSED), None)


def _again_after(every: timedelta, ended: Sequence[EndedRun], policy: RetryPolicy) -> timedelta:
    last = ended[0]
    if last.verdict is Verdict.BLOCKED:
        times = _alike(ended, lambda run: run.verdict)
        longer: timedelta = every * 2 ** min(times, 16)
        return max(every, min(longer, LONGEST_BLOCKED))
    retry = _AFTER_CAUSE.get(_cause(last)) or getattr(policy, last.verdict, None)
    times = _alike(ended, lambda run: (run.verdict, _AFTER_CAUSE.get(_cause(run))))
    if retry is None or (retry.most is not None and times > retry.most):
        return every
    delay: timedelta = retry.after * 2 ** (min(times, 16) - 1) if retry.doubles else retry.after
    return min(every, delay)


@dataclass(frozen=True, slots=True)
class _Again:
    """As `Retry` of a source file, for causes that a source file has no word on."""

    after: timedelta
    doubles: bool = True
    most: int | None = None


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


def _cause(run: EndedRun) -> Cause | None:
    return run.causes[0].code if run.causes else None


def _alike(ended: Sequence[EndedRun], key: Callable[[EndedRun], object]) -> int:
    """Return how many of the newest runs in a row have the same key."""
    return len(list(takewhile(lambda run: key(run) == key(ended[0]), ended)))


def plan_of(source: SourceRow) -> SourceSchedule:
    """Return the schedule of a source's file, as last registered; raises ScheduleError."""
    try:
        return _plan(source.definition)
    except ValidationError as error:
        raise ScheduleError(
            f"the schedule of {source.id}, as registered, cannot be read ({error_text(error)}): correct its file"
        ) from error


@lru_cache(maxsize=1024)
def _plan(definition: str) -> SourceSchedule:
    return SourceSchedule.model_validate(json.loads(definition).get("schedule") or {})


def _unit(text: str) -> float:
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest) / 2**64
