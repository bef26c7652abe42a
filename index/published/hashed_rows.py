"""Hashed rows: by which documents of a generation have a key, in one file of fixed rows sorted by the key's hash.

Two keys may have one hash, so a reader compares the shown values of what it finds.
"""

from collections.abc import Callable, Iterable
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import numpy as np

from index.records import Provider


class Keyed(NamedTuple):
    """A key of a provider, and what its row holds next to the number of the document."""

    key: str
    values: tuple[int, ...] = ()


class HashedRowsWriter:
    """Gathers the rows of providers one by one, in the order of their documents, and writes them at its end.

    `fields` are the names and NumPy types of each row's values.
    """

    def __init__(
        self, file: Path, rows_of: Callable[[Provider], Iterable[Keyed]], fields: tuple[tuple[str, type], ...] = ()
    ) -> None:
        self._file = file
        self._rows_of = rows_of
        self._type = np.dtype([("key", np.uint64), ("number", np.uint32), *fields])
        self._rows: list[tuple[int, ...]] = []
        self._number = 0

    def write(self, provider: Provider) -> None:
        """Add one provider."""
        self._rows.extend((_hash(key), self._number, *values) for key, values in self._rows_of(provider))
        self._number += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if error is None:
            np.save(self._file, np.sort(np.array(self._rows, dtype=self._type)))


class HashedRows:
    """The rows of a generation, mapped; eight bytes a row are in memory."""

    def __init__(self, file: Path) -> None:
        self._rows = np.load(file, mmap_mode="r")
        self._keys = np.ascontiguousarray(self._rows["key"])

    def having(self, key: str, most: int) -> list[tuple[int, ...]]:
        """Return (document number, values…) of the rows that may have a key, ascending, `most` at most."""
        hashed = np.uint64(_hash(key))
        first, end = (int(np.searchsorted(self._keys, hashed, side)) for side in ("left", "right"))
        return [row[1:] for row in self._rows[first : min(end, first + most)].tolist()]


def _hash(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big")
