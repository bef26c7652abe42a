"""Index from keys to listings: two arrays, sorted by the key's hash. A million listings have 15 million keys."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]


def hash_of(key: Iterable[str]) -> int:
    """Return a signed 64-bit hash of a key, the same in every process; keys that collide count as one."""
    return int.from_bytes(blake2b("\x1f".join(key).encode(), digest_size=8).digest(), "little", signed=True)


@dataclass(frozen=True, slots=True)
class KeyIndex:
    """Hashes of keys in ascending order, each with the number of a listing in the same position."""

    hashes: Numbers
    numbers: Numbers

    @classmethod
    def of(cls, hashes: "array[int] | Numbers", numbers: "array[int] | Numbers") -> "KeyIndex":
        """Return the index of hashes and listings, given in any order; the numbers of one hash ascend."""
        by = np.asarray(hashes, np.int64), np.asarray(numbers, np.int64)
        order = np.lexsort((by[1], by[0]))
        return cls(by[0][order], by[1][order])

    def __len__(self) -> int:
        return len(self.hashes)

    def having(self, hashed: int) -> Numbers:
        """Return the listings that have a key, by its hash."""
        at = self.hashes.data
        start = bisect_left(at, hashed)
        return self.numbers[start : bisect_right(at, hashed, lo=start)]

    def once(self) -> "KeyIndex":
        """Return the index without repetitions."""
        new = np.ones(len(self.hashes), np.bool_)
        new[1:] = (self.hashes[1:] != self.hashes[:-1]) | (self.numbers[1:] != self.numbers[:-1])
        return KeyIndex(self.hashes[new], self.numbers[new])

    def where(self, mask: Mask) -> "KeyIndex":
        """Return the index of the listings in a mask over numbers."""
        chosen = mask[self.numbers]
        return KeyIndex(self.hashes[chosen], self.numbers[chosen])

    def replaced(self, gone: Mask, more: "KeyIndex") -> "KeyIndex":
        """Return the index without the listings of a mask, and with others."""
        stays = self.where(~gone)
        at = np.searchsorted(stays.hashes, more.hashes)
        return KeyIndex(np.insert(stays.hashes, at, more.hashes), np.insert(stays.numbers, at, more.numbers))

    def valued(self, values: Numbers) -> "KeyIndex":
        """Return an index from keys to values, `values` by listing number, each once."""
        return KeyIndex.of(self.hashes, values[self.numbers]).once()

    def sizes(self, hashes: Numbers) -> Numbers:
        """Return the number of listings that have each key."""
        end = np.searchsorted(self.hashes, hashes, "right")
        return np.asarray(end - np.searchsorted(self.hashes, hashes), np.int64)

    def of_any(self, hashes: Numbers) -> Numbers:
        """Return the listings of each key in turn, as one array."""
        return self._of_ranges(np.searchsorted(self.hashes, hashes), self.sizes(hashes))

    def pairs_with(self, keys: "KeyIndex", largest: int) -> tuple[Numbers, Numbers]:
        """Return pairs (left from `keys`, right from here) that share a key, skipping keys with more than `largest`."""
        start, size = np.searchsorted(self.hashes, keys.hashes), self.sizes(keys.hashes)
        fits = size <= largest
        return np.repeat(keys.numbers[fits], size[fits]), self._of_ranges(start[fits], size[fits])

    def _of_ranges(self, start: Numbers, size: Numbers) -> Numbers:
        within = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
        found: Numbers = self.numbers[np.repeat(start, size) + within]
        return found
