"""The best location: which of a provider's rows within the circle represents it in the results.

The first of its sections decides (listed, then no word, then says no), then the distance, then the answer in table
order, then the order of its practices. Most providers have one row and need no work.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index.records.sections import Section
from index.search.columns import Columns
from index.search.page import Found
from index.search.search_circle import CLOSE, SearchCircle


@dataclass(frozen=True, slots=True, eq=False)
class Represented:
    """One row for each provider, and the sections of all its rows as a set of bits (1 << section)."""

    found: Found
    sections: NDArray[np.int64]

    def having(self, *wanted: Section) -> NDArray[np.bool_]:
        """Return for each provider whether any of its rows is in one of the sections."""
        return np.asarray((self.sections & _bits(wanted)) != 0)


@cache
def _bits(wanted: tuple[Section, ...]) -> int:
    return sum(1 << section for section in wanted)


def represent(found: Found, columns: Columns, disk: SearchCircle) -> Represented:
    """Return the row that represents each provider of the found rows."""
    shared = columns.shared[found.rows]
    if not shared.any():
        return Represented(found, _bit(found))
    alone, several = found.take(~shared), found.take(shared)
    chosen, sections = _fold(several, columns, disk)
    return Represented(
        Found(
            np.concatenate([alone.rows, chosen.rows]),
            np.concatenate([alone.chord, chosen.chord]),
            np.concatenate([alone.section, chosen.section]),
            np.concatenate([alone.answer, chosen.answer]),
        ),
        np.concatenate([_bit(alone), sections]),
    )


def count_providers(rows: NDArray[np.int64], columns: Columns) -> int:
    """Return how many providers the rows belong to."""
    shared = columns.shared[rows]
    return int(np.count_nonzero(~shared)) + len(np.unique(columns.provider[rows[shared]]))


def _bit(found: Found) -> NDArray[np.int64]:
    return np.left_shift(1, found.section, dtype=np.int64)


def _fold(found: Found, columns: Columns, disk: SearchCircle) -> tuple[Found, NDArray[np.int64]]:
    provider = columns.provider[found.rows]
    order = np.lexsort((columns.practice[found.rows], found.answer, found.chord, found.section, provider))
    found, provider = found.take(order), provider[order]
    begins = np.concatenate([[True], provider[1:] != provider[:-1]])
    firsts = np.flatnonzero(begins)
    sections = np.bitwise_or.reduceat(_bit(found), firsts)
    rivals = _rivals(found, columns, firsts[np.cumsum(begins) - 1])
    if rivals.any():
        firsts = np.array([_nearest(first, rivals, found, columns, disk) for first in firsts.tolist()], dtype=np.int64)
    return found.take(firsts), sections


def _rivals(found: Found, columns: Columns, first: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which rows differ so little in distance from their provider's first that chords cannot decide."""
    rows, first_rows = found.rows, found.rows[first]
    elsewhere = (columns.latitude[rows] != columns.latitude[first_rows]) | (
        columns.longitude[rows] != columns.longitude[first_rows]
    )
    same_section = found.section == found.section[first]
    return np.asarray(same_section & elsewhere & (found.chord - found.chord[first] < CLOSE))


def _nearest(first: int, rivals: NDArray[np.bool_], found: Found, columns: Columns, disk: SearchCircle) -> int:
    """Return the index of the nearest among the first row of a provider and its rivals, by exact miles."""
    provider = columns.provider[found.rows[first]]
    places = [first]
    for place in range(first + 1, len(found)):
        if columns.provider[found.rows[place]] != provider:
            break
        if rivals[place]:
            places.append(place)
    return min(
        places,
        key=lambda place: (
            disk.miles(columns, int(found.rows[place])),
            int(found.answer[place]),
            int(columns.practice[found.rows[place]]),
        ),
    )
