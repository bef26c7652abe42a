"""Pairs of listings that share a blocking key, found without holding the keys."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.resolve.keys import keys_of
from index.resolve.traits import Traits

LARGEST_BLOCK = 220  # listings; larger blocks hold a town's commonest name, and their pairs meet under other keys
AT_ONCE = 2_000_000  # pairs that are made together

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs as `left * listings + right`, sorted, each once; and how many blocks were too large to compare."""

    listings: int
    codes: Numbers
    oversized: int

    def __len__(self) -> int:
        return len(self.codes)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        for start in range(0, len(self.codes), AT_ONCE):
            left, right = np.divmod(self.codes[start : start + AT_ONCE], max(1, self.listings))
            yield from zip(left.tolist(), right.tolist(), strict=True)


def candidate_pairs(
    listings: Sequence[Traits], wanted: Callable[[Numbers, Numbers], NDArray[np.bool_]] | None = None
) -> Pairs:
    """Return the pairs of positions that share a key, lower first; `wanted` may thin out (left, right) positions.

    Keys are held as their hashes: two that collide only add a pair to compare.
    """
    hashes, positions = _keys(listings)
    order = np.lexsort((positions, hashes))
    hashes, positions = hashes[order], positions[order]
    starts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1]))) if len(hashes) else np.zeros(0, int)
    sizes = np.diff(np.concatenate((starts, [len(hashes)])))
    found: list[Numbers] = []
    for size in np.unique(sizes[(sizes > 1) & (sizes <= LARGEST_BLOCK)]).tolist():
        found += _pairs_of_size(positions, starts[sizes == size], size, len(listings), wanted)
    codes = np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)
    return Pairs(len(listings), codes, int((sizes > LARGEST_BLOCK).sum()))


def _keys(listings: Sequence[Traits]) -> tuple[Numbers, Numbers]:
    hashes, positions = array("q"), array("q")
    for position, traits in enumerate(listings):
        own = {hash(key) for key in keys_of(traits)}
        hashes.extend(own)
        positions.extend([position] * len(own))
    return np.array(hashes, np.int64), np.array(positions, np.int64)


def _pairs_of_size(
    positions: Numbers,
    starts: Numbers,
    size: int,
    listings: int,
    wanted: Callable[[Numbers, Numbers], NDArray[np.bool_]] | None,
) -> Iterator[Numbers]:
    first, second = np.triu_indices(size, 1)
    at_once = max(1, AT_ONCE // len(first))
    for at in range(0, len(starts), at_once):
        blocks = positions[starts[at : at + at_once, None] + np.arange(size)]
        left, right = blocks[:, first].ravel(), blocks[:, second].ravel()
        if wanted is not None:
            kept = wanted(left, right)
            left, right = left[kept], right[kept]
        yield np.unique(left * listings + right)
