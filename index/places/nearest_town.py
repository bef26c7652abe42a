"""The town of a state nearest to a point: the start of a search across a border."""

from functools import lru_cache

import numpy as np

from index.places.distance import miles_between
from index.places.gazetteer import Gazetteer
from index.places.place import Place
from index.places.points import Points
from index.places.town_name import town_key

_A_TOWN = 500
"""People; a smaller place seldom has a clinic. In a state without a town that large, all its towns count."""


@lru_cache(maxsize=10_000)
def nearest_town(gazetteer: Gazetteer, state: str, latitude: float, longitude: float) -> Place | None:
    """Return the town of a state ("NV") nearest to a point in degrees; None for a state without towns."""
    nearest = _towns_of(gazetteer, state).nearest(latitude, longitude)
    if nearest is None:
        return None
    town = gazetteer.town_place(_own_name(gazetteer, nearest))
    namesakes = gazetteer.towns(town.city, state)
    return next((one for one in namesakes if one.latitude == town.latitude and one.longitude == town.longitude), town)


def _own_name(gazetteer: Gazetteer, row: int) -> int:
    """Return the row of a town's own name, which is its ZIP code's city; its other names have rows at the same point.

    Another name can also be a town elsewhere in the state (Greenwood, MO); its ZIP code then lies there.
    """
    table = gazetteer.table
    here = float(table.town_latitude[row]), float(table.town_longitude[row])
    names = np.flatnonzero(
        (table.town_state == table.town_state[row])
        & (table.town_latitude == table.town_latitude[row])
        & (table.town_longitude == table.town_longitude[row])
    )

    def order(name: int) -> tuple[bool, float]:
        code = gazetteer.zip(f"{int(table.town_zip[name]):05d}")
        if code is None:
            return True, float("inf")
        is_other = town_key(code.city) != town_key(table.town_name[name].decode())
        return is_other, miles_between(*here, code.latitude, code.longitude)

    return min(names.tolist(), key=order)


@lru_cache(maxsize=64)
def _towns_of(gazetteer: Gazetteer, state: str) -> Points:
    table = gazetteer.table
    of_state = np.flatnonzero(table.town_state == state.encode())
    towns = of_state[table.town_population[of_state].astype(np.int64) >= _A_TOWN]
    return Points.of(towns if len(towns) else of_state, table.town_latitude, table.town_longitude)
