"""Rows of a table with their points, and the row nearest to a place."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from index.places.distance import Vectors, chord2, unit_vectors


@dataclass(frozen=True, slots=True)
class Points:
    """Rows of a table and their points on the unit sphere; rows without a point are left out."""

    rows: npt.NDArray[np.int64]
    vectors: Vectors

    @classmethod
    def of(cls, rows: npt.NDArray[np.int64], latitude: npt.NDArray[Any], longitude: npt.NDArray[Any]) -> Self:
        """Return the points of `rows` in two columns in degrees; NaN means no point."""
        known = rows[~np.isnan(latitude[rows])]
        return cls(known, unit_vectors(latitude[known], longitude[known]))

    def nearest(self, latitude: float, longitude: float) -> int | None:
        """Return the row nearest to a point in degrees, the first of equally near ones; None without rows."""
        if not len(self.rows):
            return None
        return int(self.rows[int(chord2(self.vectors, latitude, longitude).argmin())])
