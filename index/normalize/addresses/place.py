"""Locates an address: the source's coordinates where they are plausible, else its ZIP code, else its town."""

from dataclasses import dataclass
from typing import Protocol

from index.normalize.addresses.coordinate import read_point
from index.places.distance import miles_between
from index.places.outlines.within import within_state
from index.places.place import Place
from index.places.town_name import town_key
from index.records import Precision

PLAUSIBLE_MILES = 25.0
"""Largest distance of a coordinate from its ZIP code or town. Our choice: 291 wrong ZIP codes were farther."""

_UNCHECKED = ("coordinate/unchecked",)
# Rough frames around the states and territories, in degrees: (south, west, north, east).
_COUNTRY = (
    (13.0, -180.0, 72.0, -64.0),
    (13.0, 144.0, 21.0, 146.5),
    (51.0, 172.0, 54.0, 180.0),
    (-15.0, -172.0, -10.0, -168.0),
)


class Places(Protocol):
    """The part of a gazetteer that normalizing needs."""

    def zip(self, code: str) -> Place | None:
        """Return the place of a ZIP code; None where it is unknown."""

    def town(self, city: str, state: str) -> Place | None:
        """Return the place of a town in a state ("CO"); None where it is unknown."""


@dataclass(frozen=True, slots=True)
class Point:
    """A coordinate in degrees with its precision, and the problems of finding it."""

    latitude: float | None = None
    longitude: float | None = None
    precision: Precision = Precision.NONE
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """A location's address and coordinates in a source. `latitude` and `longitude` as written."""

    city: str
    state: str
    zip: str
    latitude: str = ""
    longitude: str = ""
    doubted_zip: str = ""
    """A ZIP code with a digit too many, used only to doubt a coordinate far from it."""


def locate(where: Whereabouts, places: Places) -> Point:
    """Return the best point for a location.

    Problems: `coordinate/unreadable`, `coordinate/impossible`, `coordinate/far_off` (more than 25 miles from both ZIP
    code and town), `coordinate/contradicted` (near only one of two that disagree), `coordinate/outside_state` (more
    than 2 miles outside the state's outline), `coordinate/unchecked` (nothing known to compare it with),
    `address/zip_unknown`, `address/zip_not_in_state`, `address/no_place`.
    """
    by_zip, problems = _zip_place(where, places)
    by_town = places.town(where.city, where.state) if where.city and where.state else None
    near = [place for place in (by_zip, by_town) if place]
    given, wrong = _given_point(where)
    problems += wrong
    if given:
        off = _off(given, where, near) or _contradicted(given, where, by_town, places)
        problems += off
        if not off or off == _UNCHECKED:
            return Point(*given, Precision.ADDRESS, problems)
        near = sorted(near, key=lambda place: _miles(given, place) > PLAUSIBLE_MILES)
    for place in near:
        # a ZIP code that the table has at its town's point is only as exact as the town
        if within_state(where.state or place.state, place.latitude, place.longitude):
            return Point(place.latitude, place.longitude, place.precision, problems)
    return Point(problems=(*problems, "address/no_place"))


def _zip_place(where: Whereabouts, places: Places) -> tuple[Place | None, tuple[str, ...]]:
    place = places.zip(where.zip) if where.zip else None
    if where.zip and place is None:
        return None, ("address/zip_unknown",)
    if place and where.state and place.state != where.state and place.city.casefold() != where.city.casefold():
        return None, ("address/zip_not_in_state",)
    return place, ()


def _given_point(where: Whereabouts) -> tuple[tuple[float, float] | None, tuple[str, ...]]:
    if not (where.latitude.strip() or where.longitude.strip()):
        return None, ()
    point = read_point(where.latitude, where.longitude)
    if point is None:
        return None, ("coordinate/unreadable",)
    latitude, longitude = point
    inside = any(s <= latitude <= n and w <= longitude <= e for s, w, n, e in _COUNTRY)
    return ((latitude, longitude), ()) if inside else (None, ("coordinate/impossible",))


def _off(point: tuple[float, float], where: Whereabouts, near: list[Place]) -> tuple[str, ...]:
    if near and min(_miles(point, place) for place in near) > PLAUSIBLE_MILES:
        return ("coordinate/far_off",)
    if not within_state(where.state, *point):
        return ("coordinate/outside_state",)
    return _UNCHECKED if not near and (where.zip or where.city) else ()


def _contradicted(
    point: tuple[float, float], where: Whereabouts, by_town: Place | None, places: Places
) -> tuple[str, ...]:
    """Return the problem of a coordinate that is far from the ZIP code or the town, where these are two places."""
    written = places.zip(where.zip or where.doubted_zip)
    if written is None or by_town is None:
        return ()
    if (town_key(written.city), written.state) == (town_key(where.city), where.state):
        return ()
    far = any(_miles(point, place) > PLAUSIBLE_MILES for place in (written, by_town))
    return ("coordinate/contradicted",) if far else ()


def _miles(point: tuple[float, float], place: Place) -> float:
    return miles_between(*point, place.latitude, place.longitude)
