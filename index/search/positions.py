"""Positions of words: they count on from row to row, with a gap after each value, so no phrase spans two values.

A row's positions are one range, so a word's positions are cut to the wanted rows before they are compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.search.latitude_bands import Ranges, expand

_NUMBER_BITS = np.uint64(32)


def pair_of(first: NDArray[np.uint64], second: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return pairs of term numbers as one number each, ordered by the first."""
    return np.asarray((first << _NUMBER_BITS) | second)


@dataclass(frozen=True, slots=True, eq=False)
class Positions:
    """The positions of term `t` are positions[starts[t]:starts[t + 1]], ascending."""

    starts: NDArray[np.int64]
    positions: NDArray[np.uint32]
    row_starts: NDArray[np.uint32]
    """The first position of each row, and the end of the last one."""
    pairs: NDArray[np.uint64]
    """Every two terms that follow one another in some row, ascending; see `pair_of`."""

    def follow(self, terms: Sequence[int]) -> bool:
        """Return whether each term is followed by the next one in some row, not necessarily the same row."""
        wanted = pair_of(np.array(terms[:-1], dtype=np.uint64), np.array(terms[1:], dtype=np.uint64))
        found = np.searchsorted(self.pairs, wanted)
        return bool(np.all(self.pairs[np.minimum(found, len(self.pairs) - 1)] == wanted)) if len(self.pairs) else False

    def rows(self, terms: Sequence[int], ranges: Ranges) -> NDArray[np.int64]:
        """Return the sorted rows within the ranges that have the terms side by side, in this order, in one value."""
        if len(terms) > 1 and not self.follow(terms):
            return np.zeros(0, dtype=np.int64)
        rarest, others = self._rarest_first(terms)
        first, last = (self.row_starts[edges] for edges in ranges)
        own = self._of(terms[rarest])
        begins = own[expand(np.searchsorted(own, first), np.searchsorted(own, last))].astype(np.int64) - rarest
        for place in others:
            if not len(begins):
                break
            begins = self._followed(begins, place, terms)
        found = np.searchsorted(self.row_starts, begins.astype(np.uint32), side="right").astype(np.int64) - 1
        return found[np.concatenate([[True], found[1:] != found[:-1]])] if len(found) else found

    def _of(self, term: int) -> NDArray[np.uint32]:
        return self.positions[self.starts[term] : self.starts[term + 1]]

    def _rarest_first(self, terms: Sequence[int]) -> tuple[int, list[int]]:
        places = sorted(
            range(len(terms)), key=lambda place: int(self.starts[terms[place] + 1] - self.starts[terms[place]])
        )
        return places[0], places[1:]

    def _followed(self, begins: NDArray[np.int64], place: int, terms: Sequence[int]) -> NDArray[np.int64]:
        """Return the start positions for which the phrase's term number `place` is where it must be."""
        own = self._of(terms[place])
        wanted = (begins + place).astype(np.uint32)
        found = np.searchsorted(own, wanted)
        return np.asarray(begins[own[np.minimum(found, len(own) - 1)] == wanted])

    def save(self, directory: Path) -> None:
        """Write each array as `positions.{name}.npy`."""
        for array in fields(self):
            np.save(directory / f"positions.{array.name}.npy", getattr(self, array.name))

    @classmethod
    def open(cls, directory: Path) -> "Positions":
        """Open the files of `save`, mapped, not read."""
        names = (array.name for array in fields(cls))
        return cls(*(np.asarray(np.load(directory / f"positions.{name}.npy", mmap_mode="r")) for name in names))
