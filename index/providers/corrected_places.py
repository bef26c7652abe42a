"""Corrections of places: which of a provider's places each one counts at, and which place the provider has left."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from index.providers.corrected_values import first_read
from index.providers.stated_place import Place, StatedPlace, add_to, at_one_address, one_area
from index.records import (
    DENIES,
    DETAILS,
    HOURS,
    NEW_PATIENTS,
    Claim,
    PracticeLocation,
    SeenListing,
    address_line,
    is_due,
)

LEFT = f"{DENIES}address"
"""The field of a claim that says a provider is not at an address."""

PLACE_DETAILS = frozenset({HOURS, NEW_PATIENTS})
"""Details that belong to a place; languages go with the person."""

_NOTHING = PracticeLocation()


def join_corrected(places: list[Place], corrections: Iterable[SeenListing]) -> None:
    """Add each corrected location to the places that it corrects, whatever street it names; change `places` in place.

    A street that no place has becomes a place of its own. A location without street that corrects a place no source
    states any more is dropped: it does not say where the provider went.
    """
    for seen in corrections:
        for location in seen.listing.locations or _corrected_only(seen):
            one = StatedPlace(seen, location)
            corrected = _corrected(places, seen)
            fitting = [place for place in places if place in corrected or _has_street(place, one)]
            if fitting or one.street:
                add_to(places, one, fitting)


def is_left(place: Place, corrections: Iterable[SeenListing], today: date) -> bool:
    """Return whether a correction says the provider left a place, and no newer statement names the place.

    Newer statements are later corrections and, once the correction is due, what a source began to state after it.
    """
    left = [seen for seen in corrections if seen.listing.corrects and seen.listing.corrects.has_left]
    return any(_is_at(place, seen) and not _has_newer(place, seen, today) for seen in left)


def left_line(seen: SeenListing, shown: Sequence[Place]) -> str:
    """Return the address a person has left, with its street only if one of the `shown` places has it; "" for none."""
    place = seen.listing.corrects.place if seen.listing.corrects else None
    if place is None:
        return ""
    is_shown = any(_is_at(one, seen) for one in shown)
    return address_line(place if is_shown else replace(place, street="", unit=""))


def details_at(place: Place) -> tuple[Claim, ...]:
    """Return the claims of corrections on a place that no source states: the newest one of each field."""
    stated = {
        claim
        for stated in place
        if stated.seen.listing.corrects
        for claim in stated.seen.claims
        if claim.field in PLACE_DETAILS
    }
    newest = sorted(stated, key=lambda claim: (DETAILS.index(claim.field), claim.last_seen, claim.source_id))
    return tuple({claim.field: claim for claim in newest}.values())


def _corrected_only(seen: SeenListing) -> Sequence[PracticeLocation]:
    """Return an empty location for a correction that states only dry needling at a place: it belongs there too."""
    corrects = seen.listing.corrects
    return (_NOTHING,) if corrects and corrects.place and not corrects.has_left else ()


def _corrected(places: Sequence[Place], seen: SeenListing) -> Sequence[Place]:
    corrects = seen.listing.corrects
    if corrects is None or corrects.has_left:
        return []
    if corrects.place is None:
        return places if len(places) == 1 else []
    if found := [place for place in places if _is_at(place, seen)]:
        return found
    spoken_of = StatedPlace(seen, corrects.place)
    near = [place for place in places if any(one_area(stated, spoken_of) for stated in place)]
    return near if len(near) == 1 and not spoken_of.street else []


def _is_at(place: Place, seen: SeenListing) -> bool:
    corrects = seen.listing.corrects
    if corrects is None or corrects.place is None:
        return False
    spoken_of = StatedPlace(seen, corrects.place)
    return any(_one_place(stated, spoken_of) for stated in place)


def _one_place(stated: StatedPlace, spoken_of: StatedPlace) -> bool:
    if stated.street or spoken_of.street:
        return _same_street(stated, spoken_of)
    return one_area(stated, spoken_of)


def _same_street(stated: StatedPlace, other: StatedPlace) -> bool:
    return bool(stated.street) and at_one_address(stated, other)


def _has_street(place: Place, one: StatedPlace) -> bool:
    return any(_same_street(stated, one) for stated in place)


def _has_newer(place: Place, left: SeenListing, today: date) -> bool:
    return any(_is_newer(stated, left, today) for stated in place)


def _is_newer(stated: StatedPlace, left: SeenListing, today: date) -> bool:
    if stated.seen.listing.corrects:
        return stated.seen.last_seen > left.last_seen
    line = address_line(stated.location)
    return is_due(left.last_seen, today) and first_read(stated.seen, "address", line) > left.last_seen
