"""Suppression keys of a generation's providers, by which a removal takes effect in generations built before it."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np

KEYS = "suppression.keys.npy"
NUMBERS = "suppression.numbers.npy"


def write_keys(folder: Path, pairs: Iterable[tuple[int, int]]) -> None:
    """Write (63-bit key, document number) pairs, sorted by key."""
    table = np.array(sorted(set(pairs)), dtype=np.int64).reshape(-1, 2)
    np.save(folder / KEYS, np.ascontiguousarray(table[:, 0]))
    np.save(folder / NUMBERS, np.ascontiguousarray(table[:, 1].astype(np.int32)))


class SuppressionKeys:
    """The pairs of a generation, looked up by key."""

    def __init__(self, folder: Path) -> None:
        self._keys = np.load(folder / KEYS, mmap_mode="r")
        self._numbers = np.load(folder / NUMBERS, mmap_mode="r")

    def numbers(self, keys: Iterable[int]) -> set[int]:
        """Return the numbers of all documents that have one of these keys."""
        sought = np.array(sorted(keys), dtype=np.int64)
        starts = np.searchsorted(self._keys, sought, side="left")
        ends = np.searchsorted(self._keys, sought, side="right")
        return {int(number) for start, end in zip(starts, ends, strict=True) for number in self._numbers[start:end]}
