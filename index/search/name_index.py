"""The words of providers' names, for names that are still being typed: each word with the providers that have it.

Providers are numbered by the order of (folded name, id), so that what is found is in that order without sorting.
In mapped files: 4 bytes for each word of a name, 1 for each provider; the distinct words are in memory.
"""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.search.rows import Row
from index.search.words import word_forms

_TERMS = "names.terms.txt"
_ARRAYS = ("starts", "ranks", "lengths")
_AFTER_ALL = "\x7f"
"""Sorts after every letter and digit of words, which are ASCII."""
_LONGEST = 255
"""Different words of one name that are counted; `lengths` has one byte for each name."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class NameIndex:
    """Sorted terms; the names with term `t` are ranks[starts[t]:starts[t + 1]], ascending."""

    terms: list[str]
    starts: NDArray[np.int64]
    ranks: NDArray[np.uint32]
    lengths: NDArray[np.uint8]
    """The number of different words in each name."""

    def begun(self, words: Sequence[str]) -> Mask:
        """Return for each name whether each of the words is the beginning of a word in it."""
        found = self._with(*self._terms_from(words[0]))
        for word in words[1:]:
            found &= self._with(*self._terms_from(word))
        return found

    def whole(self, words: Sequence[str]) -> Mask:
        """Return for each name whether it has all of the words and as many different ones: it is typed in full."""
        different = list(dict.fromkeys(words))
        found: Mask = self.lengths == min(len(different), _LONGEST)
        for word in different:
            place = bisect_left(self.terms, word)
            is_known = place < len(self.terms) and self.terms[place] == word
            found &= self._with(place, place + is_known)
        return found

    def _terms_from(self, beginning: str) -> tuple[int, int]:
        return bisect_left(self.terms, beginning), bisect_left(self.terms, beginning + _AFTER_ALL)

    def _with(self, first: int, last: int) -> Mask:
        found = np.zeros(len(self.lengths), dtype=np.bool_)
        found[self.ranks[self.starts[first] : self.starts[last]]] = True
        return found

    def save(self, directory: Path) -> None:
        """Write the index into a directory."""
        (directory / _TERMS).write_text("\n".join(self.terms), encoding="ascii")
        for name in _ARRAYS:
            np.save(directory / f"names.{name}.npy", getattr(self, name))

    @classmethod
    def open(cls, directory: Path) -> "NameIndex | None":
        """Open the files of `save`, mapped but for the terms; None where an older program wrote none."""
        if not (directory / _TERMS).exists():
            return None
        terms = (directory / _TERMS).read_text(encoding="ascii").split()
        return cls(terms, *(np.asarray(np.load(directory / f"names.{name}.npy", mmap_mode="r")) for name in _ARRAYS))


def gather_names(rows: Sequence[Row]) -> NameIndex:
    """Return the index of the names in rows; nicknames and former names are not in it."""
    providers = {row.name_rank: row.provider for row in rows}
    lengths = np.zeros(max(providers, default=-1) + 1, dtype=np.uint8)
    ranks_of: dict[str, array[int]] = {}
    for rank, provider in sorted(providers.items()):
        forms = word_forms(provider.name)
        lengths[rank] = min(len({own[0] for own in forms}), _LONGEST)
        for form in {form for own in forms for form in own}:
            ranks_of.setdefault(form, array("I")).append(rank)
    terms = sorted(ranks_of)
    counts = [0, *(len(ranks_of[term]) for term in terms)]
    ranks = np.concatenate([np.zeros(0, dtype=np.uint32), *(np.asarray(ranks_of[term], np.uint32) for term in terms)])
    return NameIndex(terms, np.cumsum(counts, dtype=np.int64), ranks, lengths)
