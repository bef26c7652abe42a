"""Street addresses that were crawled, to points: through Nominatim or Photon, off by default, at most one a second.

A visitor's words are never sent here. Answers, and that there was none, are kept in the store's table `geocode`,
so that an address is asked for once. An answer counts only if it is a house, lies in the address's state and
not far from its ZIP code; otherwise the location keeps the coordinate of its ZIP code or town.
"""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Protocol
from urllib.parse import urlsplit

import structlog
from geopy.exc import GeocoderServiceError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim, Photon
from sqlalchemy import Row, delete, insert, select

from index import clock
from index.places.distance import miles_between
from index.places.gazetteer import Gazetteer
from index.places.neighbors import Point
from index.records import PracticeLocation, Precision, address_line
from index.settings import SettingError, Settings
from index.store import Store
from index.store.schema import geocode

SECONDS_BETWEEN = 1.0  # Nominatim usage policy: "an absolute maximum of 1 request per second"
TIMEOUT_SECONDS = 10
FAR_FROM_ZIP = 25.0  # miles
HOUSE_RANK = 30  # Nominatim's place_rank of a building or an address point; a street has 26
STATE_MARGIN = 0.5  # degrees around the ZIP codes of a state

log = structlog.get_logger(__name__)


class Ask(Protocol):
    """Asks a service for an address in one line; None where it knows no such house."""

    def __call__(self, query: str) -> Point | None: ...  # noqa: D102


def locate(store: Store, settings: Settings, gazetteer: Gazetteer, location: PracticeLocation) -> PracticeLocation:
    """Return the location with the coordinate of its street address, if the setting `geocoder` asks for that.

    Returns it as it is where the service is off, cannot be reached, knows no such house, or is not to be believed.
    Raises SettingError where `geocoder` is on and `crawl_contact` is empty.
    """
    if settings.geocoder == "off" or location.precision is Precision.ADDRESS or not _has_street(location):
        return location
    query = address_line(replace(location, unit=""))
    try:
        point = _asked_once(store, query, _service(settings.geocoder, settings.geocoder_url, settings.crawl_contact))
    except GeocoderServiceError as error:
        log.warning("geocoder_failed", service=settings.geocoder, error=type(error).__name__)
        return location
    if point is None or not is_believable(gazetteer, location, point):
        return location
    return replace(location, latitude=point[0], longitude=point[1], precision=Precision.ADDRESS)


def is_believable(gazetteer: Gazetteer, location: PracticeLocation, point: Point) -> bool:
    """Return whether a point lies within the state's rough bounds and at most 25 miles from the ZIP code or town."""
    bounds = gazetteer.bounds(location.state)
    if bounds is None or not bounds.hold(point, STATE_MARGIN):
        return False
    near = gazetteer.near(location.zip, location.city, location.state)
    return near is not None and miles_between(*point, near.latitude, near.longitude) <= FAR_FROM_ZIP


def _has_street(location: PracticeLocation) -> bool:
    return bool(location.street and location.state and (location.zip or location.city))


def _asked_once(store: Store, query: str, ask: Ask) -> Point | None:
    with store.read() as connection:
        known = connection.execute(select(geocode).where(geocode.c.query == query)).one_or_none()
    if known is not None:
        return _point_of(known)
    point = ask(query)
    latitude, longitude = point or (None, None)
    answer = {"query": query, "latitude": latitude, "longitude": longitude, "answered_on": clock.today()}
    with store.write() as connection:
        connection.execute(delete(geocode).where(geocode.c.query == query))  # another process may have asked too
        connection.execute(insert(geocode).values(answer))
    return point


def _point_of(known: "Row[Any]") -> Point | None:
    return None if known.latitude is None else (known.latitude, known.longitude)


@cache
def _service(name: str, url: str, contact: str) -> Ask:
    if not contact:
        raise SettingError(
            "setting 'geocoder' is on and 'crawl_contact' is empty: the service asks for an address to write to; "
            "set PINPOINT_CRAWL_CONTACT, or PINPOINT_GEOCODER=off"
        )
    options = {"user_agent": f"Pinpoint ({contact})", "timeout": TIMEOUT_SECONDS} | _host(url)
    service = Nominatim(**options) if name == "nominatim" else Photon(**options)
    # Retries would be further requests to a service that just said no; the next recrawl asks again.
    limited = RateLimiter(service.geocode, min_delay_seconds=SECONDS_BETWEEN, max_retries=0, swallow_exceptions=False)
    return _Nominatim(limited) if name == "nominatim" else _Photon(limited)


def _host(url: str) -> dict[str, str]:
    if not url:
        return {}
    parts = urlsplit(url if "//" in url else f"https://{url}")
    return {"scheme": parts.scheme, "domain": f"{parts.netloc}{parts.path}".rstrip("/")}


@dataclass(frozen=True, slots=True)
class _Nominatim:
    geocode: Any

    def __call__(self, query: str) -> Point | None:
        found = self.geocode(query, country_codes="us")
        is_house = found is not None and int(found.raw.get("place_rank") or 0) >= HOUSE_RANK
        return (found.latitude, found.longitude) if is_house else None


@dataclass(frozen=True, slots=True)
class _Photon:
    geocode: Any

    def __call__(self, query: str) -> Point | None:
        found = self.geocode(query)
        is_house = found is not None and found.raw.get("properties", {}).get("type") == "house"
        return (found.latitude, found.longitude) if is_house else None
