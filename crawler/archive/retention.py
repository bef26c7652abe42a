"""Retention of archived pages: those of each source's newest runs, and of every run of the last months, stay.

A run that is held or under way, and the newest whole run that passed, retain their pages whatever their age. A file
stays as long as it holds a page of any such run.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from crawler.archive.writer import file_of_run
from index import clock
from index.process_log import get_logger
from index.settings import Settings
from index.store import Store
from index.store.runs import pages, runs
from index.store.runs.runs import RunRow, RunState, Verdict

FILE = re.compile(r"(\d{6,})\.warc\.gz")

log = get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """Counts of a deletion: the index rows of `runs` runs, and `files` files of `bytes` bytes in all."""

    runs: int
    files: int
    bytes: int

    def as_dict(self) -> dict[str, int]:
        """Return the counts by name."""
        return asdict(self)


def prune(store: Store, settings: Settings, *, dry_run: bool = False) -> Pruned:
    """Delete expired pages, or with `dry_run` only count them; raises OSError.

    Index rows go first: files that a killed process leaves are deleted by the next one.
    """
    with store.write() as connection:
        ledger = {run.id: run for run in runs.recent(connection, limit=None)}
        retained = retained_runs(list(ledger.values()), settings)
        gone = pages.runs_with_pages(connection) - retained
        lent = pages.lenders(connection, retained)
        if not dry_run:
            pages.drop(connection, gone)
    files = list(_files(settings.archive, ledger, retained | lent))
    size = sum(file.stat().st_size for file in files)
    if not dry_run:
        for file in files:
            file.unlink()
    return Pruned(runs=len(gone), files=len(files), bytes=size)


def prune_after_run(store: Store, settings: Settings) -> None:
    """Delete expired pages; a file that cannot be deleted is logged and does not fail the run."""
    try:
        pruned = prune(store, settings)
    except OSError as error:
        log.warning("the archive could not be pruned", trouble=str(error))
        return
    if pruned.files:
        log.info("archive pruned", **pruned.as_dict())


def retained_runs(ledger: Collection[RunRow], settings: Settings) -> frozenset[int]:
    """Return the numbers of the runs, of a whole ledger, that retain their pages."""
    retained: set[int] = set()
    for source in {run.source for run in ledger}:
        own = sorted((run for run in ledger if run.source == source), key=lambda run: -run.id)
        retained |= _retained_of_source(own, settings)
    return frozenset(retained)


def _retained_of_source(newest_first: list[RunRow], settings: Settings) -> set[int]:
    oldest = clock.now() - timedelta(days=settings.archive_days)
    read = [run for run in newest_first if run.replay_of is None]
    retained = {run.id for run in read[: settings.archive_runs_kept]}
    retained |= {run.id for run in newest_first if run.state is not RunState.ENDED or run.queued_at >= oldest}
    passed = (run for run in newest_first if run.verdict is Verdict.PASSED and not (run.partial or run.dry_run))
    retained |= {run.id for run in [next(passed, None)] if run}
    # a replay has no pages of its own: retaining it retains those of the run that it replays
    return retained | {run.replay_of for run in newest_first if run.id in retained and run.replay_of is not None}


def _files(folder: Path, ledger: Mapping[int, RunRow], retained: Collection[int]) -> Iterator[Path]:
    """Yield the files of runs that are not retained; a file of no run in this ledger is left alone."""
    for file in sorted(folder.glob("*/*.warc.gz")):
        match = FILE.fullmatch(file.name)
        run = ledger.get(int(match[1])) if match else None
        if run and run.id not in retained and file == folder / file_of_run(run.source, run.id):
            yield file
