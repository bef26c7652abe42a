"""The towns of a county, and the one in the middle of its people: where a search of a whole county begins."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from index.places.counties import County, counties_by_slug
from index.places.distance import miles_to
from index.places.gazetteer import Gazetteer
from index.places.place import Place


@lru_cache(maxsize=2)
def town_counties(gazetteer: Gazetteer) -> npt.NDArray[np.int32]:
    """Return for each town's row the number of its county in `counties_by_slug`, by its ZIP code; -1 for none."""
    table = gazetteer.table
    numbers = {(one.state.encode(), one.name.encode()): n for n, one in enumerate(counties_by_slug(gazetteer).values())}
    pairs = zip(table.zip_state.tolist(), table.zip_county.tolist(), strict=True)
    of_code = np.array([numbers.get(pair, -1) for pair in pairs], dtype=np.int32)
    rows = np.minimum(np.searchsorted(table.zip, table.town_zip), len(table.zip) - 1)
    known = (table.zip[rows] == table.town_zip) & (table.zip_state[rows] == table.town_state)
    return np.where(known, of_code[rows], -1).astype(np.int32)


@lru_cache(maxsize=2)
def people_of_counties(gazetteer: Gazetteer) -> Mapping[County, int]:
    """Return the people of each county's towns; a town with several names counts once."""
    counties, table = _in_order(gazetteer), gazetteer.table
    points = np.stack([table.town_latitude, table.town_longitude], axis=1)
    _, once = np.unique(points, axis=0, return_index=True)
    numbers = town_counties(gazetteer)[once]
    known = numbers >= 0
    people = np.bincount(numbers[known], weights=table.town_population[once][known], minlength=len(counties))
    return {county: int(count) for county, count in zip(counties, people, strict=True)}


@lru_cache(maxsize=2)
def _in_order(gazetteer: Gazetteer) -> tuple[County, ...]:
    return tuple(counties_by_slug(gazetteer).values())


def towns_of_county(gazetteer: Gazetteer, county: County) -> list[int]:
    """Return the rows of a county's towns, most people first, one row for each town."""
    table = gazetteer.table
    rows = np.flatnonzero(town_counties(gazetteer) == _in_order(gazetteer).index(county))
    found: dict[tuple[float, float], int] = {}
    for row in sorted(rows.tolist(), key=lambda row: -int(table.town_population[row])):
        found.setdefault((float(table.town_latitude[row]), float(table.town_longitude[row])), row)
    return list(found.values())


@lru_cache(maxsize=4_000)
def county_middle(gazetteer: Gazetteer, county: County) -> Place | None:
    """Return the town of a county to which its people have the shortest way in all; None without a town or code.

    The distance of every other town counts by its people, so the middle is a town and never an empty range.
    """
    table = gazetteer.table
    rows = towns_of_county(gazetteer, county)
    if rows:
        latitude, longitude = table.town_latitude[rows], table.town_longitude[rows]
        people = np.maximum(table.town_population[rows], 1)
        points = zip(latitude.tolist(), longitude.tolist(), strict=True)
        ways = [float((people * miles_to(latitude, longitude, *point)).sum()) for point in points]
        return gazetteer.town_place(rows[int(np.argmin(ways))])
    codes = np.flatnonzero((table.zip_state == county.state.encode()) & (table.zip_county == county.name.encode()))
    return next(filter(None, (gazetteer.zip(f"{int(code):05d}") for code in table.zip[codes])), None)


def county_place(gazetteer: Gazetteer, county: County) -> Place | None:
    """Return a county as a place to search around: its own label, and the point of the town in its middle."""
    middle = county_middle(gazetteer, county)
    return middle and replace(
        middle, label=f"{county.name}, {county.state}", zip="", county=county.name, is_county=True
    )
