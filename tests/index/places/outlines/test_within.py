import numpy as np
import pytest

from index.places.distance import miles_between
from index.places.gazetteer import open_gazetteer
from index.places.outlines.within import miles_outside, within_state
from index.records import Precision


@pytest.mark.parametrize(
    ("state", "point"),
    [
        ("CO", (39.74, -104.99)), ("AK", (61.2, -149.9)), ("AK", (52.9, 172.9)), ("HI", (21.3, -157.86)),
        ("VI", (18.34, -64.93)), ("MP", (15.2, 145.75)), ("PR", (18.4, -66.06)), ("DC", (38.9, -77.03)),
    ],
)  # fmt: skip
def test_a_point_of_a_state_lies_in_it(state, point):
    assert miles_outside(state, *point) == 0


@pytest.mark.parametrize("island", [("04852", 43.7665, -69.3098), ("04635", 44.1155, -68.36)])
def test_an_island_with_a_zip_code_lies_in_its_state_and_has_a_point(island):
    code, *point = island
    assert miles_outside("ME", *point) == 0
    assert open_gazetteer().zip(code).state == "ME"
    assert open_gazetteer().zip(code).precision is Precision.ZIP
    assert not within_state("ME", point[0] - 0.1, point[1])  # the sea to the south of it


def test_a_point_outside_has_its_miles_to_the_border():
    east_of_colorado = (39.5, -101.0)  # the border runs along 102.05 west
    assert miles_outside("CO", *east_of_colorado) == pytest.approx(miles_between(39.5, -101.0, 39.5, -102.05), rel=0.01)


def test_two_miles_are_allowed_and_an_unknown_state_holds_everything():
    assert within_state("CO", 39.5, -102.03)
    assert not within_state("CO", 39.5, -101.9)
    assert within_state("AE", 50.0, 8.0)


def test_no_place_of_the_table_lies_outside_its_state():
    table = open_gazetteer().table
    for kind in ("zip", "town"):
        columns = (getattr(table, f"{kind}_{name}").tolist() for name in ("state", "latitude", "longitude"))
        rows = zip(*columns, strict=True)
        assert [row for row in rows if not np.isnan(row[1]) and not within_state(row[0].decode(), *row[1:])] == []
