"""File mark: how far a run has read its file, stored in the ledger, so that the next run continues after a kill."""

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

SKIPPED_AT_ONCE = 4 * 1024 * 1024  # bytes; a file in a zip cannot be sought, only read through


@dataclass(slots=True)
class FileMark:
    """A place in one file: the next byte and the number of its line. `size` and `changed` show if the file changed."""

    path: str
    size: int
    changed: int
    """The modification time of the file, in nanoseconds."""
    position: int = 0
    line: int = 2
    waiting: deque[tuple[str, int, int]] = field(default_factory=deque)
    """Listings not staged yet: source id, and the byte and line after each."""

    @classmethod
    def of(cls, path: Path) -> "FileMark":
        """Return a mark at the beginning of a file."""
        stat = path.stat()
        return cls(path=str(path.resolve()), size=stat.st_size, changed=stat.st_mtime_ns)

    @classmethod
    def from_ledger(cls, text: str) -> "FileMark":
        """Return the mark that `after` wrote."""
        return cls(**json.loads(text))

    def is_of(self, path: Path) -> bool:
        """Return whether this is a place in that file, and the file has not changed."""
        here = FileMark.of(path)
        return (self.path, self.size, self.changed) == (here.path, here.size, here.changed)

    def goto(self, stream: BinaryIO, header: int) -> tuple[int, int]:
        """Move a stream from the end of its header (byte `header`) to the mark; return the byte and line there."""
        position = max(self.position, header)
        left = position - header
        while left > 0 and (skipped := len(stream.read(min(left, SKIPPED_AT_ONCE)))):
            left -= skipped
        return position, self.line

    def passed(self, source_id: str, position: int, line: int) -> None:
        """Note the byte and line after a listing that the spider yields now."""
        self.waiting.append((source_id, position, line))

    def after(self, source_id: str) -> str:
        """Move the mark to the place after a staged listing, and return it in JSON, for the ledger."""
        while self.waiting:
            passed, self.position, self.line = self.waiting.popleft()
            if passed == source_id:
                break
        stored: dict[str, Any] = {name: value for name, value in asdict(self).items() if name != "waiting"}
        return json.dumps(stored)


def share_read(text: str) -> float:
    """Return the share of its file that a run has read, from 0 to 1, by its mark in the ledger."""
    mark = FileMark.from_ledger(text)
    return min(1.0, mark.position / mark.size) if mark.size else 1.0


def taken_up(store: Store, run: RunRow) -> FileMark | None:
    """Give a run the staged rows of a killed run of the same file, and return that run's mark; None without one."""
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
