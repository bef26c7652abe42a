"""Pairs of listings that share a blocking key, found without holding the keys."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from index.resolve.key_index import KeyIndex, Mask, Numbers

LARGEST_BLOCK = 220  # listings; larger blocks hold a town's commonest name, and their pairs meet under other keys
AT_ONCE = 1_000_000  # pairs that are made together


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


def candidate_pairs(blocks: KeyIndex, listings: int, hopeless: Callable[[Numbers, Numbers], Mask]) -> Pairs:
    """Return the pairs of positions that share a key, lower first, without those that are `hopeless`.

    Keys are held as their hashes: two that collide only add a pair to compare.
    """
    positions = blocks.numbers
    starts, sizes = _blocks(blocks)
    found: list[Numbers] = []
    for size in np.unique(sizes[(sizes > 1) & (sizes <= LARGEST_BLOCK)]).tolist():
        found += _pairs_of_size(positions, starts[sizes == size], size, listings, hopeless)
    codes = np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)
    return Pairs(listings, codes, int((sizes > LARGEST_BLOCK).sum()))


def oversized(blocks: KeyIndex) -> int:
    """Return how many blocks are too large to compare within."""
    return int((_blocks(blocks)[1] > LARGEST_BLOCK).sum())


def _blocks(blocks: KeyIndex) -> tuple[Numbers, Numbers]:
    """Return where each block starts, and how many listings are in it."""
    hashes = blocks.hashes
    starts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1]))[: len(hashes)])
    return starts, np.diff(np.concatenate((starts, [len(hashes)])))


def _pairs_of_size(
    positions: Numbers, starts: Numbers, size: int, listings: int, hopeless: Callable[[Numbers, Numbers], Mask]
) -> Iterator[Numbers]:
    first, second = np.triu_indices(size, 1)
    at_once = max(1, AT_ONCE // len(first))
    for at in range(0, len(starts), at_once):
        blocks = positions[starts[at : at + at_once, None] + np.arange(size)]
        left, right = blocks[:, first].ravel(), blocks[:, second].ravel()
        kept = ~hopeless(left, right)
        yield np.unique(left[kept] * listings + right[kept])
