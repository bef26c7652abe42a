"""Geocodes the street addresses of one run with a service that the operator chose; off by default.

A visitor's words are never sent. The table `geocode` stores every answer: a house is asked for once, and an unknown one
again after half a year. An answer counts only if it is a house, in the outline of the address's state and near its ZIP
code; otherwise the location keeps the coordinate of its ZIP code or town.
"""

from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, delete, insert, select

from index import clock
from index.places.build.neighbors import Point
from index.places.distance import miles_between
from index.places.gazetteer import Gazetteer
from index.places.geocoder import GeocoderFailedError, chosen_service
from index.places.outlines.within import within_state
from index.process_log import get_logger
from index.records import PracticeLocation, Precision, address_line
from index.settings import Settings
from index.store import Store
from index.store.schema import geocode

FAR_FROM_ZIP = 25.0  # miles
NO_HOUSE_FOR = timedelta(days=180)
"""Time for which "no such house" stays valid; services add new houses."""
FAILURES_IN_A_ROW = 3
"""After this many, the run sends the service no further request."""

log = get_logger(__name__)


class Outcome(StrEnum):
    """The outcome for one location; values with a slash are kinds of problems of the run."""

    NOTHING_TO_ASK = ""
    FOUND = "found"
    NO_HOUSE = "geocode/no_house"
    NOT_BELIEVED = "geocode/not_believed"
    FAILED = "geocode/failed"
    NOT_ASKED = "geocode/not_asked"

    @property
    def is_problem(self) -> bool:
        """Return whether it is listed among the problems of the run."""
        return "/" in self.value


class Geocoding:
    """Geocodes the addresses of one run, at most `geocoder_limit` new ones."""

    def __init__(self, store: Store, settings: Settings, gazetteer: Gazetteer) -> None:
        self._store = store
        self._settings = settings
        self._gazetteer = gazetteer
        self._left = settings.geocoder_limit
        self._failures = 0

    def locate(self, location: PracticeLocation) -> tuple[PracticeLocation, Outcome]:
        """Return the location with the coordinate of its street address, and the outcome.

        It is unchanged where the service is off, cannot be reached, knows no such house, or is not believable.
        Raises SettingError where `geocoder` is on and `crawl_contact` is empty.
        """
        off = self._settings.geocoder == "off"
        if off or location.precision is Precision.ADDRESS or not _has_street(location):
            return location, Outcome.NOTHING_TO_ASK
        point, outcome = self._point(address_line(replace(location, unit="")))
        if point is None:
            return location, outcome
        if not is_believable(self._gazetteer, location, point):
            return location, Outcome.NOT_BELIEVED
        return replace(location, latitude=point[0], longitude=point[1], precision=Precision.ADDRESS), outcome

    def _point(self, query: str) -> tuple[Point | None, Outcome]:
        ask = chosen_service(self._settings)
        if known := _known(self._store, query):
            return _point_of(known)
        if not self._left or self._failures == FAILURES_IN_A_ROW:
            return None, Outcome.NOT_ASKED
        self._left -= 1
        try:
            point = ask(query)
        except GeocoderFailedError as error:
            log.warning("geocoder_failed", service=self._settings.geocoder, error=str(error))
            self._failures = FAILURES_IN_A_ROW if error.is_final else self._failures + 1
            return None, Outcome.FAILED
        self._failures = 0
        _keep(self._store, query, point)
        return point, Outcome.FOUND if point else Outcome.NO_HOUSE


def is_believable(gazetteer: Gazetteer, location: PracticeLocation, point: Point) -> bool:
    """Return whether a point is in its state (or within two miles) and at most 25 miles from its ZIP code or town."""
    if not within_state(location.state, *point):
        return False
    near = gazetteer.near(location.zip, location.city, location.state)
    return near is not None and miles_between(*point, near.latitude, near.longitude) <= FAR_FROM_ZIP


def _has_street(location: PracticeLocation) -> bool:
    return bool(location.street and location.state and (location.zip or location.city))


def _known(store: Store, query: str) -> "Row[Any] | None":
    """Return the stored answer; None without one, and for a "no such house" older than NO_HOUSE_FOR."""
    with store.read() as connection:
        row = connection.execute(select(geocode).where(geocode.c.query == query)).one_or_none()
    is_old = row is not None and row.latitude is None and clock.today() - row.answered_on > NO_HOUSE_FOR
    return None if is_old else row


def _point_of(known: "Row[Any]") -> tuple[Point | None, Outcome]:
    if known.latitude is None:
        return None, Outcome.NO_HOUSE
    return (known.latitude, known.longitude), Outcome.FOUND


def _keep(store: Store, query: str, point: Point | None) -> None:
    latitude, longitude = point or (None, None)
    answer = {"query": query, "latitude": latitude, "longitude": longitude, "answered_on": clock.today()}
    with store.write() as connection:
        connection.execute(delete(geocode).where(geocode.c.query == query))  # another process may have asked too
        connection.execute(insert(geocode).values(answer))
