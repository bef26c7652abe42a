"""Writing so that a power cut leaves the old bytes or the new ones, and never half of either.

The order (file, rename, folder) is the one that survived every simulated power cut; see docs/publishing.md.
"""

import os
from pathlib import Path

from index.faults import fault_point


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    _sync(folder, os.O_RDONLY | os.O_DIRECTORY)


def sync_tree(folder: Path) -> None:
    """Make every file below a folder durable, then every folder, the innermost first."""
    for parent, _, names in os.walk(folder, topdown=False):
        for name in names:
            _sync(Path(parent, name), os.O_RDONLY)
        sync_folder(Path(parent))


def replace_file(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Put `content` in the place of a file at once: write aside, sync, rename, sync the folder."""
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
    """Return where `replace_file` writes first; a killed process may leave it behind."""
    return path.with_name(f"{path.name}.tmp")


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
