"""Decisions of people about a run: approve or reject a held one, cancel one under way. All are recorded."""

from dataclasses import dataclass

from sqlalchemy import Connection

from crawler.runs.normalize_run import Progress
from crawler.runs.promote import begin_promotion, finish_promotion
from index.store import Store, audit, promotion
from index.store.promotion import PromotionUnderWayError
from index.store.runs import run_judgments, runs
from index.store.runs.causes import Cause, FoundCause
from index.store.runs.runs import RunRow, RunState, Verdict


class NotHeldError(RuntimeError):
    """The run is not held, so there is nothing to decide."""


class NewerRunPassedError(RuntimeError):
    """A newer run of the source has passed, so approving this one would replace newer facts with older ones."""


class NotUnderWayError(RuntimeError):
    """The run has ended, so there is nothing to cancel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """A person's approval of a held run, with the reason."""

    who: str
    reason: str


def approve(store: Store, run_id: int, acceptance: Acceptance, progress: Progress = lambda *_: None) -> None:
    """Promote a held run as a person approved it.

    Raises EmptyReasonError without who or why, NotHeldError and NewerRunPassedError.
    """
    audit.check_reason(acceptance.who, acceptance.reason)
    while True:
        promotion.finish(store)
        try:
            run = _begin(store, run_id, acceptance)
        except PromotionUnderWayError:  # another promotion began meanwhile
            continue
        break
    finish_promotion(store, run.source, progress)


def _begin(store: Store, run_id: int, acceptance: Acceptance) -> RunRow:
    with store.write() as connection:
        run = _held(connection, run_id)
        if newer := run_judgments.passed_since(connection, run):
            raise NewerRunPassedError(
                f"run {newer} of {run.source} passed after run {run_id} was read, so these listings are older than "
                f"the current ones; reject the run, and look at `pinpoint runs show {newer}`"
            )
        _record(connection, acceptance.who, "run/accept", run, acceptance.reason)
        begin_promotion(connection, run, (FoundCause(code=Cause.ACCEPTED, about=acceptance.who), *run.causes))
        return run


def reject(store: Store, run_id: int, *, who: str, reason: str) -> None:
    """End a held run as rejected, so that it changes nothing.

    Raises EmptyReasonError without who or why, and NotHeldError.
    """
    audit.check_reason(who, reason)
    with store.write() as connection:
        run = _held(connection, run_id)
        _record(connection, who, "run/reject", run, reason)
        causes = (FoundCause(code=Cause.TURNED_DOWN, about=who), *run.causes)
        run_judgments.end_with_causes(connection, run_id, verdict=Verdict.REJECTED, causes=causes)


def cancel(store: Store, run_id: int, *, who: str, reason: str) -> RunRow:
    """Cancel a queued run, or ask the process that carries a running one to end it.

    Returns the run's row after that. Raises NotUnderWayError.
    """
    with store.write() as connection:
        run = runs.get(connection, run_id)
        if run.state not in runs.ACTIVE:
            raise NotUnderWayError(f"run {run_id} is {run.verdict or run.state}, so there is nothing to cancel")
        _record(connection, who, "run/cancel", run, reason)
        run_judgments.request_cancel(connection, run_id, who=who)
        if run.state is RunState.QUEUED:
            run_judgments.end_with_causes(connection, run_id, verdict=Verdict.CANCELLED, causes=(cancelled_by(who),))
        return runs.get(connection, run_id)


def cancelled_by(who: str) -> FoundCause:
    """Return the cause of a run that somebody cancelled."""
    return FoundCause(code=Cause.CANCELLED, about=who)


def _held(connection: Connection, run_id: int) -> RunRow:
    run = runs.get(connection, run_id)
    if run.state is not RunState.HELD:
        why = f" ({run.cause})" if run.cause else ""
        raise NotHeldError(f"run {run_id} is {run.verdict or run.state}{why}, so there is nothing to decide")
    return run


def _record(connection: Connection, who: str, action: str, run: RunRow, reason: str) -> None:
    note = " — ".join(part for part in (run.cause, reason) if part)
    audit.record(connection, who=who, action=action, subject=str(run.id), note=note)
