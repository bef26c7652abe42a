import subprocess
import sys

import numpy as np
import pytest
from geopy.distance import great_circle
from hypothesis import assume, given
from hypothesis import strategies as st

from index.places.distance import (
    EARTH_RADIUS_MILES,
    chord2,
    chord2_of_miles,
    miles_between,
    miles_of_chord2,
    miles_to,
    unit_vectors,
)

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)
HALF_WAY_ROUND = np.pi * EARTH_RADIUS_MILES


@given(latitudes, longitudes, latitudes, longitudes)
def test_what_is_shown_is_geopys_great_circle_to_the_bit(lat1, lon1, lat2, lon2):
    assert miles_between(lat1, lon1, lat2, lon2) == great_circle((lat1, lon1), (lat2, lon2)).miles


@given(latitudes, longitudes, latitudes, longitudes)
def test_what_filters_and_what_is_shown_agree_to_a_millionth_of_a_mile(lat1, lon1, lat2, lon2):
    shown = miles_between(lat1, lon1, lat2, lon2)
    assume(shown < HALF_WAY_ROUND - 1)  # within a mile of the other side of the earth a chord says nothing
    filtered = miles_to([lat1], [lon1], lat2, lon2)[0]
    assert abs(filtered - shown) < 1e-6


@given(latitudes, longitudes, st.floats(-0.001, 0.001), st.floats(-0.001, 0.001))
def test_they_agree_next_door_too(lat, lon, north, east):
    lat2, lon2 = max(-90.0, min(90.0, lat + north)), max(-180.0, min(180.0, lon + east))
    assert abs(miles_to([lat], [lon], lat2, lon2)[0] - miles_between(lat, lon, lat2, lon2)) < 1e-6


@given(st.floats(0, 12_000))
def test_a_radius_becomes_a_chord_and_comes_back(radius):
    assert abs(float(miles_of_chord2(chord2_of_miles(radius))) - radius) < 1e-6


def test_a_radius_of_half_the_earth_holds_everything():
    assert chord2_of_miles(1e9) == 4.0


def test_a_degree_of_latitude_and_a_quarter_of_the_earth_are_as_long_as_geometry_says():
    assert miles_between(38.0, -106.0, 39.0, -106.0) == pytest.approx(EARTH_RADIUS_MILES * np.pi / 180, abs=1e-9)
    assert miles_between(0.0, 0.0, 90.0, 0.0) == pytest.approx(HALF_WAY_ROUND / 2, abs=1e-9)
    assert pytest.approx(3958.761, abs=0.001) == EARTH_RADIUS_MILES


def test_vectors_keep_the_shape_and_have_length_one():
    x, y, z = unit_vectors(np.array([[0.0, 45.0], [90.0, -30.0]]), np.array([[0.0, 10.0], [20.0, 180.0]]))
    assert x.shape == (2, 2)
    assert np.allclose(x**2 + y**2 + z**2, 1.0)


def test_a_point_is_at_no_distance_from_itself():
    assert chord2(unit_vectors([38.5], [-106.0]), 38.5, -106.0)[0] == 0.0


def test_a_process_that_only_measures_loads_no_http_client():
    code = "import sys, index.places.distance, index.places.geocoder; print({'geopy', 'aiohttp'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
