"""The inbox: one append-only file a day; a message is durable before the site confirms it to the sender.

A process that is killed while writing leaves a line cut short. So each message is written with a line break before
it: the next message ends the damaged line and stays whole itself.
"""

import errno
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from index import clock
from index.corrections.message import DamagedMessageError, Message, from_line, to_line
from index.durable_files import sync_folder
from index.faults import fault_point

LARGEST_DAY = 20_000_000
"""Bytes: ten thousand long messages. A flood must not fill the site's disk."""

SUFFIX = ".jsonl"
FILE_MODE = 0o640
"""The group may read a file, so that in a folder of mode 2770 worker and site may be two users. A folder made here has
mode 0700, which lets no other user in."""


class InboxError(OSError):
    """A message could not be stored; the sender must learn that and try again."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The new part of one file: its messages, the number of damaged lines, and the byte up to which it is read."""

    name: str
    messages: tuple[Message, ...]
    damaged: int
    read_to: int


def append(folder: Path, message: Message) -> None:
    """Append a message to the file of the day and wait until it is on the disk; raises InboxError."""
    path = folder / f"{clock.today()}{SUFFIX}"
    try:
        is_new = ensure_folder(folder) | (not path.exists())
        _append(path, f"\n{to_line(message)}\n".encode(), is_new=is_new)
        if is_new:
            sync_folder(folder)
    except OSError as error:
        raise InboxError(f"{path} could not be written: {error}") from error


def read(folder: Path, read_to: Mapping[str, int]) -> Iterator[Reading]:
    """Yield the new part of each file, the oldest file first; `read_to` has the bytes of each already read, by name.

    A last line without an end may still be written to. It is left for the next call, unless its day is over.
    """
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        start = read_to.get(path.name, 0)
        size = path.stat().st_size
        start = start if start <= size else 0  # the file was replaced by an older copy
        is_over = path.stem < clock.today().isoformat()
        if start < size and (reading := _read(path, start, is_over=is_over)).read_to > start:
            yield reading


def ensure_folder(folder: Path) -> bool:
    """Make the folder of the inbox where there is none; return whether it was made."""
    if folder.is_dir():
        return False
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    sync_folder(folder.parent)
    return True


def _append(path: Path, line: bytes, *, is_new: bool) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, FILE_MODE)
    try:
        if is_new:
            os.fchmod(descriptor, FILE_MODE)  # over the process's umask
        if os.fstat(descriptor).st_size + len(line) > LARGEST_DAY:
            raise OSError(errno.EFBIG, "the inbox of this day is full")
        fault_point("inbox:before")
        # One write: with O_APPEND, no other process's bytes come between.
        if os.write(descriptor, line) != len(line):
            raise OSError(errno.ENOSPC, "no room for the whole line")
        fault_point("inbox:written")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read(path: Path, start: int, *, is_over: bool) -> Reading:
    with path.open("rb") as file:
        file.seek(start)
        data = file.read()
    whole = len(data) if is_over else data.rfind(b"\n") + 1
    messages, damaged = [], 0
    for line in filter(None, data[:whole].split(b"\n")):
        try:
            messages.append(from_line(line))
        except DamagedMessageError:
            damaged += 1
    return Reading(path.name, tuple(messages), damaged, start + whole)
