"""Has who is who compared with a resolution from nothing, every so many days, beside the worker's crawls.

A process of its own does it, at low priority; nothing waits for it, and it ends with the worker.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

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
    """Compare when it is due, from now until the end; what is under way then is ended and done another time."""
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(store, settings, ended), name="shadow", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()


def shadow_due(store: Store, settings: Settings) -> bool:
    """Whether the last comparison, or else the first provider, is older than `shadow_days`; never where that is 0."""
    if not settings.shadow_days:
        return False
    with store.read() as connection:
        last = audit.last_at(connection, audit.SHADOW)
        first = oldest_provider(connection)
    if last is None and first is None:
        return False
    since = last or datetime.combine(first or clock.today(), datetime.min.time(), clock.now().tzinfo)
    return clock.now() - since >= timedelta(days=settings.shadow_days)


def _watch(store: Store, settings: Settings, ended: threading.Event) -> None:
    while not ended.is_set():
        try:
            if shadow_due(store, settings):
                _compare(ended)
        except Exception:  # the boundary of this thread: told, and tried again
            log.exception("who is who could not be compared")
        ended.wait(SECONDS_BETWEEN_LOOKS)


def _compare(ended: threading.Event) -> None:
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
