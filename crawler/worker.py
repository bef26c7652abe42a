"""The worker: queues what is due, crawls side by side, resolves and publishes after what passed.

Beside that it takes in what people told us through the site, and now and then has who is who resolved from nothing.
All its state is in the store. A worker that is killed loses nothing: its crawls end with it, and the next worker
settles what they had collected, abandons the rest, and finds the same sources due.
"""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from datetime import timedelta
from types import FrameType

from sqlalchemy import Connection

from crawler.claim import claim_queued
from crawler.execute import execute, recover
from crawler.inbox_watch import watched_inbox
from crawler.lease import hold_lease
from crawler.register import register_sources
from crawler.schedule import Schedule, due
from crawler.shadow_watch import watched_identities
from crawler.source import SourceDefinition
from index import clock
from index.process_log import get_logger
from index.settings import Settings
from index.store import Store, corrections, findings, runs, sources
from index.store.runs import RunRow, RunState, Verdict
from index.store.sources import SourceRow

SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_FOR_A_STAGE = 3600
AGAIN_AFTER: dict[Verdict | None, timedelta] = {
    Verdict.ABANDONED: timedelta(minutes=10),
    Verdict.UNREACHABLE: timedelta(hours=6),
    Verdict.THROTTLED: timedelta(days=1),
}
"""When a run that says nothing of its source is tried again, where the schedule would wait longer."""
SECONDS_BETWEEN_TRIES = 60.0

log = get_logger(__name__)


class Worker:
    """One worker of one home; a second one is refused by the lease."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self.settings = settings
        self.stopping = threading.Event()
        self._pool = ThreadPoolExecutor(settings.crawls_at_once, thread_name_prefix="crawl")
        self._under_way: dict[str, Future[RunRow]] = {}  # by host
        self._unpublished = False
        self._passed: int | None = None  # runs that passed and corrections, as last counted
        self._publish_again_at = 0.0

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """Ask the worker to end after what it is doing now."""
        self.stopping.set()

    def work(self, *, once: bool = False) -> None:
        """Work until stopped; with `once`, until nothing is due and nothing is under way."""
        shadow = nullcontext() if once else watched_identities(self.store, self.settings)
        with hold_lease(self.settings.home, "worker"), watched_inbox(self.store, self.settings), shadow:
            recover(self.store, self.settings)
            _, broken = register_sources(self.store, self.settings)
            for error in broken:
                log.error("source file left out", trouble=str(error))
            try:
                while not self.stopping.is_set():
                    busy = self.step()
                    if once and not busy:
                        return
                    self.stopping.wait(SECONDS_BETWEEN_LOOKS)
            finally:
                self._pool.shutdown(wait=True, cancel_futures=True)

    def step(self) -> bool:
        """Queue what is due, start what may run, publish what passed. Returns whether anything is under way."""
        self._queue_due()
        self._start_queued()
        finished = [host for host, future in self._under_way.items() if future.done()]
        for host in finished:
            self._finish(self._under_way.pop(host))
        self._unpublished |= self._passed_elsewhere()
        if self._unpublished and not self._under_way and time.monotonic() >= self._publish_again_at:
            self._unpublished = not (self._stage("resolve") and self._stage("publish"))
            self._publish_again_at = time.monotonic() + SECONDS_BETWEEN_TRIES
        return bool(self._under_way) or bool(self._waiting())

    def _passed_elsewhere(self) -> bool:
        """Whether there is something to publish that this worker did not carry.

        Runs that passed: approved, crawled by hand, or before it was started. Corrections that somebody decided on.
        """
        with self.store.read() as connection:
            passed = _to_publish(connection)
            new = passed > self._passed if self._passed is not None else _to_publish(connection, unpublished=True)
        self._passed = passed
        return bool(new)

    def _queue_due(self) -> None:
        now = clock.now()
        with self.store.write() as connection:
            busy = {run.source for run in runs.active(connection)}
            for source in sources.all_sources(connection):
                if source.id in busy or not _scheduled(source):
                    continue
                if source.paused_until and source.paused_until > now:
                    continue
                last = runs.last_ended(connection, source.id)
                if due(_schedule(source, last), source.id, last.ended_at if last else None, now) <= now:
                    request = runs.RunRequest(source=source.id, trigger="schedule", arguments={}, requested_by="worker")
                    runs.queue(connection, request)

    def _waiting(self) -> Sequence[RunRow]:
        with self.store.read() as connection:
            return [run for run in runs.active(connection) if run.state is RunState.QUEUED]

    def _start_queued(self) -> None:
        for run in self._waiting():
            if len(self._under_way) >= self.settings.crawls_at_once:
                return
            with self.store.read() as connection:
                host = sources.get(connection, run.source).host_key
            if host in self._under_way:
                continue
            lease = claim_queued(self.store, self.settings.home, run.id, by="worker")
            if lease is None:  # whoever asked for it carries it
                continue
            log.info("crawl started", source=run.source, run=run.id)
            self._under_way[host] = self._pool.submit(
                execute, self.store, self.settings, run.id, acceptance=None, progress=lambda *_: None, lease=lease
            )

    def _finish(self, future: Future[RunRow]) -> None:
        try:
            run = future.result()
        except Exception:  # one source's failure is never another's
            log.exception("crawl failed")
            recover(self.store, self.settings)
            return
        log.info("crawl ended", source=run.source, run=run.id, verdict=run.verdict, cause=run.cause, **run.delta)
        self._unpublished |= run.verdict is Verdict.PASSED

    def _stage(self, verb: str) -> bool:
        done = subprocess.run(  # noqa: S603  (our own command)
            [sys.executable, "-m", "pinpoint", verb, "--json"],
            check=False,
            capture_output=True,
            text=True,
            timeout=SECONDS_FOR_A_STAGE,
        )
        log.info(verb, exit=done.returncode, report=done.stdout.strip(), trouble=done.stderr.strip()[-500:])
        return done.returncode == 0


def work(store: Store, settings: Settings, *, once: bool = False) -> None:
    """Run a worker until SIGTERM or SIGINT."""
    worker = Worker(store, settings)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, worker.stop)
    worker.work(once=once)


def _to_publish(connection: Connection, *, unpublished: bool = False) -> int:
    passed = findings.passed_count(connection, unpublished=unpublished)
    return passed + corrections.decided_count(connection, unpublished=unpublished)


def _scheduled(source: SourceRow) -> bool:
    return source.enabled and source.interval_seconds > 0


def _schedule(source: SourceRow, last: RunRow | None) -> Schedule:
    jitter = SourceDefinition.model_validate_json(source.definition).schedule.jitter
    every = timedelta(seconds=source.interval_seconds)
    return Schedule(every=min(every, AGAIN_AFTER.get(last.verdict, every) if last else every), jitter=jitter)
