"""CURRENT, the small file that names the generation to serve and the SHA-256 of its manifest; and opening it.

If that generation is damaged, the newest older one that is whole is opened.
"""

import hashlib
import logging
import re
from dataclasses import dataclass
from pathlib import Path

from index.durable_files import replace_file
from index.file_modes import SHARED_FILE
from index.published import generation_folder, manifest
from index.published.manifest import ManifestError
from index.published.snapshot import OpenEngine, Snapshot
from index.records import StateRules
from index.search.engine import SearchEngine

_LINE = re.compile(r"(generation-\d{6,}) ([0-9a-f]{64})\n")


class PointerError(ValueError):
    """CURRENT is damaged: it names no generation, or its checksum does not match the manifest."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A generation's folder name and the SHA-256 of its manifest, which has the SHA-256 of every other file."""

    name: str
    manifest_sha256: str

    @property
    def number(self) -> int:
        """The generation's number."""
        return int(self.name.rpartition("-")[2])


def point_to(folder: Path, name: str) -> None:
    """Make a generation of the folder the current one, durably; also to return to an older one."""
    data = (folder / name / manifest.FILE).read_bytes()
    pointing = f"{name} {hashlib.sha256(data).hexdigest()}\n".encode()
    replace_file(folder / generation_folder.CURRENT, pointing, mode=SHARED_FILE)


def read_pointer(folder: Path) -> Pointer | None:
    """Return the pointer in CURRENT; None if nothing was published yet; raises PointerError."""
    try:
        text = (folder / generation_folder.CURRENT).read_bytes().decode("ascii", errors="replace")
    except FileNotFoundError:
        return None
    match = _LINE.fullmatch(text)
    if match is None:
        raise PointerError(f"{folder / generation_folder.CURRENT} is damaged; publish again: `pinpoint publish`")
    return Pointer(match[1], match[2])


def check_pointer(folder: Path, pointer: Pointer) -> None:
    """Compare the pointer's checksum with the manifest it names; raises PointerError."""
    current, path = folder / generation_folder.CURRENT, folder / pointer.name / manifest.FILE
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise PointerError(f"{current} names {path}, which cannot be read ({error.strerror})") from error
    if found != pointer.manifest_sha256:
        raise PointerError(f"{current} and {path} do not belong together; `pinpoint publish`")


_log = logging.getLogger(__name__)


class NothingPublishedError(LookupError):
    """No generation can be served."""


def column_engine(folder: Path, rules: StateRules) -> SearchEngine:
    """Open the search index of a generation with the serving engine."""
    from index.search.column_engine import ColumnEngine

    return ColumnEngine.open(folder, rules)


def open_current(folder: Path, open_engine: OpenEngine) -> tuple[Snapshot, tuple[str, ...]]:
    """Return the snapshot to serve, and the damage found; empty if the snapshot is the one that CURRENT names.

    Raises NothingPublishedError if there is none, or none is whole.
    """
    tried: Pointer | None = None
    while True:
        try:
            pointer = read_pointer(folder)
        except PointerError as error:
            return _open_older(folder, None, [str(error)], open_engine)
        if pointer is None:
            raise NothingPublishedError(f"nothing is published in {folder}; run `pinpoint publish`")
        try:
            check_pointer(folder, pointer)
            return Snapshot(folder / pointer.name, open_engine), ()
        except (PointerError, ManifestError) as error:
            # A publisher may have pruned this generation meanwhile; CURRENT then names another one.
            if pointer == tried:
                return _open_older(folder, pointer.number, [str(error)], open_engine)
            tried = pointer


def current_number(folder: Path) -> int | None:
    """Return the number of the generation in CURRENT; None if there is none or its checksum does not match."""
    try:
        pointer = read_pointer(folder)
        if pointer is not None:
            check_pointer(folder, pointer)
    except PointerError:
        return None
    return pointer.number if pointer else None


def _open_older(
    folder: Path, damaged: int | None, damage: list[str], open_engine: OpenEngine
) -> tuple[Snapshot, tuple[str, ...]]:
    for number in generation_folder.numbers_on(folder):
        if damaged is not None and number >= damaged:
            continue
        try:
            snapshot = Snapshot(folder / generation_folder.generation_name(number), open_engine)
        except ManifestError as error:
            damage.append(str(error))
            continue
        _log.error("%s; serving generation %d", "; ".join(damage), number)
        return snapshot, tuple(damage)
    raise NothingPublishedError("; ".join([*damage, "no older generation is whole; run `pinpoint publish`"]))
