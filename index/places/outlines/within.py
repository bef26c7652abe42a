"""Points in a state: within the state's outline plus a margin for what simplification cut away."""

from functools import cache, lru_cache

import numpy as np

from index.places.distance import EARTH_RADIUS_MILES
from index.places.outlines.outlines import Floats, outlines
from index.places.states import state_name, state_names

MARGIN_MILES = 2.0
"""Largest distance of a published point outside its state's outline; the outline lacks piers and islets."""

_NAMED_OTHERWISE = {"VI": "United States Virgin Islands", "MP": "Commonwealth of the Northern Mariana Islands"}


def within_state(state: str, latitude: float, longitude: float) -> bool:
    """Return whether a point (degrees) lies at most two miles outside a state ("CO"); True for an unknown state."""
    return miles_outside(state, latitude, longitude) <= MARGIN_MILES


@lru_cache(maxsize=100_000)
def miles_outside(state: str, latitude: float, longitude: float) -> float:
    """Return how many miles a point (degrees) lies outside a state's outline; 0 inside, or for an unknown state."""
    sides = _sides_of(state)
    if sides is None:
        return 0.0
    x1, y1, x2, y2 = sides
    crosses = (y1 > latitude) != (y2 > latitude)
    at = x1[crosses] + (latitude - y1[crosses]) / (y2[crosses] - y1[crosses]) * (x2[crosses] - x1[crosses])
    if np.count_nonzero(at > longitude) % 2:
        return 0.0
    return _miles_to_sides(sides, latitude, longitude)


@lru_cache(maxsize=10_000)
def states_near(latitude: float, longitude: float, miles: float) -> tuple[tuple[str, float], ...]:
    """Return (code, miles) of each state that a circle around a point (degrees) touches, the nearest first."""
    codes, boxes = _boxes()
    west, south, east, north = boxes
    high = miles / (np.radians(1) * EARTH_RADIUS_MILES)
    wide = high / max(float(np.cos(np.radians(latitude))), 0.01)
    near = (
        (south - high <= latitude)
        & (latitude <= north + high)
        & (west - wide <= longitude)
        & (longitude <= east + wide)
    )
    found = [
        (outside, code)
        for code in (codes[place] for place in np.flatnonzero(near).tolist())
        if (outside := miles_outside(code, latitude, longitude)) <= miles
    ]
    return tuple((code, outside) for outside, code in sorted(found))


@cache
def _boxes() -> tuple[tuple[str, ...], Floats]:
    """Return the codes of the states with an outline, and west, south, east and north of each in degrees (4, n)."""
    sides = {code: _sides_of(code) for code in state_names().values()}
    known = {code: own for code, own in sides.items() if own is not None}
    boxes = [(own[0].min(), own[1].min(), own[0].max(), own[1].max()) for own in known.values()]
    return tuple(known), np.array(boxes, dtype=np.float64).T


def _miles_to_sides(sides: Floats, latitude: float, longitude: float) -> float:
    """Return the miles to the nearest side, on a plane that touches the earth at the point; exact enough nearby."""
    mile = np.radians(1) * EARTH_RADIUS_MILES
    across = mile * np.cos(np.radians(latitude))
    x1, x2 = (((sides[row] - longitude + 180) % 360 - 180) * across for row in (0, 2))
    y1, y2 = ((sides[row] - latitude) * mile for row in (1, 3))
    dx, dy = x2 - x1, y2 - y1
    length2 = np.maximum(dx**2 + dy**2, 1e-12)
    along = np.clip(-(x1 * dx + y1 * dy) / length2, 0, 1)
    return float(np.sqrt(((x1 + along * dx) ** 2 + (y1 + along * dy) ** 2).min()))


@cache
def _sides_of(state: str) -> Floats | None:
    """Return the sides of the outline of a state ("CO") as rows x1, y1, x2, y2 in degrees; None without an outline."""
    name = _NAMED_OTHERWISE.get(state) or state_name(state)
    if name not in outlines().states:
        return None
    rings = list(outlines().rings(name))
    return np.concatenate([np.concatenate([ring[:-1].T, ring[1:].T]) for ring in rings], axis=1)
