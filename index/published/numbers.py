"""NPIs and license numbers of a generation's providers, by which the listed find themselves.

One file of fixed rows, sorted by the hash of a key. The reader then compares the shown values, not the hashes: a hidden
number finds nobody.
"""

from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from index.records import Provider
from index.records.identifiers import license_digits

FILE = "numbers.npy"
MOST = 200
"""Most providers read for one key: boards of many states number from 1 on."""
_ROW = np.dtype([("key", np.uint64), ("number", np.uint32)])


class NumbersWriter:
    """Gathers the numbers of providers one by one, in the order of their documents."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows: list[tuple[int, int]] = []
        self._number = 0

    def write(self, provider: Provider) -> None:
        """Add one provider."""
        self._rows.extend((_hash(key), self._number) for key in keys_of(provider))
        self._number += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if error is None:
            np.save(self._folder / FILE, np.sort(np.array(self._rows, dtype=_ROW)))


class Numbers:
    """The rows of a generation, mapped."""

    def __init__(self, folder: Path) -> None:
        self._rows = np.load(folder / FILE, mmap_mode="r")

    def holders(self, key: str) -> Iterator[int]:
        """Yield the numbers of documents that may have a key, `MOST` at most, ascending."""
        hashed = np.uint64(_hash(key))
        first, end = (int(np.searchsorted(self._rows["key"], hashed, side)) for side in ("left", "right"))
        yield from self._rows["number"][first : min(end, first + MOST)].tolist()


def npi_key(npi: str) -> str:
    """Return the key of a valid NPI."""
    return f"npi|{npi}"


def license_number_key(number: str) -> str:
    """Return the key of a license number in any spelling, of any state; "" for a text that is none."""
    digits = license_digits(number)
    return f"license|{digits}" if digits else ""


def keys_of(provider: Provider) -> frozenset[str]:
    """Return the keys of the numbers that a provider shows: its NPI, its licenses, and those that a register has."""
    licenses = [*provider.licenses, *(check.license for check in provider.checks if check.license)]
    held = {license_number_key(one.number) for one in licenses}
    return frozenset(held | ({npi_key(provider.npi)} if provider.npi else set())) - {""}


def _hash(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big")
