"""The book of alerts: which are open, what was sent to which channel, and what waits to be sent.

One file in the home, replaced atomically, under a lock that worker and `pinpoint watch` share; not in the store, which
may be what is broken. Where the home cannot be written, the book is written into a folder of this user in the
machine's folder for temporary files, and the newest of all copies counts. Without a place for the book nothing can be
sent twice by mistake only if nothing is sent: the caller says so.
"""

import os
import stat
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from index.alerts.notice import AlertFacts, Notice
from index.durable_files import replace_file
from index.locks import FileLock, LockHeldError
from index.settings import Settings

FOLDER, FILE, LOCK = "alerts", "book.json", "book.lock"
SECONDS_BETWEEN_TRIES = 0.5
MEMORY_DISK = "/dev/shm"  # noqa: S108  (what lies in it is checked to be our own)
_NOWHERE = (
    "the alerts cannot be noted down, neither in {home} nor in a folder for temporary files, so none is sent; make "
    "room, or make one of them writable"
)


class BookBusyError(RuntimeError):
    """Another process looks and sends just now."""


class BookNotWrittenError(OSError):
    """The book can be written nowhere, so nothing may be sent: it would be sent again at each look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One trouble from its start to its end.

    `since` is when the trouble began, `seen_at` the first look that met it, `gone_at` the first that did not any more.
    `sent_at` is the last time that a start or a reminder was given to the channels; None before the start.
    `checks` reported it last: it ends only when all of them ran without it. `times` counts its starts of late.
    """

    kind: str
    subject: str
    since: datetime
    seen_at: datetime
    text: str
    checks: tuple[str, ...]
    sent_at: datetime | None = None
    gone_at: datetime | None = None
    ended_at: datetime | None = None
    end_sent: bool = False
    times: int = 1

    @property
    def key(self) -> tuple[str, str]:
        """The kind and the subject; at most one open alert has them."""
        return self.kind, self.subject

    @property
    def is_open(self) -> bool:
        """True until it has ended."""
        return self.ended_at is None

    @property
    def facts(self) -> AlertFacts:
        """The alert as a notice has it."""
        return AlertFacts(kind=self.kind, subject=self.subject, since=self.since, ended=self.ended_at, text=self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """A notice with the names of the channels that have not delivered it yet.

    `more` counts ended alerts that a notice of missed ones has no line for.
    """

    notice: Notice
    waits_for: tuple[str, ...]
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelTrouble:
    """A channel that does not deliver: since when, how often it was tried, and when it is tried again."""

    since: datetime
    tries: int
    again_at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All that is remembered between looks. `written` counts the writes, so that the newest copy is known."""

    written: int = 0
    looked_at: datetime | None = None
    alerts: tuple[Alert, ...] = ()
    outbox: tuple[Queued, ...] = ()
    channels: Mapping[str, ChannelTrouble] = field(default_factory=dict)
    set_up: Mapping[str, datetime] = field(default_factory=dict)
    """Each channel that a process had set up, and the last look of one that had."""
    starts: tuple[datetime, ...] = ()
    """The times of the latest notices of starts, for their pace."""
    ends: tuple[datetime, ...] = ()
    weekly_at: datetime | None = None
    """The last time for a weekly notice that was used, or passed before the first look."""
    ran: Mapping[str, datetime] = field(default_factory=dict)
    """The time at which each costly check ran last."""

    @property
    def open(self) -> tuple[Alert, ...]:
        """The alerts that have not ended."""
        return tuple(one for one in self.alerts if one.is_open)


_BOOK = TypeAdapter(Book)


def read_book(here: Settings) -> Book:
    """Return the newest copy of the book; an empty one where there is none that can be read."""
    copies = [_read(folder / FILE) for folder in _folders(here, make=False)]
    return max((one for one in copies if one), key=lambda one: one.written, default=Book())


def write_book(here: Settings, book: Book) -> Book:
    """Write the book and return it with its new number; raises BookNotWrittenError if no place can be written."""
    numbered = replace(book, written=book.written + 1)
    content = _BOOK.dump_json(numbered)
    for folder in _folders(here, make=True):
        try:
            replace_file(folder / FILE, content)
        except OSError:
            continue
        return numbered
    raise BookNotWrittenError(_NOWHERE.format(home=here.home))


@contextmanager
def book_lock(here: Settings, *, wait_seconds: float = 0) -> Iterator[None]:
    """Hold the lock of the book; raises BookBusyError if another process has it for longer than `wait_seconds`."""
    ends = time.monotonic() + wait_seconds
    while True:
        try:
            lock = _lock(here)
            break
        except LockHeldError as error:
            if time.monotonic() >= ends:
                raise BookBusyError("another process looks at this home and sends alerts just now") from error
        time.sleep(SECONDS_BETWEEN_TRIES)
    with lock:
        yield


def _lock(here: Settings) -> FileLock:
    """Take the lock in the home, or elsewhere if its file cannot be opened there.

    Raises LockHeldError, and BookNotWrittenError where no file can be opened.
    """
    for folder in _folders(here, make=True):
        with suppress(OSError):
            return FileLock(folder / LOCK)
    raise BookNotWrittenError(_NOWHERE.format(home=here.home))


def _read(path: Path) -> Book | None:
    try:
        return _BOOK.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _folders(here: Settings, *, make: bool) -> Iterator[Path]:
    """Yield the folder of the home, then those outside it: private ones of this user, nobody else's."""
    if make:
        with suppress(OSError):
            (here.home / FOLDER).mkdir(mode=0o700, parents=True, exist_ok=True)
    yield here.home / FOLDER
    name = f"pinpoint-alerts-{os.getuid()}-{sha256(str(here.home.resolve()).encode()).hexdigest()[:16]}"
    for parent in dict.fromkeys((tempfile.gettempdir(), MEMORY_DISK)):
        folder = Path(parent, name)
        try:
            if make:
                folder.mkdir(mode=0o700, exist_ok=True)
            found = folder.lstat()
        except OSError:
            continue
        if stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077:
            yield folder
