"""Carries one queued run through: crawl in a child process, then settle it. Takes up what a dead process left."""

import os
import signal
import subprocess
import sys

from crawler.archive.retention import prune_after_run
from crawler.archive.tail import index_tail
from crawler.decisions import Acceptance, cancelled_by
from crawler.lease import LeaseHeldError, drop, is_held
from crawler.manners import allow_list
from crawler.normalize_run import Progress
from crawler.platforms.file_mark import share_read
from crawler.settle import settle
from index.settings import Settings
from index.store import Store, findings, runs, staging
from index.store.causes import Cause, FoundCause
from index.store.runs import RunRow, RunState, Verdict

SECONDS_TO_STOP = 60
SECONDS_BETWEEN_LOOKS = 0.5


def execute(
    store: Store, settings: Settings, run_id: int, *, acceptance: Acceptance | None, progress: Progress
) -> RunRow:
    """Crawl a queued run to its verdict and return its row.

    A run that the gates hold is promoted only with an acceptance; a broken one never is.
    """
    if _state(store, run_id) is RunState.QUEUED:  # else somebody cancelled it while it waited for its turn
        _crawl(store, settings, run_id, progress)
        if _state(store, run_id) is RunState.COLLECTED:
            settle(store, settings, run_id, acceptance=acceptance, progress=progress)
        else:
            _abandon(store, settings, run_id)
        drop(settings.home, run_id)
        prune_after_run(store, settings)
    with store.read() as connection:
        return runs.get(connection, run_id)


def recover(store: Store, settings: Settings) -> list[int]:
    """Take up the runs of processes that died: settle what was collected, abandon the rest. Returns their numbers."""
    with store.read() as connection:
        dead = [
            run
            for run in runs.active(connection)
            if run.state is not RunState.QUEUED and not is_held(settings.home, run.id)
        ]
    return [run.id for run in dead if _take_up(store, settings, run)]


def _take_up(store: Store, settings: Settings, run: RunRow) -> bool:
    try:
        if run.state is RunState.COLLECTED:
            settle(store, settings, run.id, acceptance=None, progress=lambda *_: None)
        else:
            _abandon(store, settings, run.id)
    except LeaseHeldError:
        return False  # its own process settles it this very moment
    drop(settings.home, run.id)
    return True


def _abandon(store: Store, settings: Settings, run_id: int) -> None:
    """End a run whose crawl left nothing to settle: cancelled where somebody asked for it, else abandoned.

    What it had archived is found again by the run that takes it up.
    """
    with store.read() as connection:
        run = runs.get(connection, run_id)
    if run.state is RunState.ENDED:
        return
    index_tail(store, settings.archive, run)
    with store.write() as connection:
        if who := findings.asked_to_end(connection, run_id):
            findings.end_because(connection, run_id, verdict=Verdict.CANCELLED, causes=(cancelled_by(who),))
        else:
            died = (FoundCause(code=Cause.PROCESS_DIED),)
            findings.end_because(connection, run_id, verdict=Verdict.ABANDONED, causes=died)


def _state(store: Store, run_id: int) -> RunState:
    with store.read() as connection:
        return runs.get(connection, run_id).state


def _crawl(store: Store, settings: Settings, run_id: int, progress: Progress) -> None:
    log = settings.home / "logs" / f"run-{run_id:06}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        child = subprocess.Popen(  # noqa: S603  (our own module)
            [sys.executable, "-m", "crawler.child", str(run_id)],
            stdin=subprocess.PIPE,  # its end tells the child that we are gone
            stdout=output,
            stderr=output,
            env=os.environ | {allow_list.SETTING: ",".join(settings.allow_addresses)},
            start_new_session=True,
        )
        try:
            _wait(store, child, run_id, settings.crawl_seconds, progress)
        finally:
            _stop(child)


def _wait(store: Store, child: subprocess.Popen[bytes], run_id: int, seconds: int, progress: Progress) -> None:
    """Wait until the crawl ends, its time is over, or somebody cancels it."""
    waited = 0.0
    while waited < seconds:
        try:
            child.wait(SECONDS_BETWEEN_LOOKS)
        except subprocess.TimeoutExpired:
            waited += SECONDS_BETWEEN_LOOKS
            with store.read() as connection:
                if findings.asked_to_end(connection, run_id):
                    return
                mark = runs.file_mark(connection, run_id)
                doing = f"reading the file, {share_read(mark):.0%}" if mark else "crawling"
                progress(doing, staging.count(connection, run_id))
        else:
            return


def _stop(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    if child.stdin:
        child.stdin.close()
