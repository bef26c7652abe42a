"""CLOSED, an empty file next to CURRENT: while it is there, the site answers every page with one sentence and 503.

Its presence alone counts. It has no content, so that it can also be made on a full disk, and its folder is the one that
the site's user reads anyway. Who closed the site and why is in the store's audit, not here: visitors never see it.
"""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from index import clock
from index.durable_files import LOOK_EVERY, sync_folder
from index.file_modes import SHARED_FILE, make_shared_folder

FILE = "CLOSED"


class CannotCloseError(RuntimeError):
    """The file could not be made or removed; the message says how to close or open the site without it."""


def close_site(folder: Path) -> Path:
    """Close the site that reads this folder, and return the file; a closed site stays closed.

    Raises CannotCloseError.
    """
    path = folder / FILE
    try:
        make_shared_folder(folder)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, SHARED_FILE))
        path.chmod(SHARED_FILE)  # the umask of a command lets nobody else read
        os.utime(path, (clock.now().timestamp(),) * 2)
        sync_folder(folder)
    except FileExistsError:
        return path
    except OSError as error:
        if path.exists():  # what failed came after it, and the site is closed
            return path
        raise CannotCloseError(
            f"{path} could not be made ({error.strerror}), so the site is not closed; stop it instead: "
            "`docker compose stop site`, or `systemctl stop pinpoint-serve`"
        ) from error
    return path


def open_site(folder: Path) -> bool:
    """Open the site again; return whether it was closed. Raises CannotCloseError."""
    path = folder / FILE
    try:
        path.unlink()
        sync_folder(folder)
    except FileNotFoundError:
        return False
    except OSError as error:
        if path.exists():
            raise CannotCloseError(f"{path} could not be removed ({error.strerror}); remove it by hand") from error
    return True


def closed_since(folder: Path) -> datetime | None:
    """Return when the site was closed, by the file's time; None where it is open."""
    try:
        return datetime.fromtimestamp((folder / FILE).lstat().st_mtime, UTC)
    except OSError:
        return None


class ClosedSign:
    """Knows whether the site is closed. It looks at most once in `every` seconds; safe to call from many threads."""

    def __init__(self, folder: Path, *, every: float = LOOK_EVERY, ticks: Callable[[], float] = time.monotonic) -> None:
        self._path = folder / FILE
        self._every = every
        self._ticks = ticks
        self._looked = float("-inf")
        self._is_closed = False

    def is_closed(self) -> bool:
        """Return whether the site is closed; a folder that cannot be read has no sign."""
        now = self._ticks()
        if now - self._looked >= self._every:
            self._is_closed = os.path.lexists(self._path)
            self._looked = now
        return self._is_closed
