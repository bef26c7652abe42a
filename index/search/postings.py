"""Postings: the words of all rows, each with the rows that have it, in mapped arrays."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.search.positions import Positions
from index.search.text_query import MOST_JOINED
from index.search.typo import SlipTable

Rows = NDArray[np.uint32] | NDArray[np.int64]

_AFTER_ALL = "\x7f"
"""Sorts after every letter and digit of words, which are ASCII."""
_SORTS_FASTER = 16
"""Sorting is faster while the index has more than this many times as many rows; otherwise marking is."""


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Sorted terms; the rows of term `t` are rows[starts[t]:starts[t + 1]], ascending."""

    row_count: int
    terms: list[str]
    starts: NDArray[np.int64]
    rows: NDArray[np.uint32]
    slips: SlipTable
    positions: Positions

    def number(self, word: str) -> int | None:
        """Return the number of a word; None if no row has it."""
        place = bisect_left(self.terms, word)
        return place if place < len(self.terms) and self.terms[place] == word else None

    def of(self, number: int) -> NDArray[np.uint32]:
        """Return the sorted rows that have a word, by its number."""
        return self.rows[self.starts[number] : self.starts[number + 1]]

    def of_beginning(self, beginning: str) -> Rows:
        """Return the sorted rows that have a word with this beginning."""
        first, last = bisect_left(self.terms, beginning), bisect_left(self.terms, beginning + _AFTER_ALL)
        return (
            self.of(first) if last - first == 1 else self._distinct(self.rows[self.starts[first] : self.starts[last]])
        )

    def of_neighbors(self, word: str) -> Rows:
        """Return the sorted rows that have a word at most one slip away."""
        found = [self.of(number) for number in self.slips.neighbors(word, self.terms)]
        return found[0] if len(found) == 1 else self._distinct(np.concatenate([np.zeros(0, dtype=np.uint32), *found]))

    def parts(self, word: str) -> list[tuple[int, ...]]:
        """Return all ways to write a word as 2 or 3 known words that follow one another in some row, as numbers."""
        return [parts for parts in self._parts(word, 0, MOST_JOINED, {}) if self.positions.follow(parts)]

    def _parts(
        self, word: str, start: int, most: int, ends: dict[int, list[tuple[int, int]]]
    ) -> Iterator[tuple[int, ...]]:
        if start not in ends:
            ends[start] = list(self._beginnings(word, start))
        for end, number in ends[start]:
            if end == len(word):
                if start > 0:
                    yield (number,)
            elif most > 1:
                yield from ((number, *rest) for rest in self._parts(word, end, most - 1, ends))

    def _beginnings(self, word: str, start: int) -> Iterator[tuple[int, int]]:
        """Yield (end, number) of each known word that word[start:] begins with, the shortest first."""
        first, last = 0, len(self.terms)
        for end in range(start + 1, len(word) + 1):
            piece = word[start:end]
            first = bisect_left(self.terms, piece, first, last)
            last = bisect_left(self.terms, piece + _AFTER_ALL, first, last)
            if first == last:
                return
            if self.terms[first] == piece:
                yield end, first

    def _distinct(self, rows: NDArray[np.uint32]) -> Rows:
        """Return rows sorted, each once: few are sorted, many are marked."""
        if len(rows) * _SORTS_FASTER < self.row_count:
            return np.unique(rows)
        held = np.zeros(self.row_count, dtype=np.bool_)
        held[rows] = True
        return np.flatnonzero(held)

    def save(self, directory: Path) -> None:
        """Write the postings into a directory."""
        (directory / "terms.txt").write_text("\n".join(self.terms), encoding="ascii")
        np.save(directory / "terms.starts.npy", self.starts)
        np.save(directory / "terms.rows.npy", self.rows)
        self.slips.save(directory)
        self.positions.save(directory)

    @classmethod
    def open(cls, directory: Path, row_count: int) -> "Postings":
        """Open the files of `save`; the terms are read, everything else is mapped."""
        terms = (directory / "terms.txt").read_text(encoding="ascii").split()
        starts, rows = (np.load(directory / f"terms.{name}.npy", mmap_mode="r") for name in ("starts", "rows"))
        slips, positions = SlipTable.open(directory), Positions.open(directory)
        return cls(row_count, terms, np.asarray(starts), np.asarray(rows), slips, positions)
