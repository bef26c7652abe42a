"""Durable files: a power cut leaves the old bytes or the new ones, never a part of either.

The order (file, rename, folder) is the one that survived every simulated power cut; see docs/publishing.md.

Small JSON files are sealed with the SHA-256 of their content. A file that another process replaces is checked at most
once a second.
"""

import hashlib
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

from index.faults import fault_point


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    _sync(folder, os.O_RDONLY | os.O_DIRECTORY)


def sync_tree(folder: Path) -> None:
    """Make every file below a folder durable, and every folder after its files, the innermost first."""
    for parent, _, names in os.walk(folder, topdown=False):
        for name in names:
            _sync(Path(parent, name), os.O_RDONLY)
        sync_folder(Path(parent))


def replace_file(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Replace a file's content atomically and durably: write aside, sync, rename, sync the folder."""
    aside = aside_of(path)
    try:
        with aside.open("wb") as file:
            file.write(content)
            os.fchmod(file.fileno(), mode)
            file.flush()
            os.fsync(file.fileno())
        fault_point(f"replace:{path.name}")
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def aside_of(path: Path) -> Path:
    """Return the path that `replace_file` writes first; a killed process may leave it behind."""
    return path.with_name(f"{path.name}.tmp")


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class SealError(ValueError):
    """The bytes are not what `seal` wrote: damaged, cut short or edited by hand."""


def seal(content: dict[str, object]) -> bytes:
    """Return the content as one line of JSON with its SHA-256."""
    text = _spell(content)
    return f'{{"content":{text},"sha256":"{_digest(text)}"}}\n'.encode()


def unseal(data: bytes) -> dict[str, object]:
    """Return the content; raises SealError when one bit differs from what `seal` wrote."""
    try:
        content = json.loads(data)["content"]
    except (ValueError, KeyError, TypeError) as error:
        raise SealError(f"cannot be read: {error}") from error
    if not isinstance(content, dict) or seal(content) != data:
        raise SealError("does not match its checksum")
    return content


def _spell(content: dict[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


LOOK_EVERY = 1.0
"""Seconds. A removal must take effect at once; one stat call a second costs nothing."""

_Stamp = tuple[int, int, int] | None


class WatchedFile:
    """Detects that a file was replaced, by inode, time of change and size."""

    def __init__(self, path: Path, *, every: float = LOOK_EVERY, clock: Callable[[], float] = time.monotonic) -> None:
        self._path = path
        self._every = every
        self._clock = clock
        self._looked = float("-inf")
        self._stamp: _Stamp | tuple[()] = ()

    def changed(self) -> bool:
        """Return whether the file changed since the last call; true at first, false within `every` seconds."""
        now = self._clock()
        if now - self._looked < self._every:
            return False
        self._looked = now
        stamp = self._look()
        changed = stamp != self._stamp
        self._stamp = stamp
        return changed

    def _look(self) -> _Stamp:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size
