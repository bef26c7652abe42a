"""The location shown for a place: each value from the most trusted listing that has it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.places.outlines.within import within_state
from index.providers.stated_place import StatedPlace, at_one_address, one_area
from index.records import Phone, PracticeLocation, Precision

_PRECISIONS = list(Precision)


def shown_location(place: Sequence[StatedPlace]) -> PracticeLocation:
    """Return the location to show for a place; its statements come in the order of trust."""
    locations = [stated.location for stated in place]
    shown = next((one for one in place if one.location.street), None) or next(
        (one for one in place if one.location.city or one.location.zip), place[0]
    )
    base = shown.location
    near = [base, *(one.location for one in place if _is_near(one, shown))]
    state = _first(one.state for one in near)
    located = _located(near, state)
    return PracticeLocation(
        organization=_first(one.organization for one in locations),
        street=base.street,
        unit=_first(one.unit for one in near if one.street),
        city=_first(one.city for one in near),
        state=state,
        zip=_first(one.zip for one in near),
        phone=_corrected_phone(place) or _phone(one.phone for one in locations),
        fax=next((one.fax for one in locations if one.fax), None),
        latitude=located.latitude,
        longitude=located.longitude,
        precision=located.precision,
    )


def without_street(location: PracticeLocation, place: Iterable[StatedPlace]) -> PracticeLocation:
    """Return the location as town and ZIP, with a coordinate no more exact than these."""
    coarse = [stated.location for stated in place if stated.location.precision is not Precision.ADDRESS]
    located = _located(coarse, location.state)
    return replace(
        location,
        street="",
        unit="",
        latitude=located.latitude,
        longitude=located.longitude,
        precision=located.precision,
    )


def _located(locations: Iterable[PracticeLocation], state: str) -> PracticeLocation:
    """Return the location with the most exact point that is at most two miles outside the shown state."""
    inside = (one for one in locations if _is_inside(one, state))
    return min(inside, key=lambda one: _PRECISIONS.index(one.precision), default=PracticeLocation())


def _is_inside(location: PracticeLocation, state: str) -> bool:
    latitude, longitude = location.latitude, location.longitude
    return latitude is None or longitude is None or within_state(state, latitude, longitude)


def _is_near(stated: StatedPlace, shown: StatedPlace) -> bool:
    """Return whether a location's unit, town and point fit the shown one: a corrected street may be elsewhere."""
    if shown.seen.listing.corrects is None:
        return True
    if stated.street or shown.street:
        return at_one_address(stated, shown)
    return one_area(stated, shown)


def _corrected_phone(place: Iterable[StatedPlace]) -> Phone | None:
    """Return the corrected phone number, even a toll-free one."""
    return next((one.location.phone for one in place if one.seen.listing.corrects and one.location.phone), None)


def _first(values: Iterable[str]) -> str:
    return next(filter(None, values), "")


def _phone(phones: Iterable[Phone | None]) -> Phone | None:
    known = [phone for phone in phones if phone]
    return next((phone for phone in known if phone.kind != "toll_free"), known[0] if known else None)
