"""How long a source is left alone that asked us to slow down: what it asks for, or longer each time it asks again."""

from datetime import datetime, timedelta
from itertools import takewhile

from sqlalchemy import Connection

from crawler.manners import signs
from crawler.manners.retry_after import LONGEST
from index import clock
from index.store import runs, sources
from index.store.runs import RunRow, Verdict
from index.store.sources import SourceRow

SHORTEST = timedelta(hours=1)
RUNS_LOOKED_AT = 12  # twice as long each time, which by then is the longest


def pause_after(connection: Connection, run: RunRow) -> None:
    """Pause the source of a run that ended throttled, and end the pause of one that could be read again.

    A run that ended otherwise, and a replay, leave it as it is.
    """
    if run.replay_of is not None:
        return
    if run.verdict in {Verdict.PASSED, Verdict.HELD}:
        sources.end_pause(connection, run.source)
    if run.verdict is not Verdict.THROTTLED:
        return
    newest = [one for one in runs.recent(connection, source=run.source, limit=RUNS_LOOKED_AT) if one.replay_of is None]
    in_a_row = len(list(takewhile(lambda one: one.verdict is Verdict.THROTTLED, newest)))
    asked = timedelta(seconds=int(run.stats.get(signs.RETRY_AFTER, 0)))
    sources.pause(connection, run.source, until=clock.now() + pause(asked, in_a_row))


def is_paused(source: SourceRow, now: datetime) -> bool:
    """Whether a source is left alone now. A pause longer than any that is given was set by a wrong clock."""
    return source.paused_until is not None and now < source.paused_until <= now + LONGEST


def pause(asked: timedelta, in_a_row: int) -> timedelta:
    """Return how long to leave a source alone that asked for it the nth time in a row, 30 days at most."""
    ours: timedelta = SHORTEST * 2 ** (max(in_a_row, 1) - 1)
    return min(max(asked, ours), LONGEST)
