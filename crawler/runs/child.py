"""Crawl process: `python -m crawler.runs.child RUN` crawls one run; its parent gives the verdict.

The process has a memory limit, and ends when its parent dies: the parent holds the other end of its standard input. It
inherits the lease of its run and holds it until it has stopped, so that nobody takes the run for a dead one meanwhile.
"""

import logging
import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from scrapy.crawler import CrawlerProcess
from twisted.python.failure import Failure

from crawler import settings as scrapy_settings
from crawler.archive.resume import AT_A_LIMIT
from crawler.archive.stat_names import NOT_ARCHIVED
from crawler.gates import early_end
from crawler.gates.code_version import code_version
from crawler.platforms import spider_class
from crawler.runs.claim import OF_THE_WORKER
from crawler.runs.stage_pipeline import NOT_STAGED, write_with_retries
from crawler.sources.definition import SourceDefinition, SourceError
from index import process_log, settings
from index.store import Store, open_store, sources
from index.store.runs import run_judgments, runs
from index.store.runs.causes import Cause, FoundCause
from index.store.runs.runs import RunRow, Verdict

SECONDS_TO_STOP = 60
RUNS_COMPARED = 5
"""Earlier runs whose figures are the usual ones, as in the gates (crawler.gates.gates)."""


class NotStagedError(RuntimeError):
    """The store did not accept all that a crawl had read, so the run's findings are incomplete."""


def main(run_id: int) -> None:
    """Crawl one queued run to its end and leave it collected; raises NotStagedError."""
    here = settings.current()
    store = open_store(here.database_url)
    with store.write() as connection:
        runs.start(connection, run_id, pid=os.getpid())
        run = runs.get(connection, run_id)
        definition = SourceDefinition.model_validate_json(sources.get(connection, run.source).definition)
    version = code_version(definition)
    with store.write() as connection:
        run_judgments.keep_code_version(connection, run_id, version)
    _limit_memory(here.crawl_memory_mb)
    _end_with_parent()
    try:
        crawler = _crawl(store, run, definition)
    except SourceError as error:
        cannot = FoundCause(code=Cause.CANNOT_BEGIN, about=str(error))
        with store.write() as connection:
            run_judgments.end_with_causes(connection, run_id, verdict=Verdict.REJECTED, causes=(cannot,))
        store.close()
        return
    crawler.stats.set_value("process/peak_mb", _peak_megabytes())
    stats: dict[str, Any] = crawler.stats.get_stats()
    if NOT_STAGED in stats:
        raise NotStagedError("not all that was read could be staged; the run is abandoned, and its archived pages stay")
    is_partial = run.sample is not None or crawler.spider.restricted or NOT_ARCHIVED in stats
    is_partial = is_partial or stats.get("finish_reason") in AT_A_LIMIT
    write_with_retries(partial(_collect, store, run_id, stats, is_partial=is_partial))
    store.close()


def _collect(store: Store, run_id: int, stats: dict[str, Any], *, is_partial: bool) -> None:
    with store.write() as connection:
        runs.collect(
            connection,
            run_id,
            finish_reason=str(stats.get("finish_reason", "never started")),
            stats=_plain(stats),
            partial=is_partial,
        )


def _crawl(store: Store, run: RunRow, definition: SourceDefinition) -> Any:
    own = scrapy_settings.for_run(run.id, definition, sample=run.sample)
    own.set("PINPOINT_ARCHIVE", True, priority="project")
    if run.replay_of is None:
        own.set("PINPOINT_DEFINITION", definition.model_dump_json(), priority="project")
        own.set("PINPOINT_KEEPS_QUIET", run.trigger in OF_THE_WORKER, priority="project")
    own.set(early_end.SETTING, _usual(store, run), priority="project")
    if run.replay_of is not None:
        own.set("DOWNLOAD_DELAY", 0, priority="cmdline")  # no delay for a replay: it sends no request
    own.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")  # our handler writes Scrapy's lines too
    process = CrawlerProcess(own)
    spider = spider_class(definition.platform)
    crawler = process.create_crawler(spider)
    known = spider.prepared(store, run, definition)
    failures: list[BaseException] = []
    begun = process.crawl(crawler, definition=definition, arguments=dict(run.arguments), **known)
    begun.addErrback(_append_to(failures))
    process.start()
    if failures:
        raise failures[0]
    return crawler


def _usual(store: Store, run: RunRow) -> dict[str, Any] | None:
    """Return the figures for the early end; None for a replay, which sends no requests that an end could save."""
    if run.replay_of is not None:
        return None
    with store.read() as connection:
        earlier = runs.passed(connection, run.source, limit=RUNS_COMPARED)
    usual = early_end.Usual.of([one.stats for one in earlier])
    return asdict(usual) if usual else {}


def _append_to(failures: list[BaseException]) -> Callable[[Failure], None]:
    def keep(failure: Failure) -> None:
        failures.append(failure.value or RuntimeError("the crawl could not begin"))

    return keep


def _peak_megabytes() -> int:
    """Return the peak memory of this process, in MiB."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage would include the memory of the process that started this one
        (peak,) = [
            line.split()[1] for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM")
        ]
        return int(peak) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _limit_memory(megabytes: int) -> None:
    size = megabytes * 1024 * 1024
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or size <= hard:
        resource.setrlimit(resource.RLIMIT_AS, (size, hard))


def _end_with_parent() -> None:
    def watch() -> None:
        while os.read(sys.stdin.fileno(), 1):  # unbuffered, so that no lock is held when the process ends
            pass
        os.kill(os.getpid(), signal.SIGTERM)  # Scrapy stops in good order
        time.sleep(SECONDS_TO_STOP)
        os.kill(os.getpid(), signal.SIGKILL)  # if it could not: a full disk, a store that is gone

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()


def _plain(stats: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in stats.items() if isinstance(value, int | float | str)}


if __name__ == "__main__":
    process_log.set_up(settings.current().log_level, sys.stderr, libraries=logging.NOTSET)
    main(int(sys.argv[1]))
