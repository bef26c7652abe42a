"""Where a location is: the source's coordinates where they are plausible, else its ZIP code, else its town."""

from dataclasses import dataclass
from typing import Protocol

from index.places.distance import miles_between
from index.places.place import Place
from index.records import Precision

PLAUSIBLE_MILES = 25.0
"""How far from its ZIP code or town a coordinate may lie. Ours; of 291 ZIP codes known to be off, all were farther."""

# Rough frames around the states and territories, in degrees: (south, west, north, east).
_COUNTRY = (
    (13.0, -180.0, 72.0, -64.0),
    (13.0, 144.0, 21.0, 146.5),
    (51.0, 172.0, 54.0, 180.0),
    (-15.0, -172.0, -10.0, -168.0),
)


class Places(Protocol):
    """What normalizing asks of a gazetteer."""

    def zip(self, code: str) -> Place | None:
        """Return the place of a ZIP code."""

    def town(self, city: str, state: str) -> Place | None:
        """Return the place of a town in a state ("CO")."""


@dataclass(frozen=True, slots=True)
class Point:
    """A coordinate in degrees with its precision, and what was wrong on the way to it."""

    latitude: float | None = None
    longitude: float | None = None
    precision: Precision = Precision.NONE
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """What a source says of where a location is. `latitude` and `longitude` as written."""

    city: str
    state: str
    zip: str
    latitude: str = ""
    longitude: str = ""


def locate(where: Whereabouts, places: Places) -> Point:
    """Return the best point for a location.

    Problems: `coordinate/unreadable`, `coordinate/impossible`, `coordinate/far_off` (more than 25 miles from both ZIP
    code and town), `coordinate/unchecked` (nothing known to hold it against), `address/zip_unknown`,
    `address/zip_not_in_state`, `address/no_place`.
    """
    by_zip, problems = _zip_place(where, places)
    by_town = places.town(where.city, where.state) if where.city and where.state else None
    near = [place for place in (by_zip, by_town) if place]
    given, wrong = _given_point(where)
    problems += wrong
    if given:
        off = _off(given, where, near)
        problems += off
        if "coordinate/far_off" not in off:
            return Point(*given, Precision.ADDRESS, problems)
    if near:
        # A ZIP code that the table knows by its town only is no more exact than the town.
        return Point(near[0].latitude, near[0].longitude, near[0].precision, problems)
    return Point(problems=(*problems, "address/no_place"))


def _zip_place(where: Whereabouts, places: Places) -> tuple[Place | None, tuple[str, ...]]:
    place = places.zip(where.zip) if where.zip else None
    if where.zip and place is None:
        return None, ("address/zip_unknown",)
    if place and where.state and place.state != where.state and place.city.casefold() != where.city.casefold():
        return None, ("address/zip_not_in_state",)
    return place, ()


def _given_point(where: Whereabouts) -> tuple[tuple[float, float] | None, tuple[str, ...]]:
    written = (where.latitude.strip(), where.longitude.strip())
    if not any(written):
        return None, ()
    try:
        latitude, longitude = float(written[0]), float(written[1])
    except ValueError:
        return None, ("coordinate/unreadable",)
    inside = any(s <= latitude <= n and w <= longitude <= e for s, w, n, e in _COUNTRY)
    return ((latitude, longitude), ()) if inside else (None, ("coordinate/impossible",))


def _off(point: tuple[float, float], where: Whereabouts, near: list[Place]) -> tuple[str, ...]:
    if near:
        miles = min(miles_between(*point, place.latitude, place.longitude) for place in near)
        return () if miles <= PLAUSIBLE_MILES else ("coordinate/far_off",)
    return ("coordinate/unchecked",) if where.zip or where.city else ()
