"""The town of a state that is nearest to a point: where a search across a border begins."""

from functools import lru_cache

import numpy as np

from index.places.distance import miles_between
from index.places.gazetteer import Gazetteer
from index.places.place import Place

_A_TOWN = 500
"""People; a smaller place seldom has a clinic, and where no town is that large the largest is taken as it is."""


@lru_cache(maxsize=10_000)
def nearest_town(gazetteer: Gazetteer, state: str, latitude: float, longitude: float) -> Place | None:
    """Return the town of a state ("NV") nearest to a point in degrees, None for a state without towns."""
    table = gazetteer.table
    of_state = np.flatnonzero(table.town_state == state.encode())
    towns = of_state[table.town_population[of_state].astype(np.int64) >= _A_TOWN]
    rows = (towns if len(towns) else of_state).tolist()
    if not rows:
        return None
    latitudes, longitudes = table.town_latitude, table.town_longitude
    nearest = min(
        rows, key=lambda row: (miles_between(latitude, longitude, float(latitudes[row]), float(longitudes[row])), row)
    )
    town = gazetteer.town_place(nearest)
    namesakes = gazetteer.towns(town.city, state)
    return next((one for one in namesakes if one.latitude == town.latitude and one.longitude == town.longitude), town)
