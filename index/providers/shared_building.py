"""Buildings: listings at one address share its point, and the organization behind a phone number there.

Sources place one building at several points, or give only a ZIP code's middle, and many name no organization. People at
one address then seem to be at different distances. So all who are published at a street number and ZIP code get one
point, and a place without organization gets the one that has the same phone number in the building, if there is
exactly one. The address alone is not enough: several organizations share a building. A withheld street has no building.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from index.normalize.match_keys import building_key, organization_key
from index.places.outlines.within import within_state
from index.providers.trust import Trust
from index.records import ListingKind, PracticeLocation, Precision, SeenListing

_Point = tuple[float, float]
_Order = tuple[bool, int]
"""(Listing missing in the last good run, minus the rank of its source); the smallest is trusted first."""


class SharedBuildings:
    """Gathers points and organizations of buildings from listings, and adds them to published places."""

    def __init__(self, trust: Trust | None = None) -> None:
        self._trust = trust or Trust()
        self._points: dict[str, dict[_Point, tuple[_Order, int]]] = {}
        """By building: each stated point with its most trusted listing's order, and the number of listings."""
        self._organizations: dict[tuple[str, str], dict[str, str]] = {}
        """By building and phone number: one spelling of each organization, by its key."""

    def reading(
        self, listings: Iterable[SeenListing], is_left_out: Callable[[SeenListing], bool] = lambda _: False
    ) -> Iterator[SeenListing]:
        """Yield all listings, and gather from those that are in force and not of somebody who is left out."""
        for seen in listings:
            if not seen.listing.deactivated and not is_left_out(seen):
                for location in seen.listing.locations:
                    if building := building_of(location):
                        self._gather_point(building, location, seen)
                        self._gather_organization(building, location, seen)
            yield seen

    def share(self, location: PracticeLocation, *, named: bool) -> tuple[PracticeLocation, bool]:
        """Return a published place with its building's point, and whether its organization comes from another listing.

        `named`: whether an organization may be added; not to a clinic, nor if the organization was reported wrong.
        """
        building = building_of(location)
        if not building:
            return location, False
        if points := self._points.get(building):
            # Ties go by the number of listings, then by the point itself, so that a new reading day moves nobody.
            latitude, longitude = min(points, key=lambda at: (points[at][0], -points[at][1], at))
            location = replace(location, latitude=latitude, longitude=longitude, precision=Precision.ADDRESS)
        if location.organization or not named or not location.phone:
            return location, False
        names = self._organizations.get((building, location.phone.e164), {})
        if len(names) != 1:
            return location, False
        return replace(location, organization=next(iter(names.values()))), True

    def _gather_point(self, building: str, location: PracticeLocation, seen: SeenListing) -> None:
        latitude, longitude = location.latitude, location.longitude
        if location.precision is not Precision.ADDRESS or latitude is None or longitude is None:
            return
        if location.state and not within_state(location.state, latitude, longitude):
            return
        points = self._points.setdefault(building, {})
        missing, rank, *_ = self._trust.order(seen)
        best, stated = points.get((latitude, longitude), ((True, 0), 0))
        points[latitude, longitude] = (min(best, (missing, rank)) if stated else (missing, rank), stated + 1)

    def _gather_organization(self, building: str, location: PracticeLocation, seen: SeenListing) -> None:
        listing = seen.listing
        name = listing.name if listing.kind is ListingKind.CLINIC else location.organization
        key = organization_key(name)
        if not key or not location.phone:
            return
        names = self._organizations.setdefault((building, location.phone.e164), {})
        names[key] = min(names.get(key, name), name)


def building_of(location: PracticeLocation) -> str:
    """Return the key of a place's building, "" without a street."""
    return building_key(location.street, location.zip, location.city, location.state)
