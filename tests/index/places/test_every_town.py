"""Each town of more than 1,000 people by its name and state, and with a slip: over the table that ships."""

import random

import numpy as np
import pytest

from index.places.distance import miles_between
from index.places.place import PlaceAmbiguous
from index.places.place_query import find_place, places_of_name
from index.places.suggestions import place_suggestions
from tests.index.places.slips import with_a_slip

NEAR = 15.0  # miles
SEED = 20261130
SAMPLE = 1_000


@pytest.fixture(scope="module")
def towns(gazetteer):
    """Rows of the towns of more than 1,000 people, one row for each point."""
    table = gazetteer.table
    rows = np.flatnonzero(table.town_population > 1_000)
    points = np.stack([table.town_latitude[rows], table.town_longitude[rows]], axis=1)
    _, first = np.unique(points, axis=0, return_index=True)
    return rows[np.sort(first)].tolist()


def candidates(gazetteer, text):
    """Return the places that a page shows or offers for a text."""
    try:
        place = find_place(gazetteer, text)
    except PlaceAmbiguous as error:
        return error.candidates
    return [place, *(places_of_name(gazetteer, place.namesakes) if place.namesakes else ())]


def is_among(places, latitude, longitude):
    return any(miles_between(one.latitude, one.longitude, latitude, longitude) <= NEAR for one in places)


def test_every_town_is_found_by_its_own_name_and_state_or_is_a_choice(gazetteer, towns):
    table = gazetteer.table
    lost = []
    for row in towns:
        text = f"{table.town_name[row].decode()}, {table.town_state[row].decode()}"
        if not is_among(candidates(gazetteer, text), float(table.town_latitude[row]), float(table.town_longitude[row])):
            lost.append(text)
    print(f"{len(towns)} towns, {len(lost)} not found: {lost}")  # noqa: T201  (with -s)
    assert len(towns) > 15_000
    assert lost == []


def test_of_names_with_a_slip_and_a_state_nearly_all_are_among_the_first_three_suggestions(gazetteer, towns):
    table, chance = gazetteer.table, random.Random(SEED)
    lost = []
    for row in chance.sample(towns, SAMPLE):
        typed = f"{with_a_slip(table.town_name[row].decode(), chance)}, {table.town_state[row].decode()}"
        point = float(table.town_latitude[row]), float(table.town_longitude[row])
        if not is_among(place_suggestions(typed, 3, gazetteer), *point):
            lost.append(typed)
    print(f"{SAMPLE} slips, {len(lost)} not among three: {lost}")  # noqa: T201  (with -s)
    assert len(lost) <= SAMPLE * 0.02


def test_the_label_of_each_suggestion_finds_it_again(gazetteer, towns):
    table, chance = gazetteer.table, random.Random(SEED)
    lost = []
    for row in chance.sample(towns, 300):
        begun = table.town_name[row].decode()[:4]
        for one in place_suggestions(begun, 3, gazetteer):
            if one.kind == "state" or is_among(candidates(gazetteer, one.label), one.latitude, one.longitude):
                continue
            lost.append((begun, one.label))
    assert lost == []
