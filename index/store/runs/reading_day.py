"""The day on which a run's pages were read, never a later one (docs/principles.md, rule 1)."""

from datetime import date, datetime

from sqlalchemy import Connection

from index import clock
from index.store.runs import pages, runs
from index.store.runs.runs import RunRow


def reading_day(connection: Connection, run: RunRow) -> date:
    """Return the day (UTC) on which a run began, or an older one of a page it took over; a replay has its original's.

    The time that a run waited for a person does not count.
    """
    if run.replay_of is not None:
        return reading_day(connection, runs.get(connection, run.replay_of))
    began = (run.started_at or clock.now()).date()
    oldest = pages.oldest_taken_over(connection, run.id)
    return min(began, datetime.fromisoformat(oldest).date()) if oldest else began
