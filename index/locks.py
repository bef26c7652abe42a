"""Locks between processes, each on a file. The kernel frees a lock when its last holder dies, however that dies."""

import fcntl
from pathlib import Path
from types import TracebackType
from typing import IO, Self


class LockHeldError(RuntimeError):
    """Another process holds the lock."""


class FileLock:
    """A lock that is held until it is released, or until the process ends.

    A child process that inherits the descriptor holds the lock too: then it is free when both have let go of it. The
    file stays, and what is in it; `file` reads and writes it, from its end.
    """

    def __init__(self, path: Path, *, wait: bool = False) -> None:
        """Take the lock on `path`, in a folder that exists; with `wait` when it is free, otherwise at once.

        Raises LockHeldError where another process has it and this one does not wait.
        """
        self.path = path
        self.file: IO[str] = path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BaseException as error:
            self.file.close()
            if isinstance(error, BlockingIOError):
                raise LockHeldError(f"another process holds {path}") from error
            raise

    def fileno(self) -> int:
        """Return the descriptor, to hand on to a child (`pass_fds`)."""
        return self.file.fileno()

    def release(self) -> None:
        """Let go of the lock; a child that inherited it goes on holding it."""
        self.file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.release()
