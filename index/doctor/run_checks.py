"""Checks of runs: those that wait for review, sources that asked us to stay away, and a freeze of everything."""

from datetime import timedelta

from index import clock
from index.doctor.finding import Check, NotWellError, Trouble, TroubleKind, Well
from index.settings import Settings
from index.store import sources
from index.store.database import store_of_home
from index.store.freeze import current_freeze
from index.store.runs import runs
from index.store.runs.runs import RunRow


def paused(_here: Settings) -> str:
    """Return which sources asked us to stay away, and until when."""
    with store_of_home() as opened, opened.read() as connection:
        waiting = [
            row for row in sources.all_sources(connection) if row.paused_until and row.paused_until > clock.now()
        ]
    names = ", ".join(f"{row.id} until {row.paused_until:%Y-%m-%d %H:%M} UTC" for row in waiting)
    return f"asked us to stay away: {names}" if names else "no source asked us to stay away"


def held(here: Settings) -> Well:
    """Return which held runs wait for review, as troubles too; not well if one waits too long."""
    with store_of_home() as opened, opened.read() as connection:
        waiting = runs.held(connection)
    if not waiting:
        return Well(note="no run waits for review")
    names = ", ".join(f"run {run.id} ({run.source})" for run in waiting)
    note = f"{names} waits for review; `pinpoint runs show {waiting[0].id}`, then approve or reject"
    limit = timedelta(days=here.doctor_held_days)
    troubles = tuple(_held(run) for run in waiting)
    if any(run.ended_at and clock.now() - run.ended_at > limit for run in waiting):
        raise NotWellError.of(troubles, f"{note}; the oldest waits for more than {here.doctor_held_days} days")
    return Well(note=note, troubles=troubles)


def _held(run: RunRow) -> Trouble:
    return Trouble(
        kind=TroubleKind.RUN_HELD,
        subject=run.source,
        note=f"run {run.id} ({run.source}) waits for review; `pinpoint runs show {run.id}`, then approve or reject",
        since=run.ended_at,
        run=run.id,
        codes=tuple(cause.code for cause in run.causes),
    )


def frozen(_here: Settings) -> str:
    """Return that the home is not frozen; not well for as long as it is, with since when and why."""
    with store_of_home() as opened, opened.read() as connection:
        freeze = current_freeze(connection)
    if freeze:
        raise NotWellError(TroubleKind.FROZEN, freeze.sentence, since=freeze.since)
    return "not frozen: crawls start, and what passes is published"


CHECKS: dict[str, Check] = {"paused": paused, "held runs": held, "freeze": frozen}
