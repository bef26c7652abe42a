"""Condition groups: results sorted by what sources say about the complaints in a request. Nobody is removed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index.search.page import Found
from index.search.request import ConditionGroup
from index.search.value_sets import EMPTY_SET, ValueSets

Part = tuple[ConditionGroup | None, Found]
_ORDER = tuple(ConditionGroup)


@dataclass(frozen=True, eq=False)
class Groups:
    """The results of a request in groups; one part without a group if the request names no complaint."""

    parts: tuple[Part, ...]

    @cached_property
    def counts(self) -> Mapping[ConditionGroup, int]:
        """The number of providers by group, including zeros; empty if the request names no complaint."""
        return {group: len(found) for group, found in self.parts if group is not None}

    def pages(self, offset: int, limit: int) -> Iterator[tuple[ConditionGroup | None, Found, int, int]]:
        """Yield the parts that a page overlaps, with the offset and the limit within each part."""
        for group, found in self.parts:
            taken = max(0, min(offset + limit, len(found)) - offset)
            if taken:
                yield group, found, offset, taken
            offset, limit = max(0, offset - len(found)), limit - taken


def grouped(matches: Found, sets: ValueSets, asked: Sequence[str]) -> Groups:
    """Return the results, one row a provider, in groups by their complaints; `sets` are the conditions of rows."""
    if not asked:
        return Groups(((None, matches),))
    of_set = np.where(sets.holding(asked), 0, 2)
    of_set[EMPTY_SET] = 1
    of_row = of_set[sets.of_row[matches.rows]]
    return Groups(tuple((group, matches.take(of_row == place)) for place, group in enumerate(_ORDER)))
