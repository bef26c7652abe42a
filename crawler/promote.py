"""Carries a run that passed into the listings, on the day its pages were read, and closes what waited before it."""

from typing import Any

from sqlalchemy import Connection

from crawler.verdicts.gaps import gaps
from index.faults import fault_point
from index.store import Store, findings, listings, register_entries, runs, staging
from index.store.causes import Cause, FoundCause
from index.store.reading_day import reading_day
from index.store.runs import RunRow, Verdict

STAGED_RUNS_KEPT = 3


def promote_run(store: Store, run: RunRow, causes: tuple[FoundCause, ...] = ()) -> None:
    """Promote a run and end it as passed, in one transaction.

    A partial run, and one that could not read all its pages, makes nobody missing. Runs of the source that were held
    before a whole one are rejected: their reading is older than what is now listed.
    """
    fault_point("crawl/judged")
    with store.write() as connection:
        delta = {} if run.dry_run else _promote(connection, run)
        findings.end_because(connection, run.id, verdict=Verdict.PASSED, causes=causes, delta=delta)
        if not run.dry_run and not run.partial:
            _supersede(connection, run)
        staging.forget_old(connection, run.source, keep=STAGED_RUNS_KEPT)
    fault_point("crawl/promoted")


def _promote(connection: Connection, run: RunRow) -> dict[str, int]:
    is_replay = run.replay_of is not None  # no second look at who is missing
    whole = not (run.partial or is_replay or gaps(run.stats))
    # A source has either listings or entries of a register; there is nothing to promote of the other.
    of_run: Any = {"run_id": run.id, "source": run.source, "today": reading_day(connection, run), "whole": whole}
    changed = listings.promote(connection, **of_run) + register_entries.promote(connection, **of_run)
    return changed.as_dict()


def _supersede(connection: Connection, run: RunRow) -> None:
    superseded = FoundCause(code=Cause.SUPERSEDED, about=str(run.id))
    newer = run.id if run.replay_of is None else run.replay_of + 1  # a replay is as old as the run it replays
    for older in findings.held_before(connection, run.source, newer):
        causes = (superseded, *runs.get(connection, older).causes)
        findings.end_because(connection, older, verdict=Verdict.REJECTED, causes=causes)
