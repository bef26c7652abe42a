"""The words of all rows with the rows that hold them, exported from the text index into mapped arrays."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.search.text_query import Term
from index.search.typo import SlipTable

Rows = NDArray[np.uint32] | NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Sorted terms; the rows of term `t` are rows[starts[t]:starts[t + 1]], ascending."""

    row_count: int
    terms: list[str]
    starts: NDArray[np.int64]
    rows: NDArray[np.uint32]
    slips: SlipTable

    def of_words(self, term: Term) -> Rows:
        """Return the sorted rows of a term of one word: the word, its beginnings, or its neighbors by one slip."""
        word = term.words[0]
        place = bisect_left(self.terms, word)
        if term.prefix:
            end = bisect_left(self.terms, word + "\x7f")  # words are ASCII letters and digits
            return self._union(range(place, end))
        if place < len(self.terms) and self.terms[place] == word:
            return self._of(place)
        return self._union(self.slips.neighbors(word, self.terms) if term.forgives else ())

    def knows(self, words: Iterable[str]) -> bool:
        """Whether every word occurs in some row."""
        places = ((bisect_left(self.terms, word), word) for word in words)
        return all(place < len(self.terms) and self.terms[place] == word for place, word in places)

    def _of(self, place: int) -> NDArray[np.uint32]:
        return self.rows[self.starts[place] : self.starts[place + 1]]

    def _union(self, places: Iterable[int]) -> Rows:
        found = [self._of(place) for place in places]
        if len(found) == 1:
            return found[0]
        held = np.zeros(self.row_count, dtype=np.bool_)
        for rows in found:
            held[rows] = True
        return np.flatnonzero(held)

    def save(self, directory: Path) -> None:
        """Write the postings into a directory."""
        (directory / "terms.txt").write_text("\n".join(self.terms), encoding="ascii")
        np.save(directory / "terms.starts.npy", self.starts)
        np.save(directory / "terms.rows.npy", self.rows)
        self.slips.save(directory)

    @classmethod
    def open(cls, directory: Path, row_count: int) -> "Postings":
        """Open what `save` wrote; the terms are read, all else is mapped."""
        terms = (directory / "terms.txt").read_text(encoding="ascii").split()
        starts, rows = (np.load(directory / f"terms.{name}.npy", mmap_mode="r") for name in ("starts", "rows"))
        return cls(row_count, terms, np.asarray(starts), np.asarray(rows), SlipTable.open(directory))


def gather_postings(row_count: int, fields: Iterable[Iterable[tuple[str, NDArray[np.uint32]]]]) -> Postings:
    """Return the postings of several text fields in one: a row holds a word if any of its fields does."""
    found: dict[str, list[NDArray[np.uint32]]] = defaultdict(list)
    for field in fields:
        for term, rows in field:
            found[term].append(rows)
    terms = sorted(found)
    merged = [_merged(found[term]) for term in terms]
    starts = np.concatenate([[0], np.cumsum([len(rows) for rows in merged])]).astype(np.int64)
    flat = np.concatenate([np.zeros(0, dtype=np.uint32), *merged])
    return Postings(row_count, terms, starts, flat, SlipTable.of(terms))


def _merged(several: list[NDArray[np.uint32]]) -> NDArray[np.uint32]:
    return several[0] if len(several) == 1 else np.unique(np.concatenate(several))
