"""Which of a provider's listings, and which of its places, a correction is about."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.evidence.stated_place import Place, places_of, stated_places
from index.evidence.trust import Trust
from index.normalize.fold import fold_text
from index.records import Listing, PracticeLocation, SeenListing, address_line


class WhichPlaceError(ValueError):
    """A correction of a phone, an address or the like must say of which place it is."""


class WhichListingError(ValueError):
    """The listing that was named is none of the provider's."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """The listing that a correction is about, and the place as it stands there, without phone and fax."""

    listing: Listing
    place: PracticeLocation | None


def corrected(listings: Sequence[SeenListing], trust: Trust, *, about: str, place: str, of_a_place: bool) -> Corrected:
    """Return what a correction is about: the listing that is trusted first, and its place where it is `of_a_place`.

    `about` names another listing, as `source/id`; `place` a part of the address or workplace, needed where there are
    several. Raises WhichListingError and WhichPlaceError.
    """
    sources = trust.sorted(seen for seen in listings if seen.listing.corrects is None)
    named = [seen for seen in sources if about in {"", f"{seen.listing.source}/{seen.listing.source_id}"}]
    if not named:
        known = ", ".join(f"{seen.listing.source}/{seen.listing.source_id}" for seen in sources) or "none"
        raise WhichListingError(f"{about or 'it'} is no listing of this provider; its listings are: {known}")
    if not of_a_place:
        return Corrected(named[0].listing, None)
    places = places_of(stated_places(named))
    fitting = [one for one in places if _is_meant(one, place)]
    if len(fitting) > 1 or (place and not fitting):
        lines = "; ".join(_line(one) for one in places) or "none"
        raise WhichPlaceError(f"say with --place of which place it is, by a part of its address: {lines}")
    if not fitting:
        return Corrected(named[0].listing, None)
    stated = min(fitting[0], key=lambda one: named.index(one.seen))
    location = replace(stated.location, phone=None, fax=None, organization="", unit="")
    return Corrected(stated.seen.listing, location)


def _is_meant(place: Place, words: str) -> bool:
    wanted = fold_text(words)
    return any(wanted in fold_text(f"{one.location.organization} {address_line(one.location)}") for one in place)


def _line(place: Place) -> str:
    location = place[0].location
    return ", ".join(part for part in (location.organization, address_line(location)) if part)
