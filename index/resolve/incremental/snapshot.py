"""The snapshot that a resolution leaves for the next: keys, links and counts of every listing, in one file.

It is only a cache: without it, or where it does not fit, all listings are compared again. The store has the name of the
file that matches its content, so a kill between the two writes leaves an older file to use or a newer one to remove.
"""

import hashlib
import json
import os
import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from importlib import metadata
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from index.resolve.blocking.indexes import KINDS, Indexes
from index.resolve.clusters.scored_links import Links
from index.resolve.compare.corpus import NameCounts
from index.resolve.compare.features import Key
from index.resolve.compare.key_index import KeyIndex, Mask, Numbers

INDEX = Path(__file__).parents[2]
COMPARED_WITH = ("resolve", "normalize", "vocabulary", "records")
"""Rooms whose code and word lists decide how listings compare."""
SUFFIXES = frozenset({".py", ".csv", ".yml", ".txt"})
LIBRARIES = ("anyascii", "nicknames", "rapidfuzz", "tldextract")


def code_version(registers: Iterable[str]) -> str:
    """Return a hash of the comparing code, its libraries' versions, and the names of the NPI registers.

    A snapshot of another version is useless: its points and keys are not comparable.
    """
    digest = hashlib.sha256("\n".join([*sorted(registers), *map(metadata.version, LIBRARIES)]).encode())
    for folder in COMPARED_WITH:
        for file in sorted(path for path in (INDEX / folder).rglob("*") if path.is_file() and path.suffix in SUFFIXES):
            digest.update(file.relative_to(INDEX).as_posix().encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The listings by number; some are gone since the last whole resolution."""

    keys: list[Key]
    groups: Numbers
    """The cluster of each listing, -1 for one that is gone."""
    indexes: Indexes
    links: Links
    """By number, the listing with the lower key first."""
    counts: NameCounts
    """The counts of the last whole resolution."""
    changed: int
    """The number of listings that changed since the last whole resolution."""

    @property
    def alive(self) -> Mask:
        """Mask of the listings that are still there."""
        mask: Mask = self.groups >= 0
        return mask

    @property
    def listings(self) -> int:
        """The number of listings that are still there."""
        return int(np.count_nonzero(self.alive))

    @property
    def providers(self) -> int:
        """The number of practitioners and clinics among them."""
        return len(np.unique(self.groups[self.alive]))


def write(snapshot: Snapshot, folder: Path, version: str) -> str:
    """Write a snapshot durably and return the name of its file, which the store then records; raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{secrets.token_hex(8)}.npz"
    unfinished = folder / f"{name}.tmp"
    with unfinished.open("wb") as file:
        np.savez(file, **_arrays(snapshot, version))
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(folder / name)
    _sync(folder)
    return name


def read(folder: Path, name: str, version: str) -> Snapshot | None:
    """Return the snapshot in a file; None where it is missing, damaged or of another version."""
    try:
        with (folder / name).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return _snapshot_of(arrays) if str(arrays["version"]) == version else None
    except (OSError, EOFError, ValueError, KeyError, BadZipFile):
        return None


def sweep(folder: Path, name: str) -> None:
    """Remove every snapshot file but the one that the store names."""
    for file in folder.glob("*.npz*") if folder.is_dir() else ():
        if file.name != name:
            file.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _arrays(snapshot: Snapshot, version: str) -> dict[str, Any]:
    arrays: dict[str, Any] = {
        "version": np.array(version),
        "changed": np.array(snapshot.changed),
        "groups": snapshot.groups,
    }
    arrays |= {f"links/{field.name}": getattr(snapshot.links, field.name) for field in fields(Links)}
    for kind in KINDS:
        index: KeyIndex = getattr(snapshot.indexes, kind)
        arrays |= {f"{kind}/hashes": index.hashes, f"{kind}/numbers": index.numbers.astype(np.int32)}
    counts = snapshot.counts
    return arrays | {
        "columns": snapshot.indexes.columns,
        "keys": _text(snapshot.keys),
        "counts": _text([counts.listings, counts.coverage, counts.given, counts.family]),
    }


def _snapshot_of(arrays: Any) -> Snapshot:
    listings, coverage, given, family = _json(arrays["counts"])
    indexes = {kind: KeyIndex(arrays[f"{kind}/hashes"], arrays[f"{kind}/numbers"].astype(np.int64)) for kind in KINDS}
    return Snapshot(
        keys=[(source, source_id) for source, source_id in _json(arrays["keys"])],
        groups=arrays["groups"],
        indexes=Indexes(**indexes, columns=arrays["columns"]),
        links=Links(*(arrays[f"links/{field.name}"] for field in fields(Links))),
        counts=NameCounts(listings, Counter(given), Counter(family), coverage),
        changed=int(arrays["changed"]),
    )


def _text(value: object) -> Any:
    return np.frombuffer(json.dumps(value).encode(), np.uint8)


def _json(array: Any) -> Any:
    return json.loads(array.tobytes())
