"""Deletes old files of the home: files of the inbox that were taken in, and logs of runs.

The service manager has the logs of worker and site, with a retention of its own.
"""

import os
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from index import clock
from index.corrections.box import SUFFIX
from index.settings import Settings
from index.store import Store
from index.store.schema import inbox_file

Deleted = tuple[int, int]
"""The numbers of files that were deleted, and that could not be."""


def delete_inbox_files(store: Store, settings: Settings, *, dry_run: bool = False) -> Deleted:
    """Delete files of the inbox whose day was more than `inbox_days` days ago, and that were taken in to their end.

    None stays longer than the texts of its cases. One that belongs to the site's user, in a folder that the worker may
    not write, cannot be deleted.
    """
    with store.read() as connection:
        read_to = {row.name: row.read_to for row in connection.execute(select(inbox_file))}
    oldest = clock.today() - timedelta(days=min(settings.inbox_days, settings.case_text_days))
    days_over = (path for path in settings.inbox.glob(f"*{SUFFIX}") if path.stem < oldest.isoformat())
    taken = (path for path in days_over if (found := _stat(path)) and found.st_size <= read_to.get(path.name, 0))
    return _delete(taken, dry_run=dry_run)


def delete_logs(settings: Settings, *, dry_run: bool = False) -> Deleted:
    """Delete the logs of runs that were last written more than `log_days` days ago."""
    oldest = clock.today() - timedelta(days=settings.log_days)
    logs = (settings.home / "logs").glob("run-*.log")
    old = (path for path in logs if (found := _stat(path)) and _day(found.st_mtime) < oldest)
    return _delete(old, dry_run=dry_run)


def _stat(path: Path) -> os.stat_result | None:
    """Return what the disk knows of a file; None if another process has just deleted it."""
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _day(seconds: float) -> date:
    return datetime.fromtimestamp(seconds, UTC).date()


def _delete(paths: Iterable[Path], *, dry_run: bool) -> Deleted:
    deleted = refused = 0
    for path in list(paths):
        try:
            if not dry_run:
                path.unlink(missing_ok=True)
        except OSError:
            refused += 1
        else:
            deleted += 1
    return deleted, refused
