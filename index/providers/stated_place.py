"""Stated places: the locations in listings, grouped into places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.normalize.match_keys import organization_key, street_key, town_key
from index.records import PracticeLocation, SeenListing


@dataclass(frozen=True, slots=True)
class StatedPlace:
    """A location as one listing states it, with its comparable parts."""

    seen: SeenListing
    location: PracticeLocation

    @property
    def street(self) -> str:
        """Number and bare street, without the unit."""
        return street_key(self.location.street)

    @property
    def town(self) -> str:
        """Town and state."""
        return town_key(self.location.city, self.location.state)

    @property
    def phone(self) -> str:
        """The phone number; "" if it is toll-free, which a whole chain answers."""
        phone = self.location.phone
        return phone.e164 if phone and phone.kind != "toll_free" else ""

    @property
    def workplace(self) -> str:
        """The key of the organization in its town; "" without either."""
        organization = organization_key(self.location.organization)
        return f"{organization}|{self.town}" if organization and self.town else ""


Place = list[StatedPlace]


def stated_places(listings: Iterable[SeenListing]) -> list[StatedPlace]:
    """Return every location that is not empty, in the order of the listings."""
    nothing = PracticeLocation()
    return [
        StatedPlace(seen, location) for seen in listings for location in seen.listing.locations if location != nothing
    ]


def places_of(stated: Sequence[StatedPlace]) -> list[Place]:
    """Group stated locations into places.

    One place has the same street number and street in one ZIP code or town, whatever the unit. A location
    without street joins the one address that has its phone, else its organization in that town, else the
    one address in its ZIP code (in its town without a ZIP code). A location that fits several addresses joins none.
    """
    places: list[Place] = []
    for one in stated:
        if one.street:
            add_to(places, one, [place for place in places if any(at_one_address(one, other) for other in place)])
    for one in stated:
        if not one.street:
            home = _home(one, places)
            add_to(places, one, [home] if home else [])
    return places


def add_to(places: list[Place], one: StatedPlace, fitting: Sequence[Place]) -> None:
    """Add a location to the places that it fits, which become one; without a fitting one, add a new place."""
    # An address with ZIP and one with town only may match only through a third that has both.
    joined = [other for place in fitting for other in place]
    for place in fitting[1:]:
        places.remove(place)
    if fitting:
        fitting[0][:] = [*joined, one]
    else:
        places.append([one])


def at_one_address(left: StatedPlace, right: StatedPlace) -> bool:
    """Return whether two locations have the same number and street in one ZIP code or town."""
    return left.street == right.street and one_area(left, right)


def one_area(left: StatedPlace, right: StatedPlace) -> bool:
    """Return whether two locations share a ZIP code or town."""
    if left.location.zip and left.location.zip == right.location.zip:
        return True
    return bool(left.town) and left.town == right.town


def _home(one: StatedPlace, places: Sequence[Place]) -> Place | None:
    for same in (_same_phone, _same_workplace, _same_area):
        fitting = [place for place in places if any(same(one, other) for other in place)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            return None
    return None


def _same_phone(one: StatedPlace, other: StatedPlace) -> bool:
    apart = bool(one.town) and bool(other.town) and not one_area(one, other)
    return bool(one.phone) and one.phone == other.phone and not apart


def _same_workplace(one: StatedPlace, other: StatedPlace) -> bool:
    return bool(one.workplace) and one.workplace == other.workplace


def _same_area(one: StatedPlace, other: StatedPlace) -> bool:
    if one.location.zip and other.location.zip:
        return one.location.zip == other.location.zip
    return bool(one.town) and one.town == other.town
