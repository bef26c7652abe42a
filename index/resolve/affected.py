"""Whom a change touches beside itself: those whose points rest on how many hold a name or have a phone."""

from collections.abc import Iterator

import numpy as np

from index.resolve.indexes import Indexes
from index.resolve.key_index import KeyIndex, Mask, Numbers
from index.resolve.links import FEW_SURNAMES
from index.resolve.pairs import LARGEST_BLOCK

SEVERAL = 2  # holders of a name; more of them count as so many


def affected(old: Indexes, new: Indexes, dirty: Mask) -> Mask:
    """Return the unchanged listings whose links are to be found anew, beside those of a mask that changed.

    What counts is whether nobody, one or several hold a name, whether few or many surnames have a phone, and whether a
    block is small enough to be compared.
    """
    mask = np.zeros(len(dirty), np.bool_)
    changed = np.zeros(len(dirty), np.bool_)
    for was, now in ((old.holders, new.holders), (old.holders_in, new.holders_in)):
        for key, numbers in _touched(was, now, dirty):
            ones, others = _values(was, key, old.npis), _values(now, key, new.npis)
            if ones != others and min(len(ones), len(others)) < SEVERAL:
                changed[numbers] = True
    for names in (old.names.where(changed), new.names.where(changed)):
        for key in np.unique(names.hashes).tolist():
            mask[new.names.having(key)] = True
    for key, _ in _touched(old.phones, new.phones, dirty):
        before, after = (len(_values(index.phones, key, index.families)) <= FEW_SURNAMES for index in (old, new))
        if before != after:
            mask[new.phones.having(key)] = True
    for key in _outgrown(old.blocks, new.blocks, dirty):
        mask[new.blocks.having(key)] = True
    return mask & ~dirty


def _touched(old: KeyIndex, new: KeyIndex, dirty: Mask) -> Iterator[tuple[int, Numbers]]:
    """Yield each key that changed listings have or had, with these."""
    keys = [index.where(dirty) for index in (old, new)]
    both = KeyIndex.of(np.concatenate([one.hashes for one in keys]), np.concatenate([one.numbers for one in keys]))
    for key in np.unique(both.hashes).tolist():
        yield key, both.having(key)


def _values(index: KeyIndex, key: int, values: Numbers) -> set[int]:
    return set(values[index.having(key)].tolist())


def _outgrown(old: KeyIndex, new: KeyIndex, dirty: Mask) -> list[int]:
    """Return the blocks that became too large to be compared, or small enough."""
    keys = np.unique(np.concatenate([index.where(dirty).hashes for index in (old, new)]))
    outgrown: list[int] = keys[(old.sizes(keys) > LARGEST_BLOCK) != (new.sizes(keys) > LARGEST_BLOCK)].tolist()
    return outgrown
