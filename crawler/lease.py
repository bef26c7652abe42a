"""A lease is a lock on a file: the operating system frees it when its holder dies, however it died."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class LeaseHeldError(RuntimeError):
    """Another process holds the lease."""


@contextmanager
def hold_lease(home: Path, name: int | str) -> Iterator[None]:
    """Hold the lease of a run (its number) or of a role (a name); raises LeaseHeldError."""
    path = _path(home, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LeaseHeldError(f"another process holds {path}") from error
        yield


def is_held(home: Path, name: int | str) -> bool:
    """Whether a living process holds the lease."""
    try:
        with hold_lease(home, name):
            return False
    except LeaseHeldError:
        return True


def drop(home: Path, name: int | str) -> None:
    """Remove the file of a lease that nobody will ask for again."""
    _path(home, name).unlink(missing_ok=True)


def _path(home: Path, name: int | str) -> Path:
    return home / "leases" / f"{name}.lock"
