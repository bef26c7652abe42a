"""The day on which what a run tells was read. It is never later than the reading (docs/principles.md, rule 1)."""

from datetime import date, datetime

from sqlalchemy import Connection

from index import clock
from index.store.runs import pages, runs
from index.store.runs.runs import RunRow


def reading_day(connection: Connection, run: RunRow) -> date:
    """Return the day (UTC) that a run began, or that of the oldest page it took over; of a replay, the replayed run's.

    A run that waited for a person is not newer for having waited.
    """
    if run.replay_of is not None:
        return reading_day(connection, runs.get(connection, run.replay_of))
    began = (run.started_at or clock.now()).date()
    oldest = pages.oldest_taken_over(connection, run.id)
    return min(began, datetime.fromisoformat(oldest).date()) if oldest else began
