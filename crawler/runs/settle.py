"""Settlement of a collected run: normalize, measure, judge, then promote it or pause its source."""

from contextlib import nullcontext, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import takewhile

from sqlalchemy import Connection

from crawler.gates.gates import crawled_run, judge
from crawler.gates.judgment import Crawled, Judgment
from crawler.politeness import stat_names
from crawler.politeness.closed_hosts import LONGEST
from crawler.runs.decisions import Acceptance, approve, cancelled_by
from crawler.runs.lease import take_lease
from crawler.runs.normalize_run import Progress, normalize_run
from crawler.runs.promote import promote_run
from crawler.sources.definition import SourceDefinition
from index import clock
from index.locks import FileLock
from index.settings import Settings
from index.store import Store, promotion, sources
from index.store.freeze import FrozenError
from index.store.runs import run_judgments, runs
from index.store.runs.runs import RunRow, Verdict
from index.store.sources import SourceRow

SHORTEST = timedelta(hours=1)
RUNS_LOOKED_AT = 12  # the pause doubles each time, and has reached its maximum by then


def pause_after(connection: Connection, run: RunRow) -> None:
    """Pause the source of a throttled run; end the pause after a run that passed or was held.

    A run with another verdict, and a replay, changes nothing.
    """
    if run.replay_of is not None:
        return
    if run.verdict in {Verdict.PASSED, Verdict.HELD}:
        sources.end_pause(connection, run.source)
    if run.verdict is not Verdict.THROTTLED:
        return
    newest = [one for one in runs.recent(connection, source=run.source, limit=RUNS_LOOKED_AT) if one.replay_of is None]
    in_a_row = len(list(takewhile(lambda one: one.verdict is Verdict.THROTTLED, newest)))
    asked = timedelta(seconds=int(run.stats.get(stat_names.RETRY_AFTER, 0)))
    sources.pause(connection, run.source, until=clock.now() + pause(asked, in_a_row))


def is_paused(source: SourceRow, now: datetime) -> bool:
    """Return whether a source is paused now; a pause beyond `LONGEST` comes from a wrong clock, and is ignored."""
    return source.paused_until is not None and now < source.paused_until <= now + LONGEST


def pause(asked: timedelta, in_a_row: int) -> timedelta:
    """Return the pause after the nth throttled run in a row: the site's, or ours if longer, at most 30 days."""
    ours: timedelta = SHORTEST * 2 ** (max(in_a_row, 1) - 1)
    return min(max(asked, ours), LONGEST)


def settle(
    store: Store,
    settings: Settings,
    run_id: int,
    *,
    acceptance: Acceptance | None,
    progress: Progress,
    lease: FileLock | None = None,
) -> None:
    """Judge a collected run, and promote it if it passed, or if it is held and a person accepts it.

    The run's lease is held meanwhile, so that no other process takes it for a dead one's. Without the caller's `lease`
    it is taken here; raises LockHeldError if another process settles the run. In a frozen home, a run that would pass
    stays collected, and is settled when the freeze has ended.
    """
    with nullcontext() if lease else take_lease(settings.home, run_id):
        _settle(store, settings, run_id, acceptance, progress)


def _settle(store: Store, settings: Settings, run_id: int, acceptance: Acceptance | None, progress: Progress) -> None:
    if _cancelled(store, run_id):
        return
    normalize_run(store, settings, run_id, progress)
    progress("judging", 0)
    promotion.finish(store, progress)  # so that the comparison sees earlier runs promoted in full
    with store.read() as connection:
        run = runs.get(connection, run_id)
        definition = SourceDefinition.model_validate_json(sources.get(connection, run.source).definition)
        crawled = crawled_run(connection, run, definition)
    judgment = judge(definition.gates, crawled)
    if _cancelled(store, run_id):
        return
    _write_down(store, run, crawled, judgment)
    if judgment.verdict is Verdict.PASSED:
        with suppress(FrozenError):
            promote_run(store, run, progress=progress)
    elif judgment.verdict is Verdict.HELD and acceptance is not None and not run.dry_run:
        approve(store, run_id, acceptance, progress)


def _write_down(store: Store, run: RunRow, crawled: Crawled, judgment: Judgment) -> None:
    """Store the judgment; a run that passed ends only with its promotion, and a dry run is never held."""
    with store.write() as connection:
        run_judgments.keep_judgment(
            connection,
            run.id,
            causes=judgment.causes,
            warnings=judgment.warnings,
            measured=crawled.measured.as_dict(),
        )
        if judgment.verdict is Verdict.HELD and not run.dry_run:
            runs.hold(connection, run.id, cause=judgment.cause)
        elif judgment.verdict is not Verdict.PASSED:
            runs.end(connection, run.id, verdict=judgment.verdict, cause=judgment.cause)
        pause_after(connection, replace(runs.get(connection, run.id), verdict=judgment.verdict))


def _cancelled(store: Store, run_id: int) -> bool:
    with store.write() as connection:
        if who := run_judgments.cancel_requested_by(connection, run_id):
            run_judgments.end_with_causes(connection, run_id, verdict=Verdict.CANCELLED, causes=(cancelled_by(who),))
    return bool(who)
