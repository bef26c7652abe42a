"""Rows that a request found, with what ordering and folding need of each, as parallel arrays."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Rows by number; `chord` on the unit sphere; `answer` as a place in table order."""

    rows: NDArray[np.int64]
    chord: NDArray[np.float64]
    section: NDArray[np.uint8]
    answer: NDArray[np.uint8]

    def __len__(self) -> int:
        """How many rows were found."""
        return len(self.rows)

    def take(self, which: NDArray[np.int64] | NDArray[np.bool_]) -> "Found":
        """Return the rows at these places, or where this mask is true."""
        return Found(self.rows[which], self.chord[which], self.section[which], self.answer[which])
