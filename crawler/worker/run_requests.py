"""Requests of operators that the worker carries out: read a source now, or skip its next run."""

from datetime import datetime

from sqlalchemy import Connection

from crawler.platforms import spider_class
from crawler.platforms.base import with_arguments
from crawler.runs.lease import is_held
from crawler.runs.settle import is_paused
from crawler.sources.definition import SourceDefinition
from crawler.worker.schedule import ended_runs, is_scheduled, next_run, plan_of
from crawler.worker.source_status import day_budget, in_utc, pause_in_words
from index import clock
from index.settings import Settings
from index.store import Store, audit, operator_pauses, sources
from index.store.freeze import refuse_frozen
from index.store.operator_pauses import is_operator_paused
from index.store.runs import runs
from index.store.runs.runs import RunRequest
from index.store.sources import SourceRow
from index.worker_tick import read_state

TRIGGER = "run_now"


class RunRefusedError(RuntimeError):
    """The source may not be read now."""


class NoWorkerError(RuntimeError):
    """No worker is running, so nothing would take the request up."""


class NothingToSkipError(RuntimeError):
    """No run of the source is due by itself."""


def request_run(store: Store, settings: Settings, source_id: str, *, who: str, reason: str = "") -> int:
    """Queue a run that the worker takes up within seconds, and return its number.

    It obeys what every run of the worker obeys: the limits of its host, of crawls at once and of quiet hours. Raises
    NoWorkerError, UnknownSourceError, RunRefusedError, FrozenError, RunActiveError, and SourceError for a source whose
    file does not say all that a run needs.
    """
    _refuse_without_worker(settings)
    with store.write() as connection:
        row = sources.get(connection, source_id)
        refuse_frozen(connection)
        _refuse(row, settings, clock.now())
        definition = SourceDefinition.model_validate_json(row.definition)
        with_arguments(definition, spider_class(definition.platform), {})
        number = runs.queue(connection, RunRequest(source=source_id, trigger=TRIGGER, arguments={}, requested_by=who))
        note = f"run {number}" + (f": {reason.strip()}" if reason.strip() else "")
        audit.record(connection, who=who, action="source/run-now", subject=source_id, note=note)
    return number


def skip_next(store: Store, source_id: str, *, who: str, reason: str) -> tuple[datetime, datetime | None]:
    """Skip the next run of a source by its schedule; return when it was due, and when the one after it is.

    Raises UnknownSourceError, EmptyReasonError, RunActiveError, and NothingToSkipError.
    """
    with store.write() as connection:
        due = _next(connection, source_id)
        if due is None:
            raise NothingToSkipError(f"no run of {source_id} is due by itself; `pinpoint sources list` says why")
        operator_pauses.skip(connection, source_id, due=max(due, clock.now()), who=who, reason=reason)
        return due, _next(connection, source_id)


def _next(connection: Connection, source_id: str) -> datetime | None:
    row = sources.get(connection, source_id)
    if not is_scheduled(row):
        return None
    return next_run(row, ended_runs(connection, only=source_id).get(source_id, ()), clock.now()).at


def _refuse_without_worker(settings: Settings) -> None:
    state = read_state(settings.home)
    if not is_held(settings.home, "worker"):
        raise NoWorkerError(
            "no worker is running, so nothing would take it up; start `pinpoint work`, or crawl by hand"
        )
    if state is None or state.is_silent:
        raise NoWorkerError(
            "the worker does not answer, so nothing would take it up; `pinpoint doctor` says since when"
        )


def _refuse(row: SourceRow, settings: Settings, now: datetime) -> None:
    """Raise RunRefusedError with what is in the way of reading a source now, and what to do."""
    if not row.enabled:
        raise RunRefusedError(f"{row.id} is disabled; after reading its terms: pinpoint sources enable {row.id} …")
    if is_operator_paused(row, now):
        raise RunRefusedError(f"{row.id} is {pause_in_words(row)}; `pinpoint sources resume {row.id}` ends the pause")
    if row.paused_until and is_paused(row, now):
        raise RunRefusedError(f"{row.id} asked us to stay away until {in_utc(row.paused_until)}; it is read after that")
    budget = day_budget(row, settings)
    if spent := budget.used().spent(budget.limits):
        raise RunRefusedError(f"{row.id} has used its {spent}; the worker may read it again from midnight UTC on")
    plan = plan_of(row)
    if plan.is_quiet(now):
        end = in_utc(plan.first_allowed(now))
        raise RunRefusedError(f"{row.id} has quiet hours now; the worker may read it again from {end} on")
