"""The filters with a "does not say" group: profession, credential, license and day of reading. Unknown is never no."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.records import CheckResult
from index.search.files import IndexFiles
from index.search.request import SearchRequest
from index.search.value_sets import EMPTY_SET, ValueSets

Mask = NDArray[np.bool_]
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
    """The chosen filters by name."""

    chosen: dict[str, Outcome]

    @classmethod
    def of(cls, request: SearchRequest, files: IndexFiles) -> "SetFilters":
        """Return the filters of a request."""
        make: dict[str, Callable[[], Outcome]] = {
            "profession": lambda: _in_sets(files.professions, request.professions),
            "credential": lambda: _credential(files, request.credentials),
            "license": lambda: _in_sets(files.licenses, (CheckResult.ACTIVE.value,)),
            "read": lambda: _read_since(files.columns.read_on, request),
        }
        return cls({name: make[name]() for name in request.chosen})

    def possible(self, rows: NDArray[np.int64]) -> Mask:
        """Return for each row whether, for every filter, it passes or no source states the attribute."""
        held = np.ones(len(rows), dtype=np.bool_)
        for outcome in self.chosen.values():
            passes, unsaid = outcome(rows)
            held &= passes | unsaid
        return held

    def masks(self, rows: NDArray[np.int64]) -> FilterMasks:
        """Return the outcome of each filter for each row."""
        outcomes = {name: outcome(rows) for name, outcome in self.chosen.items()}
        return FilterMasks(
            len(rows),
            {name: passes for name, (passes, _) in outcomes.items()},
            {name: unsaid for name, (_, unsaid) in outcomes.items()},
        )


def _in_sets(sets: ValueSets, values: tuple[str, ...]) -> Outcome:
    passing = sets.holding(values)

    def outcome(rows: NDArray[np.int64]) -> tuple[Mask, Mask]:
        of_row = sets.of_row[rows]
        return passing[of_row], np.asarray(of_row == EMPTY_SET)

    return outcome


def _credential(files: IndexFiles, codes: tuple[str, ...]) -> Outcome:
    """Return the outcome of the credential filter; with only licenses or degrees listed, certificates are unsaid."""
    passing = files.credentials.holding(codes)

    def outcome(rows: NDArray[np.int64]) -> tuple[Mask, Mask]:
        passes = passing[files.credentials.of_row[rows]]
        return passes, ~passes & (files.certificates.of_row[rows] == EMPTY_SET)

    return outcome


def _read_since(read_on: NDArray[np.uint32], request: SearchRequest) -> Outcome:
    since = request.read_since.toordinal() if request.read_since else 0

    def outcome(rows: NDArray[np.int64]) -> tuple[Mask, Mask]:
        days = read_on[rows]
        return np.asarray(days >= since), np.asarray(days == 0)

    return outcome
