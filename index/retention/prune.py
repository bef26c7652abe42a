"""One round of retention: everything whose time is over is deleted, and nothing of it stays in the store's files.

A second round right after it finds nothing. A kill between two steps leaves the rest to the next round.
"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass

from index.faults import fault_point
from index.retention.case_texts import delete_case_texts
from index.retention.old_files import delete_inbox_files, delete_logs
from index.retention.run_details import delete_run_details
from index.settings import Settings
from index.store import Store, audit

WHO = "retention"
"""The `who` in the audit trail."""
_WAIT_MS = 1000
"""Milliseconds that emptying the write-ahead log waits for readers; writers wait meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PruneReport:
    """Counts of what was deleted, or with `dry_run` of what would be; `refused` files could not be deleted."""

    logs: int
    runs: int
    run_rows: int
    case_texts: int
    inbox_files: int
    refused: int
    is_log_empty: bool
    """False if somebody read the store, so that its write-ahead log may hold pages of before."""

    def as_dict(self) -> dict[str, int | bool]:
        """Return the counts by name."""
        return asdict(self)

    @property
    def is_nothing(self) -> bool:
        """True if nothing was to be deleted."""
        return not (self.logs or self.runs or self.case_texts or self.inbox_files or self.refused)


def prune(
    store: Store, settings: Settings, *, dry_run: bool = False, stopped: Callable[[], bool] = lambda: False
) -> PruneReport:
    """Delete everything that is older than its setting; `stopped` is asked between batches, to end early."""
    texts = delete_case_texts(store, settings, dry_run=dry_run)
    if texts and not dry_run:
        with store.write() as connection:
            audit.record(connection, who=WHO, action="delete case texts", subject=f"{texts} settled cases")
    fault_point("retention:texts")
    inbox_files, not_deleted = delete_inbox_files(store, settings, dry_run=dry_run)
    logs, logs_not_deleted = delete_logs(settings, dry_run=dry_run)
    runs, run_rows = delete_run_details(store, settings, dry_run=dry_run, stopped=stopped)
    return PruneReport(
        logs=logs,
        runs=runs,
        run_rows=run_rows,
        case_texts=texts,
        inbox_files=inbox_files,
        refused=not_deleted + logs_not_deleted,
        is_log_empty=dry_run or empty_log(store),
    )


def empty_log(store: Store) -> bool:
    """Write the store's write-ahead log into its file and cut it to nothing; return False where a reader needs it."""
    if store.engine.dialect.name != "sqlite":
        return True
    with closing(store.engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={_WAIT_MS}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, *_ = cursor.fetchone() or (1,)
        cursor.close()
        connection.invalidate()  # the next connection has the usual timeout
    return not busy


def vacuum(store: Store) -> None:
    """Write the store's file anew, without free pages; needs twice its size on the disk, and everybody waits."""
    with closing(store.engine.raw_connection()) as connection:
        connection.cursor().execute("VACUUM")
    empty_log(store)
