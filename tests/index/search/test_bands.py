"""Every row within a radius lies in the ranges that are read, over poles and antimeridian too."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.places.distance import miles_between
from index.search.latitude_bands import band_keys, disk_ranges, expand

latitudes = st.one_of(st.floats(-90, 90), st.sampled_from((-90.0, -89.983, 0.0, 38.55, 89.99, 90.0)))
longitudes = st.one_of(st.floats(-180, 180), st.sampled_from((-180.0, -179.99, 0.0, 179.99, 180.0)))


@given(
    center=st.tuples(latitudes, longitudes),
    bearing=st.floats(0, 360),
    share=st.floats(0, 1),
    radius=st.sampled_from((0.000267, 0.1, 3.0, 25.0, 140.0, 500.0)),
)
@example(center=(89.9, 0.0), bearing=0.0, share=1.0, radius=25.0)
@example(center=(51.9, 179.9), bearing=90.0, share=1.0, radius=25.0)
@example(center=(89.96875, 180.0), bearing=0.0, share=0.0, radius=3.0)
@example(center=(89.983, 10.0), bearing=90.0, share=1.0, radius=0.000267)
@example(center=(89.983, 10.0), bearing=270.0, share=0.999, radius=0.000267)
def test_a_point_within_the_radius_is_in_a_range(center, bearing, share, radius):
    from geopy.distance import great_circle

    point = great_circle(miles=radius * share).destination(center, bearing)
    latitude, longitude = point.latitude, point.longitude
    if miles_between(*center, latitude, longitude) > radius:
        return
    keys = band_keys(np.array([latitude]), np.array([longitude]))
    assert expand(*disk_ranges(keys, *center, radius)).tolist() == [0]


@given(st.data())
def test_no_row_is_read_twice(data):
    count = data.draw(st.integers(1, 40))
    points = [(data.draw(latitudes), data.draw(longitudes)) for _ in range(count)]
    keys = np.sort(band_keys(*np.array(points).T))
    rows = expand(*disk_ranges(keys, data.draw(latitudes), data.draw(longitudes), 500.0)).tolist()
    assert rows == sorted(set(rows))


def test_a_small_disk_reads_a_small_part():
    latitude, longitude = (grid.ravel() for grid in np.meshgrid(np.arange(30, 45, 0.1), np.arange(-120, -80, 0.1)))
    keys = np.sort(band_keys(latitude, longitude))
    first, last = disk_ranges(keys, 38.5, -106.0, 25.0)
    assert 0 < (last - first).sum() < 100


def test_rows_without_geography_are_in_no_range():
    keys = band_keys(np.array([38.5, np.nan]), np.array([-106.0, np.nan]))
    assert expand(*disk_ranges(keys, 38.5, -106.0, 500.0)).tolist() == [0]


@pytest.mark.parametrize(("ranges", "rows"), [([], []), ([(2, 4), (4, 5), (9, 9), (10, 11)], [2, 3, 4, 10])])
def test_ranges_are_written_out(ranges, rows):
    first, last = np.array(ranges, dtype=np.int64).reshape(-1, 2).T
    assert expand(first, last).tolist() == rows
