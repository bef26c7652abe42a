"""Towns of an area with their own names, the most populous first: the names of a map."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from index.places.gazetteer import Gazetteer
from index.places.town_name import town_key

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class NamedTown:
    """A town: its name, point in degrees and population."""

    name: str
    latitude: float
    longitude: float
    people: int


def largest_towns(gazetteer: Gazetteer, box: tuple[float, float, float, float], most: int) -> list[NamedTown]:
    """Return at most so many towns in a box (west, south, east, north in degrees), the largest first.

    Towns that are known from ZIP codes only are left out: nobody knows how large they are.
    """
    west, south, east, north = box
    towns, latitudes, longitudes, ranks = _towns(gazetteer)
    first, last = np.searchsorted(latitudes, (south, north))
    inside = (longitudes[first:last] - west) % 360 <= east - west
    return [towns[rank] for rank in np.sort(ranks[first:last][inside])[:most].tolist()]


@cache
def _towns(gazetteer: Gazetteer) -> tuple[list[NamedTown], Floats, Floats, npt.NDArray[np.int64]]:
    """Return all towns, the largest first; and from south to north latitude, longitude and number of each."""
    table = gazetteer.table
    known = np.flatnonzero(table.town_population.astype(np.int64))
    points = zip(table.town_latitude[known].tolist(), table.town_longitude[known].tolist(), strict=True)
    rows: dict[tuple[float, float], list[int]] = defaultdict(list)
    for row, point in zip(known.tolist(), points, strict=True):
        rows[point].append(row)
    towns = [
        NamedTown(table.town_name[row].decode(), *point, int(table.town_population[row]))
        for point, names in rows.items()
        for row in [_own_name(gazetteer, names)]
    ]
    towns.sort(key=lambda town: (-town.people, town.name, town.latitude))
    latitudes = np.array([town.latitude for town in towns])
    order = np.argsort(latitudes, kind="stable")
    return towns, latitudes[order], np.array([town.longitude for town in towns])[order], order


def _own_name(gazetteer: Gazetteer, names: list[int]) -> int:
    """Return the row of a town's own name: that of the ZIP code which the row has, or else the first."""
    if len(names) == 1:
        return names[0]
    table = gazetteer.table

    def is_other(row: int) -> bool:
        code = gazetteer.zip_row(f"{int(table.town_zip[row]):05d}")
        return code is None or town_key(table.zip_city[code].decode()) != town_key(table.town_name[row].decode())

    return min(names, key=is_other)
