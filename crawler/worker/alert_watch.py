"""Looks at the home every few minutes while the worker runs, and sends the alerts and heartbeats that are due.

The thread is one of its own, so it also reports a worker whose main loop hangs. `pinpoint watch` does the same from
outside, for a worker that is dead.
"""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from crawler.worker.periodic_thread import periodic_thread
from index.alerts.channels import beat, channels
from index.alerts.notice import DeliveryError
from index.alerts.watch import Outcome, Watch
from index.doctor.finding import Check, TroubleKind
from index.process_log import get_logger
from index.settings import Settings

SECONDS_BETWEEN_LOOKS = 300.0
SECONDS_BEFORE_FIRST = 60.0
"""A worker that has just started first queues what became due without it."""

log = get_logger(__name__)


@contextmanager
def watched_home(settings: Settings, checks: Mapping[str, Check]) -> Iterator[None]:
    """Look at the home every five minutes until the block ends."""
    looks = AlertLooks(settings, checks)
    with periodic_thread(
        "alerts",
        looks.look,
        seconds=SECONDS_BETWEEN_LOOKS,
        seconds_after_failure=SECONDS_BETWEEN_LOOKS,
        seconds_before_first=SECONDS_BEFORE_FIRST,
        failure="the home could not be looked at, so no alert was sent",
    ):
        yield


class AlertLooks:
    """The looks of one worker; the channels are opened at the first one."""

    def __init__(self, settings: Settings, checks: Mapping[str, Check]) -> None:
        self._settings = settings
        self._checks = checks
        self._watch: Watch | None = None

    def look(self, ended: threading.Event) -> None:
        """Look once; nothing after the end of the worker."""
        if ended.is_set():
            return
        if self._watch is None:
            self._watch = Watch(self._settings, self._checks, channels(self._settings))
        outcome = self._watch.look()
        if outcome.undelivered:
            log.error("alerts are not delivered", trouble=outcome.undelivered)
        if outcome.may_beat and not _is_worker_silent(outcome):
            try:
                beat(self._settings)
            except DeliveryError as error:
                log.warning("the heartbeat is not delivered", trouble=str(error))


def _is_worker_silent(outcome: Outcome) -> bool:
    """Return whether the main loop hangs: then the heartbeat ends, though this thread lives."""
    return any(one.kind is TroubleKind.WORKER_SILENT for finding in outcome.findings for one in finding.troubles)
