"""Rows of a table with their points, and the row that is nearest to a place."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from index.places.distance import Vectors, chord2, unit_vectors


@dataclass(frozen=True, slots=True)
class Points:
    """Rows of a table, and the points of them on the unit sphere; rows without a point are not among them."""

    rows: npt.NDArray[np.int64]
    vectors: Vectors

    @classmethod
    def of(cls, rows: npt.NDArray[np.int64], latitude: npt.NDArray[Any], longitude: npt.NDArray[Any]) -> Self:
        """Return the points of these rows of two columns in degrees; NaN is no point."""
        known = rows[~np.isnan(latitude[rows])]
        return cls(known, unit_vectors(latitude[known], longitude[known]))

    def nearest(self, latitude: float, longitude: float) -> int | None:
        """Return the row nearest to a point in degrees, the first of those equally near; None without rows."""
        if not len(self.rows):
            return None
        return int(self.rows[int(chord2(self.vectors, latitude, longitude).argmin())])
