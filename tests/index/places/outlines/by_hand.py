"""The distance of a point from a state's outline, in a few lines that share nothing with the code."""

from functools import cache
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

from us.states import lookup

from index.places.outlines.outlines import outlines

NAMED_OTHERWISE = {"VI": "United States Virgin Islands", "MP": "Commonwealth of the Northern Mariana Islands"}
STEPS = 50  # points tried on each side of the outline


def miles_outside_by_hand(state, latitude, longitude):
    """Return 0 inside, else the miles to the nearest point of the outline, good to a hundredth or so."""
    crossed = 0
    near = []
    for (x1, y1), (x2, y2) in sides(NAMED_OTHERWISE.get(state) or lookup(state).name):
        if (y1 > latitude) != (y2 > latitude):
            crossed += x1 + (latitude - y1) / (y2 - y1) * (x2 - x1) > longitude
        if abs(y1 - latitude) < 0.5 and abs(x1 - longitude) < 1.0:
            near.append((y1, x1, y2 - y1, x2 - x1))
    if crossed % 2:
        return 0.0
    spots = ((y + at / STEPS * dy, x + at / STEPS * dx) for y, x, dy, dx in near for at in range(STEPS + 1))
    return min((haversine(latitude, longitude, *spot) for spot in spots), default=float("inf"))


@cache
def sides(state):
    return [side for ring in outlines().rings(state) for side in pairwise(ring.tolist())]


def haversine(lat1, lon1, lat2, lon2):
    """Return the miles between two points in degrees."""
    lat1, lon1, lat2, lon2 = map(radians, (lat1, lon1, lat2, lon2))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 3958.8 * asin(sqrt(half))


def outside_of(providers):
    """Return (provider, state, latitude, longitude, miles) of points more than two miles outside their state."""
    spots = [(one.id, practice.location) for one in providers for practice in one.practices]
    points = {(one, at.state, at.latitude, at.longitude) for one, at in spots if at.state and at.latitude is not None}
    found = [(*point, miles_outside_by_hand(*point[1:])) for point in sorted(points)]
    return [point for point in found if point[-1] > 2]
