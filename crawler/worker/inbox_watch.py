"""Takes in the inbox every second, also while crawls keep the worker busy.

Whoever asks to be left out is hidden at once (docs/principles.md, rule 10).
"""

from collections.abc import Iterator
from contextlib import contextmanager

from crawler.worker.periodic_thread import periodic_thread
from index.corrections.intake import take
from index.process_log import get_logger
from index.settings import Settings
from index.store import Store

SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_AFTER_TROUBLE = 60.0

log = get_logger(__name__)


@contextmanager
def watched_inbox(store: Store, settings: Settings) -> Iterator[None]:
    """Take in the inbox at the beginning, every second after that, and once more at the end."""
    with periodic_thread(
        "inbox",
        lambda _ended: _take(store, settings),
        seconds=SECONDS_BETWEEN_LOOKS,
        seconds_after_failure=SECONDS_AFTER_TROUBLE,
        failure="the inbox could not be taken in",
        once_more=True,
    ):
        yield


def _take(store: Store, settings: Settings) -> None:
    intake = take(store, settings)
    if intake.taken or intake.damaged:
        log.info("inbox taken in", cases=intake.taken, damaged=intake.damaged)
