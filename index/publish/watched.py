"""A file that others replace, looked at no more than once a second."""

import time
from collections.abc import Callable
from pathlib import Path

LOOK_EVERY = 1.0
"""Seconds. A removal must show at once; a stat a second costs nothing."""

_Stamp = tuple[int, int, int] | None


class WatchedFile:
    """Tells whether a file was replaced since it was last asked; by inode, time of change and size."""

    def __init__(self, path: Path, *, every: float = LOOK_EVERY, clock: Callable[[], float] = time.monotonic) -> None:
        self._path = path
        self._every = every
        self._clock = clock
        self._looked = float("-inf")
        self._stamp: _Stamp | tuple[()] = ()

    def changed(self) -> bool:
        """Return whether the file is another than before; true the first time, false within the second."""
        now = self._clock()
        if now - self._looked < self._every:
            return False
        self._looked = now
        stamp = self._look()
        changed = stamp != self._stamp
        self._stamp = stamp
        return changed

    def _look(self) -> _Stamp:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size
