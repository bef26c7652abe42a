"""What we were told long ago, beside what sources began to say since.

For a year what we were told stands first, whatever sources say. Then it is time to ask again. Until somebody
does, it still stands before what it corrected, and yields to a value that a source began to state afterwards.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from index.evidence.denied import first_read
from index.evidence.stated_place import Place, StatedPlace
from index.records import PracticeLocation, SeenListing, address_line, is_due, phone_line

Holder = TypeVar("Holder")


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a location that claims state: its value in words, and the location without it."""

    field: str
    value: Callable[[PracticeLocation], str]
    without: Callable[[PracticeLocation], PracticeLocation]


_PARTS = (
    _Part("phone", lambda at: phone_line(at.phone) if at.phone else "", lambda at: replace(at, phone=None)),
    _Part("fax", lambda at: at.fax.e164 if at.fax else "", lambda at: replace(at, fax=None)),
    _Part("organization", lambda at: at.organization, lambda at: replace(at, organization="")),
    _Part(
        "address",
        address_line,
        lambda at: PracticeLocation(organization=at.organization, phone=at.phone, fax=at.fax),
    ),
)


def is_only_told(place: Sequence[StatedPlace], today: date) -> bool:
    """Tell whether nobody states a place but somebody who told us so long ago."""
    return all(_is_due(stated.seen, today) for stated in place)


def place_on(place: Sequence[StatedPlace], today: date) -> Place:
    """Return a place without the values that yield on a day: told ones that are due, and those they corrected."""
    told = [stated for stated in place if _is_due(stated.seen, today)]
    for part in _PARTS if told else ():
        for one in told:
            place = _settled(place, one, part)
    return list(place)


def with_websites_on(listings: Sequence[SeenListing], today: date) -> list[SeenListing]:
    """Return listings without the websites that yield on a day."""
    told = [seen for seen in listings if _is_due(seen, today) and seen.listing.website]
    for one in told:
        yields = _yielding(listings, one, "website", lambda seen: (seen, seen.listing.website))
        listings = [
            replace(seen, listing=replace(seen.listing, website="")) if seen in yields else seen for seen in listings
        ]
    return list(listings)


def newer_names(told: SeenListing, listings: Iterable[SeenListing], today: date) -> list[SeenListing]:
    """Return the listings to whose names a told one yields: it is due, and they began to state theirs since."""
    if not _is_due(told, today):
        return []
    others = [seen for seen in listings if seen.listing.corrects is None and seen.listing.name != told.listing.name]
    return [seen for seen in others if first_read(seen, "name", seen.listing.name) > told.last_seen]


def _is_due(seen: SeenListing, today: date) -> bool:
    return seen.listing.corrects is not None and is_due(seen.last_seen, today)


def _settled(place: Sequence[StatedPlace], told: StatedPlace, part: _Part) -> Sequence[StatedPlace]:
    if not part.value(told.location):
        return place
    yields = _yielding(place, told, part.field, lambda stated: (stated.seen, part.value(stated.location)))
    return [replace(stated, location=part.without(stated.location)) if stated in yields else stated for stated in place]


def _yielding(
    holders: Sequence[Holder], told: Holder, field: str, value_of: Callable[[Holder], tuple[SeenListing, str]]
) -> list[Holder]:
    """Return whose value of a field yields to a newer one: what was told, and what was known when it was told."""
    seen, said = value_of(told)
    newer = {
        value
        for holder in holders
        for other, value in (value_of(holder),)
        if value and value != said and first_read(other, field, value) > seen.last_seen
    }
    if not newer:
        return []
    return [holder for holder in holders if value_of(holder)[1] and value_of(holder)[1] not in newer]
