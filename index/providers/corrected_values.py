"""Values reported as wrong stay as claims and are shown nowhere else. After a year, a source's newer value wins."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from index.normalize.match_keys import organization_key
from index.normalize.text import fold_text
from index.providers.stated_place import Place, StatedPlace
from index.records import Listing, PracticeLocation, SeenListing, address_line, is_due, license_line, phone_line


@dataclass(frozen=True, slots=True)
class Denial:
    """A value reported as wrong, the day of the last report, and whether it is time to ask again."""

    field: str
    value: str
    corrected_on: date
    is_due: bool

    def holds_for(self, seen: SeenListing, field: str, value: str) -> bool:
        """Return whether the denial applies to a value of a listing.

        It does not apply to a later correction nor, once it is due, to a value that a source began to state since.
        """
        if field != self.field or _comparable(field, value) != _comparable(field, self.value):
            return False
        if seen.listing.corrects and seen.last_seen >= self.corrected_on:
            return False
        return not (self.is_due and first_read(seen, field, value) > self.corrected_on)


def first_read(seen: SeenListing, field: str, value: str) -> date:
    """Return the day a listing's value was first read; the listing's own first day if it has no such claim."""
    days = (claim.first_seen for claim in seen.claims if (claim.field, claim.value) == (field, value))
    return next(days, seen.first_seen)


def without_denied(listings: Sequence[SeenListing], today: date) -> list[SeenListing]:
    """Return a provider's listings without the values reported as wrong; their claims stay."""
    denials = [
        Denial(denied.field, denied.value, seen.last_seen, is_due(seen.last_seen, today))
        for seen in listings
        if seen.listing.corrects
        for denied in seen.listing.corrects.denied
    ]
    return [replace(seen, listing=_without(seen, denials)) for seen in listings] if denials else list(listings)


def _without(seen: SeenListing, denials: Iterable[Denial]) -> Listing:
    def is_shown(field: str, value: str) -> bool:
        return not any(denial.holds_for(seen, field, value) for denial in denials)

    listing = seen.listing
    return replace(
        listing,
        credentials=tuple(one for one in listing.credentials if is_shown("credential", one.raw)),
        unknown_credentials=tuple(one for one in listing.unknown_credentials if is_shown("unknown_credential", one)),
        professions=tuple(one for one in listing.professions if is_shown("profession", one)),
        licenses=tuple(one for one in listing.licenses if is_shown("license", license_line(one))),
        website=listing.website if is_shown("website", listing.website) else "",
        locations=tuple(
            replace(
                one,
                phone=one.phone if one.phone and is_shown("phone", phone_line(one.phone)) else None,
                fax=one.fax if one.fax and is_shown("fax", one.fax.e164) else None,
                organization=one.organization if is_shown("organization", one.organization) else "",
            )
            for one in listing.locations
        ),
    )


def _comparable(field: str, value: str) -> str:
    if field in {"phone", "fax"}:
        return value.partition(" x")[0]
    if field == "organization":
        return organization_key(value)
    return fold_text(value)


Holder = TypeVar("Holder")


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a location that claims state: its claim field, its value as text, and the location without it."""

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


def is_only_corrected(place: Sequence[StatedPlace], today: date) -> bool:
    """Return whether only corrections that are due state a place."""
    return all(_is_due(stated.seen, today) for stated in place)


def place_on(place: Sequence[StatedPlace], today: date) -> Place:
    """Return a place without outdated values: due corrections, and the values they corrected, if a newer one exists."""
    due = [stated for stated in place if _is_due(stated.seen, today)]
    for part in _PARTS if due else ():
        for one in due:
            place = _settled(place, one, part)
    return list(place)


def with_websites_on(listings: Sequence[SeenListing], today: date) -> list[SeenListing]:
    """Return the listings without outdated websites, by the same rule as `place_on`."""
    due = [seen for seen in listings if _is_due(seen, today) and seen.listing.website]
    for one in due:
        yields = _yielding(listings, one, "website", lambda seen: (seen, seen.listing.website))
        listings = [
            replace(seen, listing=replace(seen.listing, website="")) if seen in yields else seen for seen in listings
        ]
    return list(listings)


def newer_names(correction: SeenListing, listings: Iterable[SeenListing], today: date) -> list[SeenListing]:
    """Return the listings whose names replace a corrected one: it is due, and they began to state theirs since."""
    if not _is_due(correction, today):
        return []
    others = [
        seen for seen in listings if seen.listing.corrects is None and seen.listing.name != correction.listing.name
    ]
    return [seen for seen in others if first_read(seen, "name", seen.listing.name) > correction.last_seen]


def _is_due(seen: SeenListing, today: date) -> bool:
    return seen.listing.corrects is not None and is_due(seen.last_seen, today)


def _settled(place: Sequence[StatedPlace], correction: StatedPlace, part: _Part) -> Sequence[StatedPlace]:
    if not part.value(correction.location):
        return place
    yields = _yielding(place, correction, part.field, lambda stated: (stated.seen, part.value(stated.location)))
    return [replace(stated, location=part.without(stated.location)) if stated in yields else stated for stated in place]


def _yielding(
    holders: Sequence[Holder], correction: Holder, field: str, value_of: Callable[[Holder], tuple[SeenListing, str]]
) -> list[Holder]:
    """Return the holders whose value of a field is outdated: every value but those first read after the correction."""
    seen, said = value_of(correction)
    newer = {
        value
        for holder in holders
        for other, value in (value_of(holder),)
        if value and value != said and first_read(other, field, value) > seen.last_seen
    }
    if not newer:
        return []
    return [holder for holder in holders if value_of(holder)[1] and value_of(holder)[1] not in newer]
