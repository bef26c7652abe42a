"""The columns of an index: one value a row, in row order, written once and then mapped by all readers."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.places.distance import unit_vectors
from index.search.document import read_on
from index.search.latitude_bands import band_keys
from index.search.rows import Row


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Geography (degrees, NaN without coordinates) and identity of each row."""

    key: NDArray[np.float64]
    """(band, longitude) as one ascending number; see `latitude_bands`."""
    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    z: NDArray[np.float64]
    """The point on the unit sphere."""
    provider: NDArray[np.uint32]
    """Index into the sorted provider ids."""
    practice: NDArray[np.uint32]
    """Index into the provider's practices."""
    name_rank: NDArray[np.uint32]
    """The provider's place in the order of (folded name, id)."""
    shared: NDArray[np.bool_]
    """True if the provider has other rows too."""
    read_on: NDArray[np.uint32]
    """The day the deciding words at the place were read, as an ordinal; 0 without words."""

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.key)

    def save(self, directory: Path) -> None:
        """Write each column as `{name}.npy`."""
        for column in fields(self):
            np.save(directory / f"{column.name}.npy", getattr(self, column.name))

    @classmethod
    def open(cls, directory: Path) -> "Columns":
        """Open the files of `save`, mapped, not read."""
        return cls(*(np.asarray(np.load(directory / f"{f.name}.npy", mmap_mode="r")) for f in fields(cls)))


def gather_columns(rows: Sequence[Row]) -> Columns:
    """Return the columns of rows that are in order."""
    points = np.array([row.point or (np.nan, np.nan) for row in rows], dtype=np.float64).reshape(-1, 2)
    latitude, longitude = np.ascontiguousarray(points[:, 0]), np.ascontiguousarray(points[:, 1])
    provider = np.array([row.number for row in rows], dtype=np.uint32)
    return Columns(
        band_keys(latitude, longitude),
        latitude,
        longitude,
        *unit_vectors(latitude, longitude),
        provider,
        np.array([row.practice for row in rows], dtype=np.uint32),
        np.array([row.name_rank for row in rows], dtype=np.uint32),
        np.bincount(provider)[provider] > 1,
        np.array([read_on(row) for row in rows], dtype=np.uint32),
    )
