"""Value sets: the rows' values of one attribute as numbered sets, so that filters test sets and facets sum them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.search.latitude_bands import expand

EMPTY_SET = 0
"""The number of the empty set: no source states a value."""

_ARRAYS = ("of_row", "starts", "members", "value_starts", "value_sets")


@dataclass(frozen=True, slots=True, eq=False)
class ValueSets:
    """Distinct sets of values. Set `s` holds the values members[starts[s]:starts[s + 1]]; set 0 is empty."""

    values: tuple[str, ...]
    of_row: NDArray[np.uint32]
    """The set of each row."""
    starts: NDArray[np.int64]
    members: NDArray[np.uint32]
    """Indexes into `values`."""
    value_starts: NDArray[np.int64]
    value_sets: NDArray[np.uint32]
    """The sets with each value: the inverse of `members`."""

    @property
    def count(self) -> int:
        """The number of sets, including the empty one."""
        return len(self.starts) - 1

    def holding(self, chosen: Iterable[str]) -> NDArray[np.bool_]:
        """Return for each set whether it has any of the chosen values."""
        held = np.zeros(self.count, dtype=np.bool_)
        for value in set(chosen):
            if value in self.values:
                place = self.values.index(value)
                held[self.value_sets[self.value_starts[place] : self.value_starts[place + 1]]] = True
        return held

    def counts(self, rows: NDArray[np.int64]) -> dict[str, int]:
        """Return the number of rows with each value, the largest count first, then by value."""
        sets = self.of_row[rows]
        found = self.members[expand(self.starts[sets], self.starts[sets + 1])]
        return counted(self.values, np.bincount(found, minlength=len(self.values)))

    def named(self) -> list[frozenset[str]]:
        """Return the sets as sets of values."""
        return [
            frozenset(self.values[member] for member in self.members[first:last])
            for first, last in zip(self.starts[:-1], self.starts[1:], strict=True)
        ]

    def save(self, directory: Path, name: str) -> None:
        """Write the sets into a directory as `{name}.…` files."""
        for array in _ARRAYS:
            np.save(directory / f"{name}.{array}.npy", getattr(self, array))
        (directory / f"{name}.values.json").write_text(json.dumps(self.values), encoding="utf-8")

    @classmethod
    def open(cls, directory: Path, name: str) -> "ValueSets":
        """Open the files of `save`, mapped, not read."""
        values = tuple(json.loads((directory / f"{name}.values.json").read_text(encoding="utf-8")))
        arrays = {array: np.load(directory / f"{name}.{array}.npy", mmap_mode="r") for array in _ARRAYS}
        return cls(values, **{array: np.asarray(mapped) for array, mapped in arrays.items()})


def counted(values: Sequence[str], counts: NDArray[np.int64]) -> dict[str, int]:
    """Return the counts above zero by value, the largest first, then by value."""
    pairs = [(value, count) for value, count in zip(values, counts.tolist(), strict=True) if count]
    pairs.sort()
    pairs.sort(key=itemgetter(1), reverse=True)  # stable: equal counts stay in the order of values
    return dict(pairs)


def gather_sets(row_count: int, postings: Iterable[tuple[str, NDArray[np.uint32]]]) -> ValueSets:
    """Return the sets of `row_count` rows from (value, rows that have it) pairs in the order of values."""
    values: list[str] = []
    of_row: list[tuple[int, ...]] = [()] * row_count
    for place, (value, rows) in enumerate(postings):
        values.append(value)
        for row in rows.tolist():
            of_row[row] = (*of_row[row], place)
    sets = [(), *sorted(set(of_row) - {()})]
    numbers = {members: number for number, members in enumerate(sets)}
    pairs = [(number, place) for number, members in enumerate(sets) for place in members]
    owners, members = np.array(pairs, dtype=np.uint32).reshape(-1, 2).T
    by_value = np.argsort(members, kind="stable")
    return ValueSets(
        tuple(values),
        np.array([numbers[members] for members in of_row], dtype=np.uint32),
        _starts(owners, len(sets)),
        members,
        _starts(members, len(values)),
        owners[by_value],
    )


def _starts(owners: NDArray[np.uint32], count: int) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(np.bincount(owners, minlength=count))]).astype(np.int64)
