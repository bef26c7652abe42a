from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.places.distance import miles_between
from webapp.map.projection import MARGIN, NARROWEST, SIDE, Projection, fitted

SALIDA = (38.53, -105.99)


def test_a_mile_is_as_long_to_the_north_as_to_the_east():
    projection = Projection(*SALIDA, 50.0)
    middle, a_mile = SIDE / 2, SIDE / 50.0
    for point in ((SALIDA[0] + 0.1, SALIDA[1]), (SALIDA[0], SALIDA[1] + 0.1)):
        x, y = projection.place(*point)
        assert hypot(x - middle, y - middle) / miles_between(*SALIDA, *point) == pytest.approx(a_mile, rel=1e-4)


def test_the_picture_of_one_place_is_three_miles_across_and_has_it_in_its_middle():
    shown = fitted(SALIDA, [SALIDA])
    assert shown.miles_across == NARROWEST == 3.0
    assert shown.place(*SALIDA) == (SIDE / 2, SIDE / 2)


@given(
    center=st.tuples(st.floats(18, 70), st.floats(-179.9, 179.9)),
    steps=st.lists(st.tuples(st.floats(-3, 3), st.floats(-3, 3)), max_size=20),
)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_the_picture_is_as_near_as_it_can_be_with_everybody_and_the_place_inside(center, steps):
    points = [(center[0] + north, (center[1] + east + 180) % 360 - 180) for north, east in steps]
    shown = fitted(center, points)
    spots = [shown.place(*point) for point in (center, *points)]
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    assert all(MARGIN - 1 <= value <= SIDE - MARGIN + 1 for value in (*xs, *ys))
    widest = max(max(xs) - min(xs), max(ys) - min(ys))
    assert shown.miles_across == NARROWEST or widest == pytest.approx(SIDE - 2 * MARGIN, abs=1)


def test_a_picture_across_the_180th_meridian_is_small():
    adak, attu = (51.88, -176.65), (52.9, 172.9)
    shown = fitted(adak, [attu])
    assert 400 < shown.miles_across < 700
    assert shown.place(*attu)[0] < shown.place(*adak)[0]
