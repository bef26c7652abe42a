"""The log of a run, HOME/logs/run-N.log: one JSON object a line, read once or followed until the run ends."""

import json
import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

INDENT = " " * 20
"""Before the further lines of an event, so that none looks like a line of the log."""
OWN_FIELDS = ("time", "level", "event")
"""Fields that a readable line begins with; the others follow as field=value."""


def log_path(home: Path, run_id: int) -> Path:
    """Return the file of a run's log; it is made when its crawl starts."""
    return home / "logs" / f"run-{run_id:06}.log"


class FollowedLog:
    """Returns the lines that were added to a log since the last look.

    A log that does not exist yet has no lines. One that was rotated is read to its end, then the new file from its
    beginning; one that was cut short is read from its beginning again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None
        self._unfinished = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def new_lines(self) -> Iterator[str]:
        """Yield the whole lines that were added; raises OSError where the file cannot be read."""
        if self._file is None and not self._open():
            return
        while True:
            yield from self._whole_lines()
            if not self._is_replaced():
                return
            yield from self.rest()
            self._close()
            if not self._open():
                return

    def rest(self) -> Iterator[str]:
        """Yield what is left without an end of line, once nothing more will be added."""
        left, self._unfinished = self._unfinished, b""
        if left:
            yield left.decode(errors="replace")

    def _whole_lines(self) -> Iterator[str]:
        assert self._file is not None  # noqa: S101  (new_lines opened it)
        if self._file.tell() > _stat(self._file).st_size:
            self._file.seek(0)
            self._unfinished = b""
        for piece in self._file:
            self._unfinished += piece
            if self._unfinished.endswith(b"\n"):
                line, self._unfinished = self._unfinished, b""
                yield line.decode(errors="replace").rstrip("\r\n")

    def _is_replaced(self) -> bool:
        assert self._file is not None  # noqa: S101
        try:
            found = self._path.stat()
        except FileNotFoundError:  # moved away; perhaps the new one is not there yet
            return False
        mine = _stat(self._file)
        return (found.st_dev, found.st_ino) != (mine.st_dev, mine.st_ino)

    def _open(self) -> bool:
        try:
            self._file = self._path.open("rb")
        except FileNotFoundError:
            return False
        return True

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """Whole lines of a log, from byte `start` to byte `end` of its `size` bytes."""

    lines: tuple[str, ...]
    start: int
    end: int
    size: int


BYTES_ON_A_PAGE = 48 * 1024
LINES_ON_A_PAGE = 200


def log_page(path: Path, *, after: int | None = None, before: int | None = None) -> LogPage:
    """Return a page of a log: the lines that follow byte `after`, or those up to byte `before`; neither: the newest.

    At most LINES_ON_A_PAGE lines are returned and BYTES_ON_A_PAGE bytes read, however long the log is; of a longer line
    a part is shown. Raises FileNotFoundError where there is no log, and OSError where it cannot be read.
    """
    with path.open("rb") as file:
        size = _stat(file).st_size
        if after is not None:
            start = min(after, size)
            end = min(start + BYTES_ON_A_PAGE, size)
        else:
            end = size if before is None else min(before, size)
            start = max(end - BYTES_ON_A_PAGE, 0)
        file.seek(start)
        text = file.read(end - start)
        file.seek(max(start - 1, 0))
        cut_off = start > 0 and file.read(1) != b"\n"
    pieces = text.splitlines(keepends=True)
    if cut_off and len(pieces) > 1:
        start += len(pieces.pop(0))
    if end < size and len(pieces) > 1 and not pieces[-1].endswith(b"\n"):
        pieces.pop()
    if after is None:
        shown = pieces[-LINES_ON_A_PAGE:]
        start += sum(map(len, pieces[: len(pieces) - len(shown)]))
    else:
        shown = pieces[:LINES_ON_A_PAGE]
    lines = tuple(piece.decode(errors="replace").rstrip("\r\n") for piece in shown)
    return LogPage(lines=lines, start=start, end=start + sum(map(len, shown)), size=size)


def follow(path: Path, is_over: Callable[[], bool], pause: Callable[[], None]) -> Iterator[str]:
    """Yield the lines of a log, and those that are added until `is_over`; `pause` waits between two looks."""
    with FollowedLog(path) as log:
        while True:
            over = is_over()  # asked first, so that no line written before the end is left out
            yield from log.new_lines()
            if over:
                yield from log.rest()
                return
            pause()


def fields_of(line: str) -> dict[str, Any]:
    """Return the fields of a line; a line that is no JSON object, such as one of the interpreter, is all `event`."""
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):  # the latter where brackets are nested very deeply
        fields = None
    return fields if isinstance(fields, dict) else {"event": line}


def is_at_least(fields: dict[str, Any], level: str) -> bool:
    """Return whether a line is of a level or above it; a line without a level always is."""
    number = logging.getLevelNamesMapping().get(str(fields.get("level", "")).upper())
    return number is None or number >= logging.getLevelNamesMapping()[level.upper()]


def readable(fields: dict[str, Any]) -> str:
    """Return a line for a person: time, level and event, then the other fields; nothing in it moves a terminal."""
    time, level = _plain(fields.get("time", "")), _plain(fields.get("level", ""))
    event = f"\n{INDENT}".join(_plain(line) for line in str(fields.get("event", "")).split("\n"))
    others = [f"{_plain(name)}={_plain(value)}" for name, value in fields.items() if name not in OWN_FIELDS]
    return "  ".join(part for part in (f"{time[:19]:19} {level:8}".rstrip(), event, " ".join(others)) if part)


def _plain(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return "".join(one if one.isprintable() else repr(one)[1:-1] for one in text)


def _stat(file: IO[bytes]) -> os.stat_result:
    return os.fstat(file.fileno())
