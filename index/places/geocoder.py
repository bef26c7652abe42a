"""Geocoding services for street addresses: Nominatim or Photon through geopy, at most one request a second.

No other module imports geopy, and this one only when a service is chosen: its HTTP clients would be a large part of the
start of every command. `index.store.geocoding` uses the answers.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol
from urllib.parse import urlsplit

from index.places.build.neighbors import Point
from index.settings import SettingError, Settings

SECONDS_BETWEEN = 1.0  # Nominatim usage policy: "an absolute maximum of 1 request per second"
TIMEOUT_SECONDS = 10
HOUSE_RANK = 30  # Nominatim's place_rank of a building or an address point; a street has 26


class GeocoderFailedError(RuntimeError):
    """The service gave no answer; `is_final` where no further request makes sense either."""

    def __init__(self, error: str, *, is_final: bool) -> None:
        super().__init__(f"the geocoder gave no answer: {error}")
        self.is_final = is_final


class GeocodingService(Protocol):
    """Look up a one-line address: (latitude, longitude), None for no such house; raises GeocoderFailedError."""

    def __call__(self, query: str) -> Point | None: ...  # noqa: D102


def chosen_service(settings: Settings) -> GeocodingService:
    """Return the service that the setting `geocoder` names; raises SettingError where `crawl_contact` is empty."""
    return _service(settings.geocoder, settings.geocoder_url, settings.crawl_contact)


@cache
def _service(name: str, url: str, contact: str) -> GeocodingService:
    if not contact:
        raise SettingError(
            "setting 'geocoder' is on and 'crawl_contact' is empty: the service asks for an address to write to; "
            "set PINPOINT_CRAWL_CONTACT, or PINPOINT_GEOCODER=off"
        )
    from geopy.extra.rate_limiter import RateLimiter
    from geopy.geocoders import Nominatim, Photon

    options = {"user_agent": f"Pinpoint ({contact})", "timeout": TIMEOUT_SECONDS} | _host(url)
    service = Nominatim(**options) if name == "nominatim" else Photon(**options)
    # A retry would be a further request to a service that just refused one; the next recrawl asks again.
    limited = RateLimiter(service.geocode, min_delay_seconds=SECONDS_BETWEEN, max_retries=0, swallow_exceptions=False)
    return _with_our_error(_Nominatim(limited) if name == "nominatim" else _Photon(limited))


def _with_our_error(ask: GeocodingService) -> GeocodingService:
    from geopy import exc

    # Too many requests (429) is a quota error.
    no_more = (exc.GeocoderQuotaExceeded, exc.GeocoderAuthenticationFailure, exc.GeocoderInsufficientPrivileges)

    def asked(query: str) -> Point | None:
        try:
            return ask(query)
        except exc.GeocoderServiceError as error:
            raise GeocoderFailedError(type(error).__name__, is_final=isinstance(error, no_more)) from error

    return asked


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
