import numpy as np
import pytest

from crawler.platforms.search_near.tiles import tiles_of
from crawler.sources.definition import SourceError
from index.places.distance import miles_to
from index.places.gazetteer import open_gazetteer


@pytest.mark.parametrize(("states", "spacing"), [(("CO",), 20.0), (("RI", "CT"), 5.0), (("wy",), 60.0)])
def test_every_zip_code_of_the_states_lies_near_a_point(states, spacing):
    table = open_gazetteer().table
    wanted = np.isin(table.zip_state, [state.upper().encode() for state in states]) & np.isfinite(table.zip_latitude)
    tiles = list(tiles_of((), states, spacing))
    nearest = np.full(int(wanted.sum()), np.inf)
    for tile in tiles:
        away = miles_to(table.zip_latitude[wanted], table.zip_longitude[wanted], tile.latitude, tile.longitude)
        nearest = np.minimum(nearest, away)
    assert nearest.max() <= spacing + 1e-6
    assert len(tiles) < int(wanted.sum())
    assert {tile.label[-2:] for tile in tiles} == {state.upper() for state in states}


def test_points_are_not_nearer_to_each_other_than_needed():
    tiles = list(tiles_of((), ("RI",), 8.0))
    for number, tile in enumerate(tiles):
        others = tiles[:number] + tiles[number + 1 :]
        away = miles_to([o.latitude for o in others], [o.longitude for o in others], tile.latitude, tile.longitude)
        assert away.min() > 8.0


def test_zip_codes_given_are_the_points():
    assert [(tile.zip, tile.label) for tile in tiles_of(("81201", "67701"), ("RI",), 1.0)] == [
        ("81201", "Salida, CO"),
        ("67701", "Colby, KS"),
    ]


@pytest.mark.parametrize(
    ("zips", "states", "said"),
    [
        (("00000",), (), "zips: '00000' is no ZIP code with a known place; write five digits"),
        (("Salida",), (), "zips: 'Salida' is no ZIP code"),
        ((), ("XX",), "states: 'XX' is no state; write two letters, such as CO"),
    ],
)
def test_an_unknown_place_is_reported(zips, states, said):
    with pytest.raises(SourceError, match=said):
        list(tiles_of(zips, states, 20.0))
