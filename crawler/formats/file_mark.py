"""How far a file was read, kept in the ledger with what was staged, so that a killed run is taken up from there."""

import json
from collections import deque
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from crawler.archive.resume import runs_taken_up
from index.store import Store
from index.store.runs import runs as ledger
from index.store.runs import staging
from index.store.runs.runs import RunRow

SKIPPED_AT_ONCE = 4 * 1024 * 1024  # bytes; a file in a zip has no way but through it


@dataclass(slots=True)
class FileMark:
    """A place in one file: the next byte and the number of its line. `size` and `changed` tell it from another file."""

    path: str
    size: int
    changed: int
    """When the file was last written, in nanoseconds."""
    position: int = 0
    line: int = 2
    waiting: deque[tuple[str, int, int]] = field(default_factory=deque)
    """Listings that were told and are not staged yet, with the place after each."""

    @classmethod
    def of(cls, path: Path) -> "FileMark":
        """Return the mark at the beginning of a file."""
        stat = path.stat()
        return cls(path=str(path.resolve()), size=stat.st_size, changed=stat.st_mtime_ns)

    @classmethod
    def from_ledger(cls, text: str) -> "FileMark":
        """Return the mark that `after` wrote."""
        return cls(**json.loads(text))

    def is_of(self, path: Path) -> bool:
        """Whether this is a place in that file, and the file is as it was."""
        here = FileMark.of(path)
        return (self.path, self.size, self.changed) == (here.path, here.size, here.changed)

    def goto(self, stream: BinaryIO, header: int) -> tuple[int, int]:
        """Move a stream that stands after its header to the mark; return the byte and the line there."""
        position = max(self.position, header)
        left = position - header
        while left > 0 and (skipped := len(stream.read(min(left, SKIPPED_AT_ONCE)))):
            left -= skipped
        return position, self.line

    def passed(self, source_id: str, position: int, line: int) -> None:
        """Remember the place after a listing that is told now."""
        self.waiting.append((source_id, position, line))

    def after(self, source_id: str) -> str:
        """Return the place after a listing that is staged, and forget those before it."""
        while self.waiting:
            told, self.position, self.line = self.waiting.popleft()
            if told == source_id:
                break
        kept: dict[str, Any] = {name: value for name, value in asdict(self).items() if name != "waiting"}
        return json.dumps(kept)


def share_read(text: str) -> float:
    """Return which share of its file a run has read, from the mark in the ledger."""
    mark = FileMark.from_ledger(text)
    return min(1.0, mark.position / mark.size) if mark.size else 1.0


def taken_up(store: Store, run: RunRow) -> FileMark | None:
    """Give a run what a killed one of the same file has staged, and return where that one came to; None: nothing."""
    with store.write() as connection:
        for before in runs_taken_up(connection, run):
            text = ledger.file_mark(connection, before.id)
            if not text:
                continue
            mark = FileMark.from_ledger(text)
            path = Path(mark.path)
            if path.exists() and mark.is_of(path):
                staging.take_over(connection, before.id, run.id)
                ledger.mark_file(connection, run.id, text)
                return mark
    return None
