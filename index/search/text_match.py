"""Text matching: the rows in given ranges that have the words and phrases of a text and none of its exclusions."""

from collections.abc import Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from index.search.latitude_bands import Ranges, expand
from index.search.postings import Postings, Rows
from index.search.text_query import MOST_JOINED, Term, TextQuery, joined_terms


class TextMatcher:
    """Finds words and phrases in the postings; both are cut to the wanted ranges before they are intersected."""

    def __init__(self, postings: Postings) -> None:
        self._postings = postings

    def rows(self, text: TextQuery, ranges: Ranges) -> NDArray[np.int64]:
        """Return the rows within the ranges that match the text, ascending."""
        wanted = [rows for stretch in text.stretches for rows in self._of_stretch(stretch, ranges)]
        wanted.sort(key=len)
        found = _cut(wanted[0], ranges) if wanted else expand(*ranges)
        for rows in wanted[1:]:
            found = found[_among(found, rows)]
        for term in text.excluded:
            found = found[~_among(found, self._of(term, ranges))]
        return found

    def _of_stretch(self, stretch: tuple[Term, ...], ranges: Ranges) -> list[Rows]:
        """Return sets of rows to intersect: one a term, or one for all if neighbors also occur as one word."""
        alone = [self._of(term, ranges) for term in stretch]
        joined = {
            (first, last): rows
            for first in range(len(stretch))
            for last in range(first + 2, min(first + MOST_JOINED, len(stretch)) + 1)
            if (term := joined_terms(stretch, first, last))
            and len(rows := self._as_one(term, stretch[first:last], ranges))
        }
        if not joined:
            return alone
        cut = [_cut(rows, ranges) for rows in alone]
        # matching[n] has the rows that match the first n terms, whichever of them are written as one word.
        matching = [expand(*ranges)]
        for last in range(1, len(stretch) + 1):
            ways = [_both(matching[-1], cut[last - 1])]
            ways += [_both(matching[first], rows) for (first, end), rows in joined.items() if end == last]
            matching.append(reduce(np.union1d, ways))
        return [matching[-1]]

    def _of(self, term: Term, ranges: Ranges) -> Rows:
        """Return the rows of one term; rows outside the ranges may be among them."""
        if term.is_literal:
            return self._side_by_side(term.words, ranges)
        if term.prefix:
            return self._postings.of_beginning(term.words[0])
        parts = self._postings.parts(term.joined) if term.joined else []
        if not term.is_phrase:
            number = self._postings.number(term.words[0])
            if number is None and term.forgives and not parts:
                return self._postings.of_neighbors(term.words[0])
            alone: Rows = self._postings.of(number) if number is not None else _NONE
        else:
            alone = self._side_by_side(term.words, ranges)
            number = self._postings.number(term.joined) if term.joined else None
            if number is not None:
                alone = np.union1d(alone, _cut(self._postings.of(number), ranges))
        as_written = tuple(map(self._postings.number, term.words))
        others = [each for each in parts if each != as_written]
        runs = [rows for each in others if len(rows := self._postings.positions.rows(each, ranges))]
        return reduce(np.union1d, runs, _cut(alone, ranges)) if runs else alone

    def _as_one(self, term: Term, written: Sequence[Term], ranges: Ranges) -> Rows:
        """Return the rows within the ranges that have neighbors as one word, or as words divided differently."""
        word = term.words[0]
        if term.prefix:
            return _cut(self._postings.of_beginning(word), ranges)
        number = self._postings.number(word)
        as_written = tuple(self._postings.number(one) for each in written for one in each.words)
        runs = [
            self._postings.positions.rows(parts, ranges) for parts in self._postings.parts(word) if parts != as_written
        ]
        return reduce(np.union1d, runs, _cut(self._postings.of(number), ranges) if number is not None else _NONE)

    def _side_by_side(self, words: Sequence[str], ranges: Ranges) -> NDArray[np.int64]:
        numbers = [number for word in words if (number := self._postings.number(word)) is not None]
        return self._postings.positions.rows(numbers, ranges) if len(numbers) == len(words) else _NONE


_NONE = np.zeros(0, dtype=np.int64)


def _cut(rows: Rows, ranges: Ranges) -> NDArray[np.int64]:
    """Return the part of sorted rows that lies in the ranges."""
    first, last = (np.searchsorted(rows, edges.astype(rows.dtype)) for edges in ranges)
    return rows[expand(first, last)].astype(np.int64)


def _both(found: NDArray[np.int64], rows: Rows) -> NDArray[np.int64]:
    return found[_among(found, rows)]


def _among(found: NDArray[np.int64], rows: Rows) -> NDArray[np.bool_]:
    """Return for each found row whether it is among the sorted rows."""
    if not len(rows):
        return np.zeros(len(found), dtype=np.bool_)
    places = np.searchsorted(rows, found.astype(rows.dtype))
    return np.asarray(rows[np.minimum(places, len(rows) - 1)] == found)
