"""Text over rows: the rows of a request's disk that also hold its words, phrases and none of its exclusions."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.search.bands import Ranges, expand
from index.search.postings import Postings, Rows
from index.search.text_query import Term, TextQuery

PhraseRows = Callable[[Sequence[str]], NDArray[np.int64]]


class TextMatcher:
    """Answers words from the exported postings, and phrases, which need positions, from the text index."""

    def __init__(self, postings: Postings, phrase_rows: PhraseRows) -> None:
        self._postings = postings
        self._phrase_rows = phrase_rows

    def rows(self, text: TextQuery, ranges: Ranges) -> NDArray[np.int64]:
        """Return the rows within the ranges that match the text, ascending."""
        wanted = sorted((self._of(term) for term in text.terms if not term.exclude), key=len)
        found = _cut(wanted[0], ranges) if wanted else expand(*ranges)
        for rows in wanted[1:]:
            found = found[_among(found, rows)]
        for term in text.terms:
            if term.exclude:
                found = found[~_among(found, self._of(term))]
        return found

    def _of(self, term: Term) -> Rows:
        if not term.is_phrase:
            return self._postings.of_words(term)
        if not self._postings.knows(term.words):
            return np.zeros(0, dtype=np.int64)
        return self._phrase_rows(term.words)


def _cut(rows: Rows, ranges: Ranges) -> NDArray[np.int64]:
    """Return the part of sorted rows that lies in the ranges."""
    first, last = (np.searchsorted(rows, edges.astype(rows.dtype)) for edges in ranges)
    return rows[expand(first, last)].astype(np.int64)


def _among(found: NDArray[np.int64], rows: Rows) -> NDArray[np.bool_]:
    """Return for each found row whether it is among the sorted rows."""
    if not len(rows):
        return np.zeros(len(found), dtype=np.bool_)
    places = np.searchsorted(rows, found.astype(rows.dtype))
    return np.asarray(rows[np.minimum(places, len(rows) - 1)] == found)
