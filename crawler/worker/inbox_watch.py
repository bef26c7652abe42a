"""Takes the inbox in every second beside the worker's crawls, which may keep it busy for hours.

Whoever asks to be left out is hidden at once (docs/principles.md, rule 10).
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from index.corrections.intake import take
from index.process_log import get_logger
from index.settings import Settings
from index.store import Store

SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_AFTER_TROUBLE = 60.0

log = get_logger(__name__)


@contextmanager
def watched_inbox(store: Store, settings: Settings) -> Iterator[None]:
    """Take the inbox in at the beginning, every second after that, and once more at the end."""
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(store, settings, ended), name="inbox", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()


def _watch(store: Store, settings: Settings, ended: threading.Event) -> None:
    pause = _take(store, settings)
    while not ended.wait(pause):
        pause = _take(store, settings)
    _take(store, settings)


def _take(store: Store, settings: Settings) -> float:
    """Take the inbox in and return how long to wait; trouble with it stops no crawl."""
    try:
        intake = take(store, settings)
    except Exception:  # the boundary of this thread: told, and tried again
        log.exception("the inbox could not be taken in")
        return SECONDS_AFTER_TROUBLE
    if intake.taken or intake.damaged:
        log.info("inbox taken in", cases=intake.taken, damaged=intake.damaged)
    return SECONDS_BETWEEN_LOOKS
