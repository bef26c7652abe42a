"""Deletes once a day what is older than its setting, in a thread, while the worker's crawls go on."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from crawler.worker.periodic_thread import periodic_thread
from index import clock
from index.process_log import get_logger
from index.retention.prune import prune
from index.settings import Settings
from index.store import Store

SECONDS_BETWEEN_LOOKS = 3600.0

log = get_logger(__name__)


class Retention:
    """One round a day; a round that was stopped, or could not empty the store's log, is repeated at the next look."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._done_on: date | None = None

    def prune_if_due(self, ended: threading.Event) -> None:
        """Delete what is to be deleted, unless it was done today."""
        today = clock.today()
        if self._done_on == today:
            return
        report = prune(self._store, self._settings, stopped=ended.is_set)
        if not report.is_nothing:
            log.info("old texts, logs and details were deleted", **report.as_dict())
        if report.is_log_empty and not ended.is_set():
            self._done_on = today


@contextmanager
def watched_retention(store: Store, settings: Settings) -> Iterator[None]:
    """Run a round at the beginning and then once a day."""
    with periodic_thread(
        "retention",
        Retention(store, settings).prune_if_due,
        seconds=SECONDS_BETWEEN_LOOKS,
        seconds_after_failure=SECONDS_BETWEEN_LOOKS,
        failure="what is too old could not be deleted",
    ):
        yield
