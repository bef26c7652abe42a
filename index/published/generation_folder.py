"""The folder of generations: names and numbers, the publisher's lock, pruning, and removal of leftovers."""

import re
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.durable_files import aside_of, sync_folder
from index.faults import fault_point
from index.file_modes import make_shared_folder
from index.locks import FileLock, LockHeldError
from index.published.manifest import FILE as MANIFEST

CURRENT = "CURRENT"
LOCK = "publish.lock"

_GENERATION = re.compile(r"generation-(\d{6,})")
_BUILDING = re.compile(r"building-(\d{6,})")


class PublisherBusyError(RuntimeError):
    """Another process is publishing into the same folder."""


def generation_name(number: int) -> str:
    """Return the folder name of a generation, such as "generation-000012"."""
    return f"generation-{number:06d}"


def number_of(name: str) -> int | None:
    """Return the number in a generation's folder name; None for other names."""
    match = _GENERATION.fullmatch(name)
    return int(match[1]) if match else None


def building_name(number: int) -> str:
    """Return the folder name under which a generation is built."""
    return f"building-{number:06d}"


def numbers_on(folder: Path) -> list[int]:
    """Return the numbers of the generations in a folder, the newest first."""
    if not folder.is_dir():
        return []
    numbers = (number_of(path.name) for path in folder.iterdir() if path.is_dir())
    return sorted((number for number in numbers if number is not None), reverse=True)


@contextmanager
def only_publisher(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; the system frees it when this process dies. Raises PublisherBusyError."""
    make_shared_folder(folder)
    try:
        lock = FileLock(folder / LOCK)
    except LockHeldError as error:
        raise PublisherBusyError(
            f"another process is publishing into {folder}; wait until it is done and publish again"
        ) from error
    with lock:
        yield


def sweep(folder: Path, current: int | None, published: Collection[int] = ()) -> list[str]:
    """Remove what killed publishers left, and return the names.

    Only for the holder of the lock: nobody else builds then, so every building folder is a leftover. So is a
    generation newer than the current one, unless it was `published`, before a rollback: its publisher died before
    making it current.
    """
    leftovers = [path for path in folder.iterdir() if _BUILDING.fullmatch(path.name) and path.is_dir()]
    if current is not None:
        newer = [number for number in numbers_on(folder) if number > current and number not in published]
        leftovers += [folder / generation_name(number) for number in newer]
    for path in leftovers:
        shutil.rmtree(path)
    aside = aside_of(folder / CURRENT)
    if aside.exists():
        aside.unlink()
        leftovers.append(aside)
    return sorted(path.name for path in leftovers)


def _remove(generation: Path) -> None:
    # The manifest goes first: without it, the rest that a killed removal leaves is not taken for a generation.
    (generation / MANIFEST).unlink(missing_ok=True)
    fault_point("publish:removing")
    shutil.rmtree(generation)


def prune(folder: Path, keep: int, current: int | None = None) -> list[int]:
    """Remove all but the `keep` newest generations and the current one, the oldest first; return their numbers."""
    removed = sorted(number for number in numbers_on(folder)[keep:] if number != current)
    for number in removed:
        _remove(folder / generation_name(number))
    if removed:
        sync_folder(folder)
    return removed
