"""The filters with a "does not say" group: profession and credential. Unknown is never no."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.search.files import IndexFiles
from index.search.request import SearchRequest
from index.search.value_sets import EMPTY_SET, ValueSets

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class FilterMasks:
    """For each chosen filter and each row: whether the row passes it, and whether nothing is said of it."""

    row_count: int
    passes: dict[str, Mask]
    unsaid: dict[str, Mask]

    @property
    def names(self) -> list[str]:
        """The filters that were chosen."""
        return list(self.passes)

    @property
    def all_hold(self) -> Mask:
        """Where every chosen filter passes."""
        return self._all_but("")

    def only_unsaid(self, name: str) -> Mask:
        """Where nothing is said of one filter's attribute while every other filter passes."""
        return self._all_but(name) & self.unsaid[name]

    def _all_but(self, name: str) -> Mask:
        held = np.ones(self.row_count, dtype=np.bool_)
        for other, passes in self.passes.items():
            if other != name:
                held &= passes
        return held


@dataclass(frozen=True, slots=True, eq=False)
class SetFilters:
    """The chosen filters: the value sets of each, and which sets pass."""

    chosen: dict[str, tuple[ValueSets, Mask]]

    @classmethod
    def of(cls, request: SearchRequest, files: IndexFiles) -> "SetFilters":
        """Return the filters that a request chooses."""
        asked = {
            "profession": (files.professions, request.professions),
            "credential": (files.credentials, request.credentials),
        }
        return cls({name: (sets, sets.holding(values)) for name, (sets, values) in asked.items() if values})

    def possible(self, rows: NDArray[np.int64]) -> Mask:
        """Return for each row whether every filter passes or finds nothing said."""
        held = np.ones(len(rows), dtype=np.bool_)
        for sets, passing in self.chosen.values():
            of_row = sets.of_row[rows]
            held &= passing[of_row] | (of_row == EMPTY_SET)
        return held

    def masks(self, rows: NDArray[np.int64]) -> FilterMasks:
        """Return the outcome of each filter for each row."""
        of_row = {name: sets.of_row[rows] for name, (sets, _) in self.chosen.items()}
        return FilterMasks(
            len(rows),
            {name: passing[of_row[name]] for name, (_, passing) in self.chosen.items()},
            {name: of_row[name] == EMPTY_SET for name in self.chosen},
        )
