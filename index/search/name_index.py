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

Ranks = NDArray[np.uint32]


@dataclass(frozen=True, slots=True, eq=False)
class NameIndex:
    """Sorted terms; the names with term `t` are ranks[starts[t]:starts[t + 1]], ascending."""

    terms: list[str]
    starts: NDArray[np.int64]
    ranks: NDArray[np.uint32]
    lengths: NDArray[np.uint8]
    """The number of different words in each name."""

    def begun(self, words: Sequence[str]) -> Ranks:
        """Return the names in which each of the words begins a word; in no order, some of them repeated."""
        return self._in_all([self._terms_from(word) for word in dict.fromkeys(words)])

    def whole(self, words: Sequence[str]) -> Ranks:
        """Return the names that have all of the words and as many different ones: they are typed in full."""
        different = list(dict.fromkeys(words))
        found = self._in_all([self._term(word) for word in different])
        in_full: Ranks = found[self.lengths[found] == min(len(different), _LONGEST)]
        return in_full

    def _term(self, word: str) -> slice:
        place = bisect_left(self.terms, word)
        return slice(place, place + (place < len(self.terms) and self.terms[place] == word))

    def _terms_from(self, beginning: str) -> slice:
        return slice(bisect_left(self.terms, beginning), bisect_left(self.terms, beginning + _AFTER_ALL))

    def _in_all(self, terms: Sequence[slice]) -> Ranks:
        """Return the names that have one of each of these stretches of terms; most texts have an empty one."""
        parts = sorted((self.ranks[self.starts[part.start] : self.starts[part.stop]] for part in terms), key=len)
        found = parts[0]
        for part in parts[1:]:
            if not len(found):
                break
            has = np.zeros(len(self.lengths), dtype=np.bool_)
            has[part] = True
            found = found[has[found]]
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
