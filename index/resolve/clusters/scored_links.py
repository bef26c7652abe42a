"""Scored links as arrays: a million listings have more than a million links."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.resolve.compare.key_index import Mask, Numbers

AT_ONCE = 100_000


@dataclass(frozen=True, slots=True, order=True)
class Scored:
    """A pair of listings by position, with the points of its link; sorts by points, best first, then position."""

    cost: float
    left: int
    right: int

    @property
    def points(self) -> float:
        """The points of the link."""
        return -self.cost


@dataclass(frozen=True, slots=True)
class Links:
    """Links by position, in the order of `Scored`."""

    costs: NDArray[np.float64]
    left: Numbers
    right: Numbers

    @classmethod
    def of(
        cls, costs: "array[float] | NDArray[np.float64]", left: "array[int] | Numbers", right: "array[int] | Numbers"
    ) -> "Links":
        """Return links, given in any order; the left position must be the lower one."""
        by = np.asarray(costs, np.float64), np.asarray(left, np.int64), np.asarray(right, np.int64)
        order = np.lexsort((by[2], by[1], by[0]))
        return cls(by[0][order], by[1][order], by[2][order])

    def __len__(self) -> int:
        return len(self.costs)

    def where(self, mask: Mask) -> "Links":
        """Return the links of a mask, in their order."""
        return Links(self.costs[mask], self.left[mask], self.right[mask])

    def and_of(self, more: "Links") -> "Links":
        """Return these and other links together."""
        return Links.of(
            np.concatenate([self.costs, more.costs]),
            np.concatenate([self.left, more.left]),
            np.concatenate([self.right, more.right]),
        )

    def rows(self) -> Iterator[tuple[float, int, int]]:
        """Yield (cost, left, right) of each link."""
        return zip(self.costs.tolist(), self.left.tolist(), self.right.tolist(), strict=True)

    def __iter__(self) -> Iterator[Scored]:
        for start in range(0, len(self.costs), AT_ONCE):
            at = slice(start, start + AT_ONCE)
            yield from map(Scored, self.costs[at].tolist(), self.left[at].tolist(), self.right[at].tolist())
