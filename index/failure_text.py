"""Sentences for failures of the machine or the store, each saying what to do.

An error's own message is never repeated: SQLAlchemy's holds the statement and SQLite's the text it could not decode,
and both may quote what somebody wrote to us. So the sentence depends on the error's code only.
"""

import errno
import sqlite3
from collections.abc import Iterator
from pathlib import Path

NO_ROOM = "the disk is full; make room and run this again"
READ_ONLY = "the disk is read-only, or the files belong to another user; make them writable and run this again"
BAD_DISK = "the disk answers with errors; look at the machine's own log, and bring the home to another disk"
LOCKED = "the store is locked: another process has been writing for too long; run this again in a minute"
DAMAGED = "the store is damaged; stop the worker and bring the home back from a backup (docs/backup.md)"
NOT_OPENED = "the store cannot be opened: its folder is missing, read-only, or belongs to another user"
NO_MEMORY = "memory was short; end something else, or give this process more"

_BY_SQLITE_CODE = {
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_NOMEM: NO_MEMORY,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_IOERR: BAD_DISK,
    sqlite3.SQLITE_IOERR_SHMSIZE: NO_ROOM,  # no room for the shared index of the WAL
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_FULL: NO_ROOM,
    sqlite3.SQLITE_CANTOPEN: NOT_OPENED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
}
_BY_ERRNO = {
    errno.ENOSPC: NO_ROOM,
    errno.EDQUOT: NO_ROOM,
    errno.EROFS: READ_ONLY,
    errno.EACCES: READ_ONLY,
    errno.EPERM: READ_ONLY,
    errno.EIO: BAD_DISK,
}
_PRIMARY = 0xFF  # an extended result code of SQLite holds the primary one in its last byte
_UNDECODED = "Could not decode to UTF-8"  # the only damage that Python's module reports without a code


def failure_text(error: BaseException) -> str | None:
    """Return the sentence for an error of the disk, the store or memory, or for one that such an error caused.

    None for any other error: it is a fault of the program, or has a message of its own.
    """
    for one in _chain(error):
        if text := _text(one):
            return text
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and its causes, each once; SQLAlchemy stores the driver's error as `orig`."""
    seen: set[int] = set()
    now: BaseException | None = error
    while now is not None and id(now) not in seen:
        seen.add(id(now))
        original = getattr(now, "orig", None)
        if isinstance(original, BaseException):
            yield original
        yield now
        now = now.__cause__ or (None if now.__suppress_context__ else now.__context__)


def _text(error: BaseException) -> str | None:
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        if code is None:
            return DAMAGED if str(error).startswith(_UNDECODED) else None
        return _BY_SQLITE_CODE.get(code) or _BY_SQLITE_CODE.get(code & _PRIMARY)
    if isinstance(error, MemoryError):
        return NO_MEMORY
    if isinstance(error, OSError):
        return _disk_text(error)
    if _is_of_sqlalchemy(error):
        return f"the store could not be read or written ({type(error).__name__}); `pinpoint doctor` looks at it"
    return None


def _disk_text(error: OSError) -> str | None:
    text = _BY_ERRNO.get(error.errno or 0)
    if text is None:
        return None
    return f"{Path(error.filename)}: {text}" if isinstance(error.filename, str) else text


def _is_of_sqlalchemy(error: BaseException) -> bool:
    """Return whether SQLAlchemy raised it, by class name, so that a search need not load SQLAlchemy."""
    return any(one.__name__ == "SQLAlchemyError" for one in type(error).__mro__)
