"""The worker: queues due sources, crawls several at once, then resolves and publishes what passed.

Meanwhile it takes in the inbox and runs the shadow resolution. All its state is in the store, so a killed worker loses
nothing: its crawls end with it, and the next worker settles what they collected, abandons the rest, and finds the same
sources due. A worker that is asked to end stops its crawls, and the next one resumes them. An error of the disk or the
store is logged once, and the worker waits until it is over.
"""

import os
import signal
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from functools import partial
from types import FrameType

from sqlalchemy import Connection

from crawler.runs.claim import OF_THE_WORKER, claim_queued
from crawler.runs.execute import StoppedError, execute, take_up
from crawler.runs.lease import hold_lease, is_held
from crawler.runs.settle import is_paused
from crawler.runs.source_files import marks_of_files, register_sources
from crawler.worker.alert_watch import watched_home
from crawler.worker.inbox_watch import watched_inbox
from crawler.worker.retention_watch import watched_retention
from crawler.worker.schedule import ended_runs, is_scheduled, next_run
from crawler.worker.shadow_watch import watched_identities
from crawler.worker.stages import Stages
from index import clock
from index.doctor.finding import Check
from index.failure_text import failure_text
from index.locks import FileLock
from index.process_log import get_logger
from index.published.current import current_number
from index.published.pin import PinError, read_pin
from index.settings import Settings
from index.store import Store, sources
from index.store.freeze import Freeze, current_freeze
from index.store.listings import corrections
from index.store.operator_pauses import is_operator_paused
from index.store.publication_holds import newest_published
from index.store.runs import run_judgments, runs
from index.store.runs.runs import RunRow, RunState, Verdict
from index.store.sources import SourceRow
from index.worker_tick import WorkerState, tick, write_state

SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_BETWEEN_LOOKS_AT_FILES = 20.0
SECONDS_BETWEEN_LOOKS_FOR_THE_DEAD = 60.0

log = get_logger(__name__)


class Worker:
    """The worker of a home; the lease admits only one."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self.settings = settings
        self.stopping = threading.Event()
        self.stages = Stages()
        self._pool = ThreadPoolExecutor(settings.crawls_at_once, thread_name_prefix="crawl")
        self._under_way: dict[int, Future[RunRow | None]] = {}  # by run
        self._hosts: dict[int, str] = {}  # of the crawls under way, by run
        self._unpublished = False
        self._frozen: Freeze | None = None
        self._passed: int | None = None  # runs that passed and corrections, as last counted
        self._pinned = ""  # why nothing is published, "" while it is
        self._looked_for_rollback = False
        self._logged: dict[str, str] = {}  # the trouble of a source that was logged last
        self._troubles: dict[str, str] = {}  # by the part of a step that met it
        self._logged_troubles: set[str] = set()
        self._state = WorkerState(pid=os.getpid(), started_at=clock.now(), ticked_at=clock.now())
        self._is_anybody_waiting = False
        self._files: object = None
        self._look_at_files_at = 0.0
        self._look_for_the_dead_at = 0.0

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """Ask the worker to end: crawls under way are stopped, and resumed by the next worker."""
        self.stopping.set()

    def look_at_files(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """Read the source files again at the next step."""
        self._files, self._look_at_files_at = None, 0.0

    def work(self, *, once: bool = False) -> None:
        """Work until stopped; with `once`, until nothing is due and nothing is under way."""
        shadow = nullcontext() if once else watched_identities(self.store, self.settings)
        with (
            hold_lease(self.settings.home, "worker"),
            watched_inbox(self.store, self.settings),
            watched_retention(self.store, self.settings),
            shadow,
        ):
            self._note_state(is_once=once)
            try:
                while not self.stopping.is_set():
                    busy = self.step(waits=not once)
                    if once and not busy:
                        return
                    self.stopping.wait(SECONDS_BETWEEN_LOOKS)
            finally:
                self.stopping.set()
                self.stages.close()
                self._pool.shutdown(wait=True)
                for number in list(self._under_way):
                    self._finish(number)
                self._note_state(ended=True)

    def step(self, *, waits: bool = True) -> bool:
        """Queue due sources, start queued runs, publish what passed; return whether anything is under way.

        An error of the disk or the store is logged once and the step goes on; it is raised unless `waits`.
        """
        for part in (
            self._tick,
            self._read_changed_files,
            self._finish_done,
            self._take_up_the_dead,
            self._queue_due,
            self._start_queued,
            self._publish,
        ):
            self._guarded(part, waits=waits)
        will_begin = self._unpublished and not (self._frozen or self._pinned or self.stages.failures)
        will_publish = self.stages.under_way or will_begin
        return bool(self._under_way) or self._is_anybody_waiting or will_publish

    def _guarded(self, part: Callable[[], None], *, waits: bool) -> None:
        trouble = None
        try:
            part()
        except Exception as error:
            trouble = failure_text(error)
            if trouble is None or not waits:
                raise
        before = self._troubles.pop(part.__name__, None)
        if trouble:
            self._troubles[part.__name__] = trouble
            if trouble not in self._logged_troubles:
                self._logged_troubles.add(trouble)
                log.error("the worker waits", trouble=trouble)
        elif before and not self._troubles:
            self._logged_troubles.clear()
            log.info("the worker goes on")

    def _tick(self) -> None:
        try:
            tick(self.settings.home)
        except FileNotFoundError:
            write_state(self.settings.home, self._state)

    def _note_state(self, *, is_once: bool | None = None, ended: bool = False) -> None:
        """Write the worker's process id and how the stages ended; a failure to write is only logged."""
        self._state = WorkerState(
            pid=self._state.pid,
            started_at=self._state.started_at,
            ticked_at=clock.now(),
            is_once=self._state.is_once if is_once is None else is_once,
            ended_at=clock.now() if ended else None,
            stages=self.stages.outcomes,
        )
        try:
            write_state(self.settings.home, self._state)
        except OSError as error:
            log.warning("the worker's sign of life could not be written", trouble=failure_text(error))

    def _read_changed_files(self) -> None:
        """Register new and changed source files, and log what is wrong with broken ones."""
        if time.monotonic() < self._look_at_files_at:
            return
        self._look_at_files_at = time.monotonic() + SECONDS_BETWEEN_LOOKS_AT_FILES
        marks = marks_of_files(self.settings)
        if marks == self._files:
            return
        _, broken = register_sources(self.store, self.settings)
        for error in broken:
            log.error("source file left out", trouble=str(error))
        if self._files is not None:
            log.info("source files were read again")
        self._files = marks

    def _queue_due(self) -> None:
        with self.store.read() as connection:
            self._note_freeze(current_freeze(connection))
            wanted = [] if self._frozen else self._due(connection)
        for source_id in wanted:
            request = runs.RunRequest(source=source_id, trigger="schedule", arguments={}, requested_by="worker")
            with self.store.write() as connection:  # meanwhile somebody may have crawled, paused or skipped it
                if not current_freeze(connection) and self._due(connection, only=source_id):
                    runs.queue(connection, request)

    def _note_freeze(self, frozen: Freeze | None) -> None:
        """Log a freeze that begins or ends, and look at once for what waited for its end."""
        if frozen == self._frozen:
            return
        if frozen:
            log.warning("frozen: no crawl starts and nothing is published", since=frozen.since)
        else:
            log.info("no longer frozen")
            self._look_for_the_dead_at = 0.0
            self.stages.try_at_once()
        self._frozen = frozen

    def _due(self, connection: Connection, *, only: str | None = None) -> list[str]:
        now = clock.now()
        busy = {run.source for run in runs.active(connection)}
        ended = ended_runs(connection, only=only)
        found = []
        for source in sources.all_sources(connection):
            if only not in {None, source.id} or source.id in busy or not is_scheduled(source):
                continue
            following = next_run(source, ended.get(source.id, ()), now)
            if self._logged.get(source.id, "") != following.trouble:
                self._logged[source.id] = following.trouble
                if following.trouble:
                    log.error("a source needs somebody", source=source.id, trouble=following.trouble)
            if following.at is not None and following.at <= now:
                found.append(source.id)
        return found

    def _take_up_the_dead(self) -> None:
        """Settle or abandon runs whose process died, on the threads of the crawls."""
        if time.monotonic() < self._look_for_the_dead_at:
            return
        with self.store.read() as connection:
            begun = [run for run in runs.active(connection) if run.state is not RunState.QUEUED]
        for run in begun:
            if run.id in self._under_way or is_held(self.settings.home, run.id):
                continue
            if len(self._under_way) >= self.settings.crawls_at_once:
                return
            self._begin(run.id, partial(self._taken_up, run.id))
        self._look_for_the_dead_at = time.monotonic() + SECONDS_BETWEEN_LOOKS_FOR_THE_DEAD

    def _taken_up(self, run_id: int) -> RunRow | None:
        if not take_up(self.store, self.settings, run_id, self._progress):
            return None
        with self.store.read() as connection:
            return runs.get(connection, run_id)

    def _start_queued(self) -> None:
        with self.store.read() as connection:
            queued = [run for run in runs.active(connection) if run.state is RunState.QUEUED]
            rows = {run.id: sources.get(connection, run.source) for run in queued}
        waiting = [run for run in queued if _may_begin(run, rows[run.id])]
        self._is_anybody_waiting = bool(waiting) and not self._frozen
        for run in waiting if self._is_anybody_waiting else ():
            if len(self._under_way) >= self.settings.crawls_at_once:
                return
            host = rows[run.id].host_key
            if host in self._hosts.values():
                continue
            still = partial(_may_still_begin, run)
            lease = claim_queued(self.store, self.settings.home, run.id, by="worker", may_begin=still)
            if lease is None:  # the command that queued it runs it, or somebody has just paused its source
                continue
            log.info("crawl started", source=run.source, run=run.id)
            self._begin(run.id, partial(self._execute, run.id, lease))
            self._hosts[run.id] = host

    def _execute(self, run_id: int, lease: FileLock) -> RunRow:
        return execute(self.store, self.settings, run_id, acceptance=None, progress=self._progress, lease=lease)

    def _begin(self, run_id: int, carry: Callable[[], RunRow | None]) -> None:
        self._under_way[run_id] = self._pool.submit(carry)

    def _progress(self, _what: str, _count: int) -> None:
        if self.stopping.is_set():
            raise StoppedError("the worker is asked to end")

    def _finish_done(self) -> None:
        for number in [number for number, future in self._under_way.items() if future.done()]:
            self._finish(number)

    def _finish(self, number: int) -> None:
        future = self._under_way.pop(number)
        self._hosts.pop(number, None)
        try:
            run = future.result()
        except StoppedError:
            log.info("put off", run=number)
        except Exception:  # one source's failure is never another's
            log.exception("crawl failed", run=number)
            self._look_for_the_dead_at = 0.0
        else:
            if run is not None and run.verdict is None:
                log.info("put off", run=number)
            elif run is not None:
                log.info(
                    "crawl ended", source=run.source, run=run.id, verdict=run.verdict, cause=run.cause, **run.delta
                )
                self._unpublished |= run.verdict is Verdict.PASSED

    def _publish(self) -> None:
        """Begin or advance a round of resolve and publish if something passed; a failed round is tried again."""
        ended = self.stages.poll()
        if ended is not None:
            self._unpublished |= not ended
            self._note_state()
        self._unpublished |= self._passed_elsewhere()
        self._look_at_pin()
        stopped = self._frozen or self._pinned or self._under_way
        if self._unpublished and not stopped and self.stages.may_begin():
            self.stages.begin()
            self._unpublished = False

    def _look_at_pin(self) -> None:
        """Note whether a pin stops publication; once it does not, what a rollback took back is published anew.

        So is a home that published before and has no generation: one that was restored frozen, or held.
        """
        before = self._pinned
        try:
            pin = read_pin(self.settings.generations)
            self._pinned = pin.sentence() if pin else ""
        except PinError as error:
            self._pinned = str(error)
        if self._pinned:
            self._looked_for_rollback = False
            if self._pinned != before:
                log.warning("nothing is published", why=self._pinned)
        elif not self._looked_for_rollback:
            self._looked_for_rollback = True
            if before:
                self.stages.try_at_once()
            current = current_number(self.settings.generations)
            with self.store.read() as connection:
                self._unpublished |= (current or 0) < newest_published(connection)

    def _passed_elsewhere(self) -> bool:
        """Return whether there is something to publish that did not come from a crawl of this worker.

        That is a run that was approved, crawled by hand or passed before the worker started, or a correction that was
        decided on.
        """
        with self.store.read() as connection:
            passed = _to_publish(connection)
            new = passed > self._passed if self._passed is not None else _to_publish(connection, unpublished=True)
        self._passed = passed
        return bool(new)


def work(
    store: Store, settings: Settings, *, once: bool = False, checks: Mapping[str, Check] | None = None
) -> list[str]:
    """Run a worker until SIGTERM or SIGINT; SIGHUP makes it read the source files again.

    With `checks` it looks at the home now and then, and sends alerts. Return a line for each stage that failed when it
    last ran.
    """
    worker = Worker(store, settings)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, worker.stop)
    signal.signal(signal.SIGHUP, worker.look_at_files)
    with watched_home(settings, checks) if checks and not once else nullcontext():
        worker.work(once=once)
    return worker.stages.failures


def _may_begin(run: RunRow, row: SourceRow) -> bool:
    """Return whether a queued run may begin: none of a source that an operator paused.

    Nor does the worker's own of a disabled source, or of one whose site asked us to stay away; a person decides that.
    """
    now = clock.now()
    of_worker = run.trigger in OF_THE_WORKER
    return not is_operator_paused(row, now) and not (of_worker and (not row.enabled or is_paused(row, now)))


def _may_still_begin(run: RunRow, connection: Connection) -> bool:
    return _may_begin(run, sources.get(connection, run.source))


def _to_publish(connection: Connection, *, unpublished: bool = False) -> int:
    passed = run_judgments.passed_count(connection, unpublished=unpublished)
    return passed + corrections.decided_count(connection, unpublished=unpublished)
