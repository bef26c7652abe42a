"""Blocking keys of listings, and the pairs that share one, found from hashes of the keys."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from index.resolve.compare.features import Features
from index.resolve.compare.key_index import KeyIndex, Mask, Numbers

LARGEST_BLOCK = 220  # listings; a larger block has a very common name, and its pairs share other keys
AT_ONCE = 1_000_000  # pairs per array


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs as `left * listings + right`, sorted, each once; and the number of blocks too large to compare."""

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

    Keys are compared by hash: a collision only adds a pair to compare.
    """
    positions = blocks.numbers
    starts, sizes = _blocks(blocks)
    found: list[Numbers] = []
    for size in np.unique(sizes[(sizes > 1) & (sizes <= LARGEST_BLOCK)]).tolist():
        found += _pairs_of_size(positions, starts[sizes == size], size, listings, hopeless)
    codes = np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)
    return Pairs(listings, codes, int((sizes > LARGEST_BLOCK).sum()))


def oversized(blocks: KeyIndex) -> int:
    """Return the number of blocks that are too large to compare."""
    return int((_blocks(blocks)[1] > LARGEST_BLOCK).sum())


def _blocks(blocks: KeyIndex) -> tuple[Numbers, Numbers]:
    """Return the start of each block, and its number of listings."""
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
        possible = ~hopeless(left, right)
        yield np.unique(left[possible] * listings + right[possible])


def keys_of(features: Features) -> Iterator[tuple[str, ...]]:
    """Yield the blocking keys of a listing."""
    if features.alone:
        return
    if features.npi:
        yield "npi", features.npi
    yield from _person_keys(features) if features.person else _clinic_keys(features)


def _person_keys(features: Features) -> Iterator[tuple[str, ...]]:
    name = features.name
    initial, family = name.given[:1], name.family
    for part in name.families:
        yield from (("family", part, initial, state) for state in features.states)
        yield from (("family at", part, contact) for contact in features.phones)
    for given in name.full_givens:
        yield from (("name", given, part) for part in name.families)
        yield from (("given in zip", given, code) for code in features.zips)
        yield from (("given on phone", given, phone) for phone in features.phones)
    yield from (("street", street, initial) for street in features.streets)
    if features.domain:
        yield "site", features.domain, name.given[:2]
        yield "site family", features.domain, family[:3]
    yield from (("workplace", place, initial) for place in features.workplaces)
    yield from (("town", town, name.given[:3], family[:2], family[-2:]) for town in features.towns)


def _clinic_keys(features: Features) -> Iterator[tuple[str, ...]]:
    name = features.organization
    yield from (("clinic on phone", name, phone) for phone in features.phones)
    yield from (("clinic street", name, street) for street in features.streets)
