"""Gathers the words of all rows, one row after the other, into postings and positions."""

from array import array
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from index.search.positions import Positions, pair_of
from index.search.postings import Postings
from index.search.typo import SlipTable
from index.search.words import MOST_FORMS, word_forms

_PART = 2**20
"""Words whose neighbors are gathered at once."""


class WordGatherer:
    """Takes the values of each row in row order; `postings` returns what came of them, once."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._words = array("I")
        self._positions = array("I")
        self._row_starts = array("I")
        self._position = 0

    def add_row(self, values: Iterable[str]) -> None:
        """Add the next row by all its text values."""
        self._row_starts.append(self._position)
        numbers, words, positions = self._numbers, self._words, self._positions
        position = self._position
        for value in values:
            for forms in word_forms(value):
                for form in forms:
                    words.append(numbers.setdefault(form, len(numbers)))
                    positions.append(position)
                position += 1
            position += 1
        self._position = position

    def postings(self) -> Postings:
        """Return the postings of all rows."""
        terms = sorted(self._numbers)
        row_count = len(self._row_starts)
        row_starts = np.array([*self._row_starts, self._position], dtype=np.uint32)
        place = np.empty(len(terms), dtype=np.uint32)
        place[[self._numbers[term] for term in terms]] = np.arange(len(terms), dtype=np.uint32)
        words = place[np.frombuffer(self._words, dtype=np.uint32)]
        pairs = _pairs(words, np.frombuffer(self._positions, dtype=np.uint32))
        order = np.argsort(words, kind="stable")
        words = words[order]
        positions = np.frombuffer(self._positions, dtype=np.uint32)
        rows = _rows_of(positions, row_starts)[order]
        positions = positions[order]
        is_first = np.ones(len(words), dtype=np.bool_)
        is_first[1:] = (words[1:] != words[:-1]) | (rows[1:] != rows[:-1])
        return Postings(
            row_count,
            terms,
            _starts(words[is_first], len(terms)),
            rows[is_first],
            SlipTable.of(terms),
            Positions(_starts(words, len(terms)), positions, row_starts, pairs),
        )


def _pairs(words: NDArray[np.uint32], positions: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Return each two words that are at neighboring positions, once, ascending; the positions ascend."""
    found = [np.zeros(0, dtype=np.uint64)]
    for first in range(0, len(words), _PART):
        part = slice(first, first + _PART + 2 * MOST_FORMS)
        numbers, places = words[part].astype(np.uint64), positions[part]
        for apart in range(1, 2 * MOST_FORMS):
            neighbors = np.flatnonzero(places[apart:] == places[:-apart] + 1)
            found.append(np.unique(pair_of(numbers[neighbors], numbers[neighbors + apart])))
    return np.unique(np.concatenate(found))


def _rows_of(positions: NDArray[np.uint32], row_starts: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return the row of each position; the positions ascend."""
    counts = np.diff(np.searchsorted(positions, row_starts))
    return np.repeat(np.arange(len(counts), dtype=np.uint32), counts)


def _starts(numbers: NDArray[np.uint32], count: int) -> NDArray[np.int64]:
    """Return where the entries of each number begin in the ascending numbers, and their end."""
    return np.concatenate([[0], np.cumsum(np.bincount(numbers, minlength=count))]).astype(np.int64)
