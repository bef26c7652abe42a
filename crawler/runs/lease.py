"""A lease is a lock on a file: the operating system frees it when its holder dies, however it died."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Self


class LeaseHeldError(RuntimeError):
    """Another process holds the lease."""


class Lease:
    """A held lease. A child that inherits its descriptor holds it too; it is free when both have ended."""

    def __init__(self, path: Path) -> None:
        """Take the lease; raises LeaseHeldError if another process holds it."""
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file: IO[str] = path.open("a")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._file.close()
            raise LeaseHeldError(f"another process holds {path}") from error

    def fileno(self) -> int:
        """Return the file descriptor, to pass to a child (`pass_fds`)."""
        return self._file.fileno()

    def release(self) -> None:
        """Release the lease; a child that inherited it goes on holding it."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.release()


def take_lease(home: Path, name: int | str) -> Lease:
    """Take the lease of a run (its number) or of a role (a name); raises LeaseHeldError."""
    return Lease(_path(home, name))


@contextmanager
def hold_lease(home: Path, name: int | str) -> Iterator[None]:
    """Hold a lease while the block runs; raises LeaseHeldError."""
    with take_lease(home, name):
        yield


def is_held(home: Path, name: int | str) -> bool:
    """Return whether a living process holds the lease."""
    try:
        with hold_lease(home, name):
            return False
    except LeaseHeldError:
        return True


def drop(home: Path, name: int | str) -> None:
    """Remove the file of a lease that nobody will take again."""
    _path(home, name).unlink(missing_ok=True)


def _path(home: Path, name: int | str) -> Path:
    return home / "leases" / f"{name}.lock"
