"""A home whose worker, crawls and publications are simulated processes over the real store, schedule and judgment.

Simulated are what would leave the process: the crawl's own process, which stages listings that name their run, and
resolve and publish, of which the second reads what the real one reads, and writes down which run each listing is of.
"""

import os
import subprocess
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

from greenlet import getcurrent

from commands import crawl as crawl_command
from crawler.runs import execute as execute_module
from crawler.runs.lease import hold_lease
from crawler.sources.run_schedule import SourceSchedule
from crawler.worker import worker as worker_module
from crawler.worker.worker import Worker
from index import clock, settings
from index.locks import FileLock, LockHeldError
from index.published import manifest
from index.published.current import point_to
from index.published.generation_folder import generation_name
from index.published.pin import PinnedError, check_not_pinned
from index.settings import Settings
from index.store import Store, open_store, promotion, publications, sources
from index.store.freeze import FrozenError, refuse_frozen
from index.store.listings import listing_changes
from index.store.listings.listings import seen_listings
from index.store.publication_holds import newest_published
from index.store.publications import Publication
from index.store.runs import run_judgments, runs, staging
from index.store.runs.causes import Cause, FoundCause
from index.store.runs.runs import RunActiveError, Verdict
from tests.crawler.gates.directory import FINISHED, definition, listing
from tests.crawler.line_in_memory import carry
from tests.crawler.run_life.processes import Process, Processes

DAILY, WEEKLY, OFTEN = SOURCES = "daily", "weekly", "often"
ZONE, AT = "America/Denver", "02:30"
_SCHEDULES = {
    DAILY: {"every": "1d", "at": AT, "zone": ZONE},
    WEEKLY: {"every": "7d", "jitter": 0},
    OFTEN: {"every": "6h"},
}
_HOSTS = {DAILY: "one.test", WEEKLY: "one.test", OFTEN: "two.test"}
BEGIN = datetime.fromisoformat("2026-10-30T18:00:00+00:00")  # two days before the clocks of Denver are put back
PEOPLE = 3
_STATS = {
    "nothing": {"page/with_listings": 0},
    "busy": {"downloader/response_status_count/429": 1, "manners/retry_after_seconds": 7200},
    "down": {"downloader/response_status_count/200": 1, "downloader/exception_count": 3},
}
ANSWERS = "well", "fewer", "nothing", "busy", "down", "broken"
"""How a site answers; `fewer` than the gates allow holds the run, `broken` is a file that cannot be read."""
SECONDS_OF_A_STEP = 7


@dataclass
class CrawlChild:
    """Stands for a `subprocess.Popen` of a crawl: it holds the lease, and ends in order when it is asked to."""

    home: "SimulatedHome"
    run: int
    lease: int
    process: Process = None
    is_asked_to_end: bool = False
    stdin: object = field(default_factory=lambda: SimpleNamespace(close=lambda: None))

    def poll(self):
        if not self.process.is_over:
            return None
        self.let_go()
        return -9 if self.process.is_dead else 0

    def wait(self, _seconds):
        for _ in range(5):
            if self.poll() is not None:
                return self.poll()
            self.home.processes.stop_here()
        raise subprocess.TimeoutExpired("crawl", 0)

    def terminate(self):
        self.is_asked_to_end = True

    def kill(self):
        self.process.kill()
        self.let_go()

    def let_go(self):
        if self.lease >= 0:
            os.close(self.lease)
            self.lease = -1


class SimulatedHome:
    """One home, a clock that only the test moves, and what each site answers."""

    def __init__(self, folder, patch) -> None:
        self.settings = Settings(home=folder)
        patch.setenv("PINPOINT_HOME", str(folder))
        settings.current.cache_clear()
        self.processes = Processes()
        self.answers = dict.fromkeys(SOURCES, "well")
        self.children: list[CrawlChild] = []
        self.worker: Process | None = None
        self.working: Worker | None = None
        self.published: dict[str, int] = {}
        self.seconds = 0.0
        patch.setattr(Store, "read", self.processes.stopping(Store.read, writes=False))
        patch.setattr(Store, "write", self.processes.stopping(Store.write, writes=True))
        patch.setattr(
            execute_module,
            "subprocess",
            SimpleNamespace(Popen=self._crawl, PIPE=subprocess.PIPE, TimeoutExpired=subprocess.TimeoutExpired),
        )
        patch.setattr(execute_module, "prune_after_run", lambda *_: None)
        patch.setattr(promotion, "time", SimpleNamespace(sleep=lambda _: None))
        patch.setattr(worker_module, "time", SimpleNamespace(monotonic=lambda: self.seconds))
        patch.setattr(worker_module, "marks_of_files", lambda _: {})
        patch.setattr(worker_module, "register_sources", lambda *_: ({}, []))
        patch.setattr(crawl_command, "refreshed", lambda _: {})
        patch.setattr(crawl_command, "echo_json", lambda _: None)
        self.patch = patch
        self.store = open_store(self.settings.database_url)

    def close(self):
        self.processes.kill_all()
        self._reap()
        self.store.close()

    def goes_to(self, moment):
        self.patch.setenv("PINPOINT_NOW", moment.isoformat())

    def passes(self, span):
        """Let time pass, which every clock notices."""
        self.goes_to(clock.now() + span)
        self.seconds += span.total_seconds()

    def _reap(self):
        """Free the leases of crawls that were killed, as the system does."""
        for child in self.children:
            child.poll()

    # the worker

    @property
    def is_worker_stopping(self):
        return self.working is not None and self.working.stopping.is_set()

    def start_worker(self):
        self.working = None
        self.worker = self.processes.start("worker", self._work, expects=(execute_module.StoppedError,))

    def _work(self):
        with hold_lease(self.settings.home, "worker"):
            self.working = worker = Worker(self.store, self.settings)
            worker._pool.shutdown()
            worker._pool = _Threads(self.worker)
            worker.stages = Stages(self)
            worker._note_state(is_once=False)
            while not worker.stopping.is_set():
                worker.step()
                self.seconds += SECONDS_OF_A_STEP
                self.processes.stop_here(idle=True)
            worker.stages.close()
            while not all(future.done() for future in worker._under_way.values()):
                self.processes.stop_here(idle=True)
            for number in list(worker._under_way):
                worker._finish(number)
            worker._note_state(ended=True)

    def kill(self, process):
        process.kill()
        self._reap()

    # the crawl

    def _crawl(self, command, *, pass_fds, **_):
        run, (lease,) = int(command[-1]), pass_fds
        child = CrawlChild(self, run, os.dup(lease))
        parent = next(one for one in self.processes.living() if any(t.greenlet is getcurrent() for t in one.threads))
        child.process = self.processes.start(
            f"crawl of run {run}", lambda: self._read(child, parent), expects=(runs.RunStateError,)
        )
        self.children.append(child)
        return child

    def _read(self, child, parent):
        try:
            self._read_and_stage(child, parent)
        finally:
            child.let_go()

    def _read_and_stage(self, child, parent):
        with self.store.write() as connection:
            runs.start(connection, child.run, pid=1)
            source = runs.get(connection, child.run).source
            run_judgments.keep_code_version(connection, child.run, "v1")
        answer = self.answers[source]
        if answer == "broken":
            with self.store.write() as connection:
                cause = FoundCause(code=Cause.CANNOT_BEGIN, about="it is an HTML page and no table")
                run_judgments.end_with_causes(connection, child.run, verdict=Verdict.REJECTED, causes=(cause,))
            return
        reason = "finished"
        for number in range({"well": PEOPLE, "fewer": 1}.get(answer, 0)):
            if child.is_asked_to_end or parent.is_dead:
                reason = "shutdown"
                break
            with self.store.write() as connection:
                staging.stage(connection, child.run, [_person(source, number, child.run)])
        stats = FINISHED | _STATS.get(answer, {})
        with self.store.write() as connection:
            runs.collect(connection, child.run, finish_reason=reason, stats=stats, partial=False)

    def crawling(self):
        """The runs whose crawl goes on."""
        return [child.run for child in self.children if not child.process.is_over]

    # by hand

    def crawl_by_hand(self, source, *, force, accept):
        def crawl():
            with suppress(SystemExit):
                crawl_command.crawl.callback(
                    source_id=source,
                    arguments=(),
                    sample=None,
                    dry_run=False,
                    accepted=accept,
                    force=force,
                    who="Jo",
                    as_json=True,
                )

        self.processes.start(f"crawl {source}", crawl, expects=(crawl_command.click.ClickException, RunActiveError))

    # publication

    def begin_stage(self):
        return self.processes.start("publish", self._publish, expects=(FrozenError, PinnedError, LockHeldError))

    def _publish(self):
        folder = self.settings.generations
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "publish.lock"):
            with self.store.write() as connection:  # stands for resolve
                listing_changes.forget(connection, listing_changes.newest(connection))
            with self.store.read() as connection:
                refuse_frozen(connection)
                number = newest_published(connection) + 1
            check_not_pinned(folder)
            with promotion.whole_promotions(self.store) as connection:
                found = {
                    f"{seen.listing.source}/{seen.listing.source_id}": run_of(seen.listing)
                    for seen in seen_listings(connection)
                }
                contained = publications.to_contain(connection)
                built_at = clock.now().isoformat()
            self.processes.stop_here()
            with self.store.write() as connection:
                refuse_frozen(connection)
                check_not_pinned(folder)
                self.published = found
                name = generation_name(number)
                (folder / name).mkdir(exist_ok=True)
                (folder / name / manifest.FILE).write_text(f"stands for {number}")
                point_to(folder, name)
            with self.store.write() as connection:
                made = Publication(generation=number, built_at=built_at, providers=1, content_sha256="")
                publications.record(connection, made, contained)


def _person(source, number, run):
    return replace(listing(number + 1), source=source, website=f"https://run{run}.test/")


def run_of(found):
    """The run that read a listing."""
    return int(found.website.removeprefix("https://run").removesuffix(".test/"))


class Done:
    """Stands for a `Future` of a thread."""

    def __init__(self, thread) -> None:
        self.thread = thread

    def done(self):
        return self.thread.is_done

    def result(self):
        if self.thread.error is not None:
            raise self.thread.error
        return self.thread.result


class _Threads:
    """Stands for the pool of a worker: each crawl is a thread of its process."""

    def __init__(self, process) -> None:
        self.process = process

    def submit(self, body):
        return Done(self.process.start(body))


class Stages:
    """Stands for the worker's stages: one process publishes, and goes on if the worker dies."""

    def __init__(self, home) -> None:
        self.home, self.process = home, None
        self.outcomes, self.failures = {}, []

    @property
    def under_way(self):
        return self.process is not None

    def may_begin(self):
        return not self.under_way

    def try_at_once(self):
        pass

    def begin(self):
        self.process = self.home.begin_stage()

    def poll(self):
        if self.process is None or not self.process.is_over:
            return None
        (thread,), self.process = self.process.threads, None
        return thread.error is None and not thread.process.is_dead

    def close(self):
        if self.process:
            self.process.kill()


def prepared(folder, patch):
    """Fill a home whose sources were each read once, well, at BEGIN."""
    patch.setenv("PINPOINT_NOW", BEGIN.isoformat())
    here = Settings(home=folder)
    with open_store(here.database_url) as store:
        for source in SOURCES:
            described = definition(minimum_listings=2).model_copy(
                update={"id": source, "schedule": SourceSchedule.model_validate(_SCHEDULES[source])}
            )
            with store.write() as connection:
                sources.register(
                    connection,
                    source_id=source,
                    host_key=_HOSTS[source],
                    definition=described.model_dump_json(),
                    interval_seconds=int(described.schedule.every.total_seconds()),
                    enabled=True,
                )
                run = runs.queue(
                    connection, runs.RunRequest(source=source, trigger="schedule", arguments={}, requested_by="worker")
                )
                runs.start(connection, run, pid=1)
                staging.stage(connection, run, [_person(source, number, run) for number in range(PEOPLE)])
                run_judgments.keep_code_version(connection, run, "v1")
                runs.collect(connection, run, finish_reason="finished", stats=FINISHED, partial=False)
            carry(store, here, run)


class NoLease:
    """A lease that keeps nobody away."""

    def __init__(self, _home, name) -> None:
        self.path = Path(f"{name}.lock")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None
