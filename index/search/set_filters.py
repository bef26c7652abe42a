"""The chosen facets and the day of reading as filters of rows. Where sources are silent on one, unknown is never no."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.search.facets import FILTERS, READ
from index.search.files import IndexFiles
from index.search.request import SearchRequest
from index.search.value_sets import EMPTY_SET, ValueSets

Mask = NDArray[np.bool_]
Passes = Callable[[NDArray[np.int64]], Mask]
"""For each row: does it pass?"""
Outcome = Callable[[NDArray[np.int64]], tuple[Mask, Mask]]
"""For each row: whether it passes, and whether no source states the attribute. Never both."""


@dataclass(frozen=True, slots=True, eq=False)
class FilterMasks:
    """For each chosen filter and each row: whether the row passes, and whether no source states the attribute."""

    row_count: int
    passes: dict[str, Mask]
    unsaid: dict[str, Mask]

    @property
    def names(self) -> list[str]:
        """The chosen filters."""
        return list(self.passes)

    @property
    def all_hold(self) -> Mask:
        """The rows that pass every chosen filter."""
        return self._all_but("")

    def only_unsaid(self, name: str) -> Mask:
        """The rows for which no source states one filter's attribute, and that pass every other filter."""
        return self._all_but(name) & self.unsaid[name]

    def _all_but(self, name: str) -> Mask:
        held = np.ones(self.row_count, dtype=np.bool_)
        for other, passes in self.passes.items():
            if other != name:
                held &= passes
        return held


@dataclass(frozen=True, slots=True, eq=False)
class SetFilters:
    """The chosen filters. `strict`: on what every row has; `chosen`: by name, those with a "does not say" group."""

    strict: list[Passes]
    chosen: dict[str, Outcome]

    @property
    def any(self) -> bool:
        """Return whether any filter is chosen."""
        return bool(self.strict or self.chosen)

    @classmethod
    def of(cls, request: SearchRequest, files: IndexFiles) -> "SetFilters":
        """Return the filters of a request."""
        strict: list[Passes] = []
        chosen: dict[str, Outcome] = {}
        for facet in FILTERS:
            wanted, sets = request.wanted(facet), files.sets[facet.name]
            if wanted and facet.stated_in:
                chosen[facet.name] = _or_unsaid(sets, wanted, files.sets[facet.stated_in])
            elif wanted:
                strict.append(_in_sets(sets, wanted))
        if request.read_since is not None:
            chosen[READ] = _read_since(files.columns.read_on, request.read_since.toordinal())
        return cls(strict, chosen)

    def possible(self, rows: NDArray[np.int64]) -> Mask:
        """Return for each row whether, for every filter, it passes or no source states the attribute."""
        held = np.ones(len(rows), dtype=np.bool_)
        for passing in self.strict:
            held &= passing(rows)
        for outcome in self.chosen.values():
            passes, unsaid = outcome(rows)
            held &= passes | unsaid
        return held

    def masks(self, rows: NDArray[np.int64]) -> FilterMasks:
        """Return the outcome of each filter with a "does not say" group for each row."""
        outcomes = {name: outcome(rows) for name, outcome in self.chosen.items()}
        return FilterMasks(
            len(rows),
            {name: passes for name, (passes, _) in outcomes.items()},
            {name: unsaid for name, (_, unsaid) in outcomes.items()},
        )


def _in_sets(sets: ValueSets, wanted: tuple[str, ...]) -> Passes:
    passing = sets.holding(wanted)
    return lambda rows: np.asarray(passing[sets.of_row[rows]])


def _or_unsaid(sets: ValueSets, wanted: tuple[str, ...], stated: ValueSets) -> Outcome:
    passing = sets.holding(wanted)

    def outcome(rows: NDArray[np.int64]) -> tuple[Mask, Mask]:
        of_row = sets.of_row[rows]
        passes = passing[of_row]
        return passes, ~passes & ((of_row if stated is sets else stated.of_row[rows]) == EMPTY_SET)

    return outcome


def _read_since(read_on: NDArray[np.uint32], since: int) -> Outcome:
    def outcome(rows: NDArray[np.int64]) -> tuple[Mask, Mask]:
        days = read_on[rows]
        return np.asarray(days >= since), np.asarray(days == 0)

    return outcome
