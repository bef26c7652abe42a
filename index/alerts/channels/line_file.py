"""File: each notice becomes a line of JSON at the end of a file, for a log shipper or a reader of the operator's own.

A line is whole and durable when `send` returns, also with two writers. A line that a power cut left unfinished gets its
end before the next one; a program that rotates the file may move it between two notices.
"""

import errno
import fcntl
import os
import stat
import time
from contextlib import suppress

from index.alerts.channels.connection import Deadline
from index.alerts.channels.notice_json import notice_json
from index.alerts.notice import DeliveryError, Notice
from index.durable_files import sync_folder
from index.settings import Settings

_NO_FILE = errno.EINVAL
_LOOK_EVERY = 0.05
"""Seconds between two looks at a lock that another writer holds."""


class LineFile:
    """The channel "file"."""

    name = "file"

    def __init__(self, here: Settings) -> None:
        self._here = here

    @property
    def target(self) -> str:
        """Return the path of the file."""
        return str(self._here.alert_file)

    def send(self, notice: Notice) -> None:
        """Append a notice; raises DeliveryError, and leaves the file as it was."""
        path = self._here.alert_file
        assert path is not None  # noqa: S101  (the channel is on because it is set)
        line = notice_json(notice).encode("ascii") + b"\n"
        try:
            flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW
            descriptor = os.open(path, flags, 0o600)
            try:
                self._append(descriptor, line)
            finally:
                os.close(descriptor)
            sync_folder(path.parent)
        except TimeoutError:
            seconds = self._here.alert_seconds
            raise DeliveryError(
                f"{self.name}: another process has {path} locked for more than {seconds} seconds", temporary=True
            ) from None
        except OSError as error:
            why = os.strerror(error.errno or 0)
            raise DeliveryError(f"{self.name}: {path} cannot be written ({why})", temporary=True) from None

    def _append(self, descriptor: int, line: bytes) -> None:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(_NO_FILE, os.strerror(_NO_FILE))
        _lock(descriptor, Deadline(self._here.alert_seconds))
        size = os.fstat(descriptor).st_size
        is_cut = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
        try:
            rest = b"\n" * is_cut + line
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            os.fsync(descriptor)
        except OSError:
            with suppress(OSError):
                os.ftruncate(descriptor, size)
            raise


def _lock(descriptor: int, deadline: Deadline) -> None:
    """Take the lock of an open file, which ends with its descriptor; raises TimeoutError at the deadline."""
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(min(_LOOK_EVERY, deadline.left()))
        else:
            return
