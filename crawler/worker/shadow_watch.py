"""Runs the shadow resolution every `shadow_days` days, in a process of its own at low priority.

Nothing waits for it, and it ends with the worker.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from crawler.worker.periodic_thread import periodic_thread
from index import clock
from index.process_log import get_logger
from index.settings import Settings
from index.store import Store, audit
from index.store.identities.memberships import oldest_provider

SECONDS_BETWEEN_LOOKS = 600.0
SECONDS_TO_END = 5.0
NICENESS = 10
COMMAND = (sys.executable, "-m", "pinpoint", "resolve", "shadow", "--json", "--who", "worker")

log = get_logger(__name__)


@contextmanager
def watched_identities(store: Store, settings: Settings) -> Iterator[None]:
    """Run the shadow resolution whenever it is due; one that is under way at the end is stopped, and due again."""

    def resolve_if_due(ended: threading.Event) -> None:
        if shadow_due(store, settings):
            _resolve(ended)

    with periodic_thread(
        "shadow",
        resolve_if_due,
        seconds=SECONDS_BETWEEN_LOOKS,
        seconds_after_failure=SECONDS_BETWEEN_LOOKS,
        failure="who is who could not be compared",
    ):
        yield


def shadow_due(store: Store, settings: Settings) -> bool:
    """Return whether the last shadow resolution, or else the first provider, is `shadow_days` old; 0 means never."""
    if not settings.shadow_days:
        return False
    with store.read() as connection:
        last = audit.last_at(connection, audit.SHADOW)
        first = oldest_provider(connection)
    if last is None and first is None:
        return False
    since = last or datetime.combine(first or clock.today(), datetime.min.time(), clock.now().tzinfo)
    return clock.now() - since >= timedelta(days=settings.shadow_days)


def _resolve(ended: threading.Event) -> None:
    process = subprocess.Popen(  # noqa: S603  (our own command)
        COMMAND, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    os.setpriority(os.PRIO_PROCESS, process.pid, NICENESS)
    while not ended.is_set():
        try:
            report, trouble = process.communicate(timeout=1.0)
        except subprocess.TimeoutExpired:
            continue
        log.info("shadow", exit=process.returncode, report=report.strip(), trouble=trouble.strip()[-500:])
        return
    process.terminate()
    try:
        process.communicate(timeout=SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
