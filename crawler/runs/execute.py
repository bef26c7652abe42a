"""Execution of a claimed run: crawl in a child process, then settle. Also takes up runs whose process died."""

import os
import subprocess
import sys

from sqlalchemy.exc import SQLAlchemyError

from crawler.archive.resume import BY_ITSELF
from crawler.archive.retention import prune_after_run
from crawler.archive.tail import index_tail
from crawler.formats.file_mark import share_read
from crawler.politeness import public_address
from crawler.runs.claim import claim_queued
from crawler.runs.decisions import Acceptance, cancelled_by
from crawler.runs.lease import drop, take_lease
from crawler.runs.normalize_run import Progress
from crawler.runs.run_log import log_path
from crawler.runs.settle import settle
from index.locks import FileLock, LockHeldError
from index.settings import Settings
from index.store import Store, promotion
from index.store.freeze import current_freeze
from index.store.runs import run_judgments, runs, staging
from index.store.runs.causes import Cause, FoundCause
from index.store.runs.runs import RunRow, RunState, Verdict

SECONDS_TO_STOP = 15
"""Grace for a crawl after the first SIGTERM, and again after the second, at which it drops its last requests."""
SECONDS_BETWEEN_LOOKS = 0.5


class StoppedError(RuntimeError):
    """Raised by `progress` to stop the process that carries a run; the source's next run continues from its pages."""


def execute(
    store: Store,
    settings: Settings,
    run_id: int,
    *,
    acceptance: Acceptance | None,
    progress: Progress,
    lease: FileLock | None = None,
) -> RunRow:
    """Carry a run to its verdict and return its row; without the `lease` of a claim, claim it first.

    A held run is promoted only with an `acceptance`, a rejected one never. A run that another process carries, or that
    is no longer queued, is returned unchanged. If `progress` raises StoppedError, the crawl is stopped and the run is
    abandoned with the cause `stopped`.
    """
    lease = lease or claim_queued(store, settings.home, run_id, by="crawl")
    if lease:
        with lease:
            _carry(store, settings, run_id, acceptance, progress, lease)
        prune_after_run(store, settings)
    with store.read() as connection:
        return runs.get(connection, run_id)


def recover(store: Store, settings: Settings) -> list[int]:
    """Take up the runs of dead processes: settle, abandon or finish promoting each. Return their numbers."""
    with store.read() as connection:
        begun = [run.id for run in runs.active(connection) if run.state is not RunState.QUEUED]
    return [number for number in begun if take_up(store, settings, number)]


def take_up(store: Store, settings: Settings, run_id: int, progress: Progress = lambda *_: None) -> bool:
    """Settle, abandon or finish promoting one run whose process died; return whether there was anything to do.

    A run whose lease is held has a living process, and is left to it. In a frozen home, a collected run waits.
    """
    try:
        lease = take_lease(settings.home, run_id)
    except LockHeldError:
        return False
    with lease:
        state = _state(store, run_id)
        if state is RunState.COLLECTED and _waits_for_unfreeze(store, run_id):
            return False
        if state is RunState.COLLECTED:
            settle(store, settings, run_id, acceptance=None, progress=progress, lease=lease)
        elif state in {RunState.STARTING, RunState.RUNNING}:
            _abandon(store, settings, lease, run_id, Cause.PROCESS_DIED)
        elif state is RunState.PROMOTING:
            promotion.finish(store, progress)
        else:
            return False
        drop(settings.home, run_id)
    return True


def _carry(
    store: Store,
    settings: Settings,
    run_id: int,
    acceptance: Acceptance | None,
    progress: Progress,
    lease: FileLock,
) -> None:
    try:
        progress("starting", 0)
        _crawl(store, settings, run_id, progress, lease)
        if _state(store, run_id) is RunState.COLLECTED:
            settle(store, settings, run_id, acceptance=acceptance, progress=progress, lease=lease)
        else:
            _abandon(store, settings, lease, run_id, Cause.PROCESS_DIED)
    except StoppedError:
        _put_off(store, settings, lease, run_id)
    except KeyboardInterrupt:
        _put_off(store, settings, lease, run_id)
        raise
    if _state(store, run_id) is not RunState.COLLECTED:  # of a frozen home, say: another process settles it
        drop(settings.home, run_id)


def _put_off(store: Store, settings: Settings, lease: FileLock, run_id: int) -> None:
    """Abandon a run whose crawl was stopped; leave one that had read everything to the next process to settle."""
    with store.read() as connection:
        run = runs.get(connection, run_id)
    read = run.state in {RunState.COLLECTED, RunState.PROMOTING}
    if not read or run.finish_reason not in BY_ITSELF:
        _abandon(store, settings, lease, run_id, Cause.STOPPED)


def _abandon(store: Store, settings: Settings, lease: FileLock, run_id: int, cause: Cause) -> None:
    """End a run whose crawl left nothing to settle: as cancelled if somebody asked for that, else as abandoned.

    The caller holds its lease, so that no living crawl is ever abandoned. Its archived pages are indexed for the run
    that resumes it.
    """
    assert lease.path.name == f"{run_id}.lock"  # noqa: S101  (a caller's mistake would cost a living crawl its work)
    with store.read() as connection:
        run = runs.get(connection, run_id)
    if run.state in {RunState.PROMOTING, RunState.HELD, RunState.ENDED}:
        return
    index_tail(store, settings.archive, run)
    with store.write() as connection:
        if who := run_judgments.cancel_requested_by(connection, run_id):
            run_judgments.end_with_causes(connection, run_id, verdict=Verdict.CANCELLED, causes=(cancelled_by(who),))
        else:
            causes = (FoundCause(code=cause),)
            run_judgments.end_with_causes(connection, run_id, verdict=Verdict.ABANDONED, causes=causes)


def _waits_for_unfreeze(store: Store, run_id: int) -> bool:
    """Return whether a collected run has to wait until the home is no longer frozen; a cancelled one ends at once."""
    with store.read() as connection:
        return current_freeze(connection) is not None and not run_judgments.cancel_requested_by(connection, run_id)


def _state(store: Store, run_id: int) -> RunState:
    with store.read() as connection:
        return runs.get(connection, run_id).state


def _crawl(store: Store, settings: Settings, run_id: int, progress: Progress, lease: FileLock) -> None:
    log = log_path(settings.home, run_id)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        child = subprocess.Popen(  # noqa: S603  (our own module)
            [sys.executable, "-m", "crawler.runs.child", str(run_id)],
            stdin=subprocess.PIPE,  # when it closes, the child knows that its parent is gone
            stdout=output,
            stderr=output,
            env=os.environ | {public_address.SETTING: ",".join(settings.allow_addresses)},
            pass_fds=(lease.fileno(),),  # the child holds the lease, too, until it ends
            start_new_session=True,
        )
        try:
            _wait(store, child, run_id, settings.crawl_seconds, progress)
        finally:
            _stop(child)


def _wait(store: Store, child: subprocess.Popen[bytes], run_id: int, seconds: int, progress: Progress) -> None:
    """Wait until the crawl ends, its time (`seconds`) is over, or somebody cancels it."""
    waited = 0.0
    while waited < seconds:
        try:
            child.wait(SECONDS_BETWEEN_LOOKS)
        except subprocess.TimeoutExpired:
            waited += SECONDS_BETWEEN_LOOKS
            if _cancel_requested(store, run_id, progress):
                return
        else:
            return


def _cancel_requested(store: Store, run_id: int, progress: Progress) -> bool:
    """Report the progress of a crawl, and return whether somebody cancels it."""
    try:
        with store.read() as connection:
            if run_judgments.cancel_requested_by(connection, run_id):
                return True
            mark = runs.file_mark(connection, run_id)
            staged = staging.count(connection, run_id)
    except SQLAlchemyError:  # a disk that is full for a while must not end the crawl; its own writes wait too
        progress("crawling", 0)
        return False
    progress(f"reading the file, {share_read(mark):.0%}" if mark else "crawling", staged)
    return False


def _stop(child: subprocess.Popen[bytes]) -> None:
    for stop in (child.terminate, child.terminate, child.kill):  # at the second, Scrapy drops its last requests
        if child.poll() is not None:
            break
        stop()
        try:
            child.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            continue
    if child.stdin:
        child.stdin.close()
