"""A lease is a lock on a file: the operating system frees it when its holder dies, however it died."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.locks import FileLock, LockHeldError


def take_lease(home: Path, name: int | str) -> FileLock:
    """Take the lease of a run (its number) or of a role (a name); raises LockHeldError."""
    path = _path(home, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(path)


@contextmanager
def hold_lease(home: Path, name: int | str) -> Iterator[None]:
    """Hold a lease while the block runs; raises LockHeldError."""
    with take_lease(home, name):
        yield


def is_held(home: Path, name: int | str) -> bool:
    """Return whether a living process holds the lease."""
    try:
        with hold_lease(home, name):
            return False
    except LockHeldError:
        return True


def drop(home: Path, name: int | str) -> None:
    """Remove the file of a lease that nobody will take again."""
    _path(home, name).unlink(missing_ok=True)


def _path(home: Path, name: int | str) -> Path:
    return home / "leases" / f"{name}.lock"
