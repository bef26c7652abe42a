"""File modes in the home: only the worker's user may read its files, except those that the site's user needs.

| what | mode | why |
|---|---|---|
| store, archive, keys, logs, everything else | files 0600, folders 0700 | they hold what people wrote |
| `generations/` and below | files 0644, folders 0755 | the site reads them, perhaps as another user |
| messages in `inbox/` | files 0640 | the site writes them; in a folder 2770 the worker's group reads them |
| a table of places that a command compiled | file 0644, folder 0755 | one user may compile, another serve |
| the home itself | nobody else may list it or write in it | who may pass through it still may |

A folder that an operator made keeps its modes. docs/deploy.md says how two users share a home.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from index.durable_files import sync_folder

PRIVATE_UMASK = 0o077
SHARED_FOLDER = 0o755
PASSED_THROUGH = 0o711
SHARED_FILE = 0o644
PRIVATE_FOLDERS = ("alerts", "archive", "keys", "leases", "logs", "resolution", "sources")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_MAY_PASS = stat.S_IXGRP | stat.S_IXOTH
_operators_umask: int | None = None


def keep_private() -> None:
    """Set the umask so that this process and its children make files and folders for their own user only."""
    global _operators_umask  # noqa: PLW0603  (a process has one umask)
    _operators_umask = os.umask(PRIVATE_UMASK)


@contextmanager
def as_the_operator_has_it() -> Iterator[None]:
    """Use the operator's own umask inside the block, for files at a path that the operator named."""
    if _operators_umask is None:
        yield
        return
    os.umask(_operators_umask)
    try:
        yield
    finally:
        os.umask(PRIVATE_UMASK)


def make_shared_folder(folder: Path) -> None:
    """Make a folder that the site reads, if missing, durably; new folders above it let everybody pass through."""
    new = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for each in new:
        each.chmod(SHARED_FOLDER if each == folder else PASSED_THROUGH)
    for each in reversed(new):
        sync_folder(each.parent)  # what is in a folder is lost with its name


def share_tree(folder: Path) -> None:
    """Let the site read a folder and everything below it."""
    for parent, _, names in os.walk(folder):
        Path(parent).chmod(SHARED_FOLDER)
        for name in names:
            Path(parent, name).chmod(SHARED_FILE)


def make_private_file(path: Path) -> None:
    """Make an empty file for this user only, if missing; SQLite gives its WAL the same mode."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600))


def mend(home: Path) -> None:
    """Remove other users' access to a home's private files and folders, which earlier versions granted.

    Files of another user, or on a read-only disk, stay as they are; `pinpoint doctor` reports them.
    """
    if not home.is_dir():
        return
    _narrow(home, _OTHERS & ~_MAY_PASS)
    for path in home.glob("store.db*"):
        _narrow(path, _OTHERS)
    for folder in (home / name for name in PRIVATE_FOLDERS):
        if folder.is_dir() and _narrow(folder, _OTHERS):
            for parent, folders, names in os.walk(folder):
                for name in (*folders, *names):
                    _narrow(Path(parent, name), _OTHERS)


def open_to_others(home: Path) -> list[Path]:
    """Return the private files and folders of a home that somebody else may read or write."""
    private = [*home.glob("store.db*"), *(home / name for name in PRIVATE_FOLDERS)]
    return [path for path in private if path.exists() and path.stat().st_mode & _OTHERS]


def _narrow(path: Path, away: int) -> bool:
    """Remove bits from a file's mode; return whether any of them were set."""
    with suppress(OSError):
        mode = stat.S_IMODE(path.lstat().st_mode)
        if mode & away and not path.is_symlink():
            path.chmod(mode & ~away)
            return True
    return False
