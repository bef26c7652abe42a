from random import Random

import numpy as np

from index.places.distance import miles_between
from index.places.points import Points


def test_the_nearest_row_is_that_of_the_fewest_miles():
    random = Random(7)
    latitude = np.array([random.uniform(30, 45) for _ in range(500)])
    longitude = np.array([random.uniform(-120, -80) for _ in range(500)])
    rows = np.arange(3, 500, 3)
    points = Points.of(rows, latitude, longitude)
    for _ in range(100):
        here = random.uniform(30, 45), random.uniform(-120, -80)
        miles = {row: miles_between(*here, latitude[row], longitude[row]) for row in rows.tolist()}
        assert points.nearest(*here) == min(miles, key=miles.__getitem__)


def test_a_row_without_a_point_is_never_the_nearest():
    points = Points.of(np.array([0, 1]), np.array([np.nan, 45.0]), np.array([-100.0, -80.0]))
    assert points.nearest(30.0, -100.0) == 1


def test_of_equally_near_rows_the_first_is_taken():
    points = Points.of(np.array([0, 1, 2]), np.array([40.0, 38.5, 38.5]), np.array([-100.0, -106.0, -106.0]))
    assert points.nearest(38.5, -106.0) == 1


def test_no_rows_have_no_nearest():
    nobody = np.zeros(0, dtype=np.int64)
    assert Points.of(nobody, np.zeros(1), np.zeros(1)).nearest(38.5, -106.0) is None
