"""Found rows as arrays, and a page of them: nearest first, then answer in table order, folded name, id."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.places.distance import miles_between
from index.search.columns import Columns
from index.search.search_circle import CLOSE, SearchCircle


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Found rows by number; `chord` on the unit sphere; `answer` as an index into the table order."""

    rows: NDArray[np.int64]
    chord: NDArray[np.float64]
    section: NDArray[np.uint8]
    answer: NDArray[np.uint8]

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.rows)

    def take(self, which: NDArray[np.int64] | NDArray[np.bool_]) -> "Found":
        """Return the rows at these indexes, or where this mask is true."""
        return Found(self.rows[which], self.chord[which], self.section[which], self.answer[which])


Page = tuple[NDArray[np.int64], list[float]]
"""Indexes into the found rows, and the miles of each."""


def page_of(found: Found, columns: Columns, disk: SearchCircle, offset: int, limit: int) -> Page:
    """Return one page of found rows, each of which represents one provider."""
    end = min(offset + limit, len(found))
    if offset >= end:
        return np.zeros(0, dtype=np.int64), []
    places = _first_places(found, end)
    some = found.take(places)
    order = np.lexsort((columns.name_rank[some.rows], some.answer, some.chord))
    places = places[order]
    for first, last in _doubtful_runs(found.take(places), columns):
        places[first:last] = _by_miles(places[first:last], found, columns, disk)
    places = places[offset:end]
    rows = found.rows[places]
    points = list(zip(columns.latitude[rows].tolist(), columns.longitude[rows].tolist(), strict=True))
    # many rows share the middle of a ZIP code
    miles = {point: miles_between(disk.latitude, disk.longitude, *point) for point in set(points)}
    return places, [miles[point] for point in points]


def _first_places(found: Found, end: int) -> NDArray[np.int64]:
    """Return indexes of the first `end` rows of the order, with as few others as ties allow."""
    if end >= len(found):
        return np.arange(len(found))
    farthest = np.partition(found.chord, end - 1)[end - 1]
    return np.flatnonzero(found.chord <= farthest + CLOSE)


def _doubtful_runs(found: Found, columns: Columns) -> Iterator[tuple[int, int]]:
    """Yield (first, last) of runs of sorted rows at different points whose chords are too close to order."""
    close = np.diff(found.chord) < CLOSE
    latitude, longitude = columns.latitude[found.rows], columns.longitude[found.rows]
    doubtful = close & ((np.diff(latitude) != 0) | (np.diff(longitude) != 0))
    if not doubtful.any():
        return
    edges = np.concatenate([[0], np.flatnonzero(~close) + 1, [len(found)]])
    for first, last in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        if doubtful[first : last - 1].any():
            yield first, last


def _by_miles(places: NDArray[np.int64], found: Found, columns: Columns, disk: SearchCircle) -> list[int]:
    return sorted(
        places.tolist(),
        key=lambda place: (
            disk.miles(columns, int(found.rows[place])),
            int(found.answer[place]),
            int(columns.name_rank[found.rows[place]]),
        ),
    )
