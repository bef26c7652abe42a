"""Gathers the words of all rows, row by row, into postings and positions."""

from array import array
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from index.search.positions import Positions, pair_of
from index.search.postings import Postings
from index.search.typo import SlipTable
from index.search.words import MOST_FORMS, word_forms

_PART = 2**20
"""Words whose neighbors are gathered in one step."""
_HALF = np.uint64(32)
_LOW_HALF = np.uint64(2**32 - 1)


class WordGatherer:
    """Takes the texts of each row in row order; `postings` returns the result and can be called once."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._words = array("I")
        self._positions = array("I")
        self._row_starts = array("I")
        self._position = 0

    def add_row(self, values: Iterable[str]) -> None:
        """Add the next row with all its texts."""
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
        """Return the postings of all rows; frees the gathered words as it goes."""
        terms = sorted(self._numbers)
        row_starts = np.array([*self._row_starts, self._position], dtype=np.uint32)
        places = self._word_places(terms)
        pairs = _pairs(places)
        places.sort()
        words, positions = (places >> _HALF).astype(np.uint32), (places & _LOW_HALF).astype(np.uint32)
        del places
        rows = (np.searchsorted(row_starts, positions, side="right") - 1).astype(np.uint32)
        is_first = np.ones(len(words), dtype=np.bool_)
        is_first[1:] = (words[1:] != words[:-1]) | (rows[1:] != rows[:-1])
        return Postings(
            len(row_starts) - 1,
            terms,
            _starts(words[is_first], len(terms)),
            rows[is_first],
            SlipTable.of(terms),
            Positions(_starts(words, len(terms)), positions, row_starts, pairs),
        )

    def _word_places(self, terms: list[str]) -> NDArray[np.uint64]:
        """Return (number in the sorted terms, position) of each word as one number, by position."""
        number = np.empty(len(terms), dtype=np.uint64)
        number[[self._numbers[term] for term in terms]] = np.arange(len(terms), dtype=np.uint64)
        places = number[np.frombuffer(self._words, dtype=np.uint32)]
        places <<= _HALF
        places |= np.frombuffer(self._positions, dtype=np.uint32)
        self._words, self._positions = array("I"), array("I")
        self._numbers.clear()
        return places


def _pairs(places: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return every two words at neighboring positions, once, ascending."""
    found = [np.zeros(0, dtype=np.uint64)]
    for first in range(0, len(places), _PART):
        part = places[first : first + _PART + 2 * MOST_FORMS]
        words, positions = part >> _HALF, part & _LOW_HALF
        for apart in range(1, 2 * MOST_FORMS):
            neighbors = np.flatnonzero(positions[apart:] == positions[:-apart] + np.uint64(1))
            found.append(np.unique(pair_of(words[neighbors], words[neighbors + apart])))
    return np.unique(np.concatenate(found))


def _starts(numbers: NDArray[np.uint32], count: int) -> NDArray[np.int64]:
    """Return the index at which each number's entries begin in the ascending numbers, and the end of the last."""
    return np.concatenate([[0], np.cumsum(np.bincount(numbers, minlength=count))]).astype(np.int64)
