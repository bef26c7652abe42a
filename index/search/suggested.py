"""Names while they are typed: who is in a list from the first letters on, everybody else by the whole name."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index.records.sections import Section
from index.search.cohorts import CohortTable
from index.search.engine import Hidden
from index.search.files import IndexFiles
from index.search.name_index import Ranks
from index.search.request import NameHit, typed_name_words

NO_ROW = -1
_REPEATED = 8
"""Sorting starts with so many times the names that are wanted: a name is repeated for each of its words."""


@dataclass(frozen=True, slots=True, eq=False)
class RowOfName:
    """The row to show for each name, by its rank, on one day under one mask; NO_ROW for whoever is not shown.

    8 bytes for each provider, computed again when the overlay changes and at midnight.
    """

    hidden: Hidden | None
    today: date
    listed: NDArray[np.int32]
    shown: NDArray[np.int32]

    @classmethod
    def of(cls, files: IndexFiles, section: NDArray[np.uint8], hidden: Hidden | None, today: date) -> "RowOfName":
        """Return the rows of all names; `section`: the section of each row on that day."""
        shown = np.ones(len(section), dtype=np.bool_) if hidden is None else hidden.row_is_shown
        return cls(hidden, today, _first_rows(files, shown & (section == Section.LISTED)), _first_rows(files, shown))


def _first_rows(files: IndexFiles, wanted: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Return the wanted row of the first practice of each name."""
    practice, rank = files.columns.practice, files.columns.name_rank
    found = np.full(len(files.provider_ids), NO_ROW, dtype=np.int32)
    for number in range(int(practice.max(initial=0)), -1, -1):
        rows = np.flatnonzero(wanted & (practice == number))
        found[rank[rows]] = rows
    return found


def _first(ranks: Ranks, row_of: NDArray[np.int32], limit: int) -> list[int]:
    """Return the first `limit` names, by rank, that have a row; some of the ranks may be repeated."""
    shown = ranks[row_of[ranks] != NO_ROW]
    few = _REPEATED * limit
    near = np.unique(np.partition(shown, few)[:few] if len(shown) > few else shown)
    first: list[int] = (near if len(near) >= limit else np.unique(shown))[:limit].tolist()
    return first


class NameSuggester:
    """Finds names that are being typed in one index. Many threads may share it."""

    def __init__(self, files: IndexFiles, table: CohortTable) -> None:
        self._files = files
        self._table = table
        self._rows: RowOfName | None = None

    def suggested(self, text: str, today: date, limit: int, hidden: Hidden | None) -> tuple[NameHit, ...]:
        """Return at most `limit` providers as SearchEngine.suggested does."""
        names, words = self._files.names, typed_name_words(text)
        if names is None or not words:
            return ()
        rows = self._rows_of(today, hidden)
        whole = _first(names.whole(words), rows.shown, limit)
        begun = _first(names.begun(words), rows.listed, limit + len(whole))
        ranks = np.array(list(dict.fromkeys([*whole, *begun]))[:limit], dtype=np.int64)
        return self._hits(np.where(rows.listed[ranks] == NO_ROW, rows.shown[ranks], rows.listed[ranks]), today)

    def _rows_of(self, today: date, hidden: Hidden | None) -> RowOfName:
        rows = self._rows  # one read: another thread may replace it
        if rows is None or rows.hidden is not hidden or rows.today != today:
            rows = RowOfName.of(self._files, self._sections(today), hidden, today)
            self._rows = rows
        return rows

    def _sections(self, today: date) -> NDArray[np.uint8]:
        sections: NDArray[np.uint8] = self._table.sections_on(today)[self._files.cohorts.of_row]
        return sections

    def _hits(self, rows: NDArray[np.int32], today: date) -> tuple[NameHit, ...]:
        columns, sections = self._files.columns, self._table.sections_on(today)
        found = zip(
            self._files.provider_ids[columns.provider[rows]].tolist(),
            columns.practice[rows].tolist(),
            sections[self._files.cohorts.of_row[rows]].tolist(),
            strict=True,
        )
        return tuple(NameHit(provider_id=one, practice=at, section=Section(section)) for one, at, section in found)
