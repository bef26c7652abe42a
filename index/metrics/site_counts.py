"""The folder in which the site's processes keep their counts, and from which the worker reads them.

Each process holds one slot (`site-N.json`, locked by `site-N.lock`), takes up the counts of the slot's last holder, and
writes them aside every few seconds. So there are never more files than there were processes at once, counts only grow,
and a killed process loses at most SECONDS_BETWEEN_WRITES of them. prometheus-client's own files for several processes
are not used: they are memory maps, and a full disk ends the process that writes into one (docs/decisions.md).
"""

import atexit
import os
import threading
from contextlib import suppress
from pathlib import Path

from index.durable_files import replace_file
from index.failure_text import failure_text
from index.locks import FileLock, LockHeldError
from index.metrics.request_counts import CountsError, RequestCounts, RequestKind
from index.process_log import get_logger

SECONDS_BETWEEN_WRITES = 10.0
SLOTS = 64
"""More processes than this on one home keep no counts; `pinpoint serve` starts at most 16."""
FILE_MODE = 0o640
"""The worker reads the site's files as its group does."""

log = get_logger(__name__)


class SiteCounts:
    """The counts of one process of the site; made before the fork, it takes a slot in each process that counts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._guard = threading.Lock()
        self._pid = 0
        self._slot: FileLock | None = None
        self._counts = RequestCounts()
        self._is_written = True
        self._trouble: str | None = None
        self._ended = threading.Event()

    def count(self, kind: RequestKind, seconds: float) -> None:
        """Count a request; a folder that cannot be written costs the counts, never the answer."""
        with self._guard:
            if self._pid != os.getpid():
                self._begin()
            self._counts.count(kind, seconds)
            self._is_written = False

    def write(self) -> None:
        """Write the counts if they changed; a failure is logged once, and the next call tries again."""
        with self._guard:
            if self._is_written or self._slot is None or self._pid != os.getpid():
                return
            data, path = self._counts.to_bytes(), _file_of(self._slot.path)
            self._is_written = True
        try:
            replace_file(path, data, mode=FILE_MODE)
        except OSError as error:
            self._is_written = False
            self._log_once(error)
        else:
            self._trouble = None

    def close(self) -> None:
        """Write what is left and let the slot go."""
        self._ended.set()
        self.write()
        with self._guard:
            if self._slot is not None and self._pid == os.getpid():
                self._slot.release()
                self._slot = None

    def _begin(self) -> None:
        self._pid = os.getpid()
        self._counts, self._slot, self._ended = RequestCounts(), None, threading.Event()
        try:
            self._slot = _free_slot(self.folder)
        except OSError as error:
            self._log_once(error)
            return
        if self._slot is None:
            log.warning("this process counts no requests", trouble=f"all {SLOTS} slots of {self.folder} are taken")
            return
        with suppress(FileNotFoundError, CountsError):  # nobody counted here before, or its file is damaged
            self._counts = RequestCounts.from_bytes(_file_of(self._slot.path).read_bytes())
        threading.Thread(target=self._write_often, args=(self._ended,), name="counts", daemon=True).start()
        atexit.register(self.close)

    def _write_often(self, ended: threading.Event) -> None:
        while not ended.wait(SECONDS_BETWEEN_WRITES):
            self.write()

    def _log_once(self, error: OSError) -> None:
        trouble = failure_text(error) or type(error).__name__
        if trouble != self._trouble:
            self._trouble = trouble
            log.warning("counts of requests cannot be written", trouble=trouble)


def read_site_counts(folder: Path) -> RequestCounts:
    """Return the counts of all of the site's processes; a file that cannot be read is logged and left out."""
    found = RequestCounts()
    for path in sorted(folder.glob("site-*.json")):
        try:
            found.add(RequestCounts.from_bytes(path.read_bytes()))
        except (OSError, CountsError) as error:
            log.warning("counts left out", file=path.name, trouble=failure_text(error) or str(error))
    return found


def _free_slot(folder: Path) -> FileLock | None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for number in range(SLOTS):
        with suppress(LockHeldError):
            return FileLock(folder / f"site-{number}.lock")
    return None


def _file_of(slot: Path) -> Path:
    return slot.with_suffix(".json")
