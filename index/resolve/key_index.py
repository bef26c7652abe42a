"""Which listings have which key: two arrays, sorted by the key's hash. A million listings have 15 million keys."""

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
    """Return 63 bits and a sign of a key, the same in every process; two keys that collide are taken for one."""
    return int.from_bytes(blake2b("\x1f".join(key).encode(), digest_size=8).digest(), "little", signed=True)


@dataclass(frozen=True, slots=True)
class KeyIndex:
    """Hashes in ascending order, and the number of a listing beside each; numbers of one hash ascend too."""

    hashes: Numbers
    numbers: Numbers

    @classmethod
    def of(cls, hashes: "array[int] | Numbers", numbers: "array[int] | Numbers") -> "KeyIndex":
        """Return the index of hashes with the listings that have them, both in any order."""
        by = np.asarray(hashes, np.int64), np.asarray(numbers, np.int64)
        order = np.lexsort((by[1], by[0]))
        return cls(by[0][order], by[1][order])

    def __len__(self) -> int:
        return len(self.hashes)

    def having(self, hashed: int) -> Numbers:
        """Return the listings that have a key."""
        at = self.hashes.data
        start = bisect_left(at, hashed)
        return self.numbers[start : bisect_right(at, hashed, lo=start)]

    def once(self) -> "KeyIndex":
        """Return the index without repetitions."""
        new = np.ones(len(self.hashes), np.bool_)
        new[1:] = (self.hashes[1:] != self.hashes[:-1]) | (self.numbers[1:] != self.numbers[:-1])
        return KeyIndex(self.hashes[new], self.numbers[new])
