"""What a resolution keeps for the next: keys, links and counts of every listing, in one file beside the store.

It is no record: without it, or where it does not fit, everything is compared again. The store names the file that
belongs to what it holds, so that a kill between the two leaves an older file to be used or a newer one to be swept.
"""

import json
import os
import secrets
from collections import Counter
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from index.resolve.blocking.indexes import KINDS, Indexes
from index.resolve.clusters.scored_links import Links
from index.resolve.compare.corpus import NameCounts
from index.resolve.compare.key_index import KeyIndex, Mask, Numbers
from index.resolve.compare.traits import Key


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Listings by number, of which some are gone since the last whole resolution."""

    keys: list[Key]
    groups: Numbers
    """Who stands together: a number for each cluster, -1 for a listing that is gone."""
    indexes: Indexes
    links: Links
    """By number, the listing with the lower key first."""
    counts: NameCounts
    """As the last whole resolution found them."""
    changed: int
    """How many listings changed since the last whole resolution."""

    @property
    def alive(self) -> Mask:
        """Which listings are still there."""
        mask: Mask = self.groups >= 0
        return mask

    @property
    def listings(self) -> int:
        """How many are still there."""
        return int(np.count_nonzero(self.alive))

    @property
    def providers(self) -> int:
        """How many practitioners and clinics they are."""
        return len(np.unique(self.groups[self.alive]))


def write(kept: Snapshot, folder: Path, version: str) -> str:
    """Write what is kept durably and return the name of the file; the store names it next."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{secrets.token_hex(8)}.npz"
    unfinished = folder / f"{name}.tmp"
    with unfinished.open("wb") as file:
        np.savez(file, **_arrays(kept, version))
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(folder / name)
    _sync(folder)
    return name


def read(folder: Path, name: str, version: str) -> Snapshot | None:
    """Return what a file keeps; None where it is not there, is damaged or was written by another version."""
    try:
        with (folder / name).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return _kept(arrays) if str(arrays["version"]) == version else None
    except (OSError, EOFError, ValueError, KeyError, BadZipFile):
        return None


def sweep(folder: Path, name: str) -> None:
    """Remove every file but the one that the store names."""
    for file in folder.glob("*.npz*") if folder.is_dir() else ():
        if file.name != name:
            file.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _arrays(kept: Snapshot, version: str) -> dict[str, Any]:
    arrays: dict[str, Any] = {"version": np.array(version), "changed": np.array(kept.changed), "groups": kept.groups}
    arrays |= {f"links/{field.name}": getattr(kept.links, field.name) for field in fields(Links)}
    for kind in KINDS:
        index: KeyIndex = getattr(kept.indexes, kind)
        arrays |= {f"{kind}/hashes": index.hashes, f"{kind}/numbers": index.numbers.astype(np.int32)}
    counts = kept.counts
    return arrays | {
        "columns": kept.indexes.columns,
        "keys": _text(kept.keys),
        "counts": _text([counts.listings, counts.coverage, counts.given, counts.family]),
    }


def _kept(arrays: Any) -> Snapshot:
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
