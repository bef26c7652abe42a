"""Exploratory: towns and ZIP codes of a folder outside the project, which the table of places was not made of.

`PINPOINT_REAL_DATA` names the folder; nothing of it is in the project, and without it these tests skip.
"""

import csv
import os
import random
from collections import defaultdict
from pathlib import Path

import pytest

from index.places.suggestions import place_suggestions
from index.places.town_name import town_key
from tests.index.places.slips import with_a_slip
from tests.index.places.test_every_town import SEED, candidates, is_among

FOLDER = Path(os.environ.get("PINPOINT_REAL_DATA", "/nowhere"))
CODES = FOLDER / "geo_zip" / "npm_zipcodes_8.0.0.csv"
TOWNS = FOLDER / "geo_places" / "geonames_us_places_500.csv"
pytestmark = pytest.mark.skipif(
    not (CODES.is_file() and TOWNS.is_file()), reason="PINPOINT_REAL_DATA names no folder with ZIP codes and towns"
)


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@pytest.fixture(scope="module")
def points():
    """Points of the ZIP codes of each town of more than 1,000 people, by its name and state as the codes write them."""
    large = {(town_key(row["name"]), row["state"]) for row in rows(TOWNS) if int(row["population"]) > 1_000}
    found = defaultdict(list)
    for row in rows(CODES):
        if (town_key(row["city"]), row["state"]) in large:
            found[row["city"], row["state"]].append((row["zip"], float(row["lat"]), float(row["lon"])))
    assert len(found) > 11_000
    return dict(found)


def test_towns_and_zip_codes_lie_where_another_table_has_them_or_are_a_choice(gazetteer, points):
    codes = [(city, state, code, point) for (city, state), of in points.items() for code, *point in of]
    offered = {town: candidates(gazetteer, ", ".join(town)) for town in points}
    by_town = sum(any(is_among(offered[town], *point) for _code, *point in of) for town, of in points.items())
    by_code_of_town = sum(is_among(offered[city, state], *point) for city, state, _code, point in codes)
    alone = {city: candidates(gazetteer, city) for city, _state in points}
    by_name = sum(any(is_among(alone[city], *point) for _code, *point in of) for (city, _state), of in points.items())
    by_code = sum(is_among([gazetteer.zip(code)] if gazetteer.zip(code) else [], *point) for *_, code, point in codes)
    print(f"towns by name and state: {by_town} of {len(points)} ({by_town / len(points):.2%})")  # noqa: T201  (with -s)
    print(f"their ZIP codes by its name and state: {by_code_of_town / len(codes):.2%} of {len(codes)}")  # noqa: T201  (with -s)
    print(f"towns by name alone: {by_name / len(points):.2%}; codes by digits: {by_code / len(codes):.2%}")  # noqa: T201  (with -s)
    assert by_town >= 0.99 * len(points)
    assert by_code_of_town >= 0.99 * len(codes)
    assert by_name >= 0.99 * len(points)
    assert by_code >= 0.99 * len(codes)


def test_names_with_a_slip_and_a_state_are_among_the_first_three_suggestions(gazetteer, points):
    chance, found = random.Random(SEED), 0
    for (city, state), of in sorted(points.items()):
        three = place_suggestions(f"{with_a_slip(city, chance)}, {state}", 3, gazetteer)
        found += any(is_among(three, *point) for _code, *point in of)
    print(f"slips with a state: {found} of {len(points)} ({found / len(points):.2%}) in the first three")  # noqa: T201  (with -s)
    assert found >= 0.95 * len(points)
