"""Values of which we were told that they are wrong: they stay among the claims, and nothing else shows them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.normalize.fold import fold_text
from index.normalize.match_keys import organization_key
from index.records import Listing, SeenListing, is_due, license_line, phone_line


@dataclass(frozen=True, slots=True)
class Denial:
    """A wrong value, the day on which we were last told, and whether it is time to ask again."""

    field: str
    value: str
    told_on: date
    is_due: bool

    def holds_for(self, seen: SeenListing, field: str, value: str) -> bool:
        """Tell whether it speaks against a value of a listing.

        It does not against what we were told later nor, once it is due, against what a source began to say since.
        """
        if field != self.field or _comparable(field, value) != _comparable(field, self.value):
            return False
        if seen.listing.corrects and seen.last_seen >= self.told_on:
            return False
        return not (self.is_due and first_read(seen, field, value) > self.told_on)


def first_read(seen: SeenListing, field: str, value: str) -> date:
    """Return the day on which a listing's value was first read; that of the listing where it has no such claim."""
    days = (claim.first_seen for claim in seen.claims if (claim.field, claim.value) == (field, value))
    return next(days, seen.first_seen)


def without_denied(listings: Sequence[SeenListing], today: date) -> list[SeenListing]:
    """Return a provider's listings without the values that we were told are wrong; their claims stay."""
    denials = [
        Denial(denied.field, denied.value, seen.last_seen, is_due(seen.last_seen, today))
        for seen in listings
        if seen.listing.corrects
        for denied in seen.listing.corrects.denied
    ]
    return [replace(seen, listing=_without(seen, denials)) for seen in listings] if denials else list(listings)


def _without(seen: SeenListing, denials: Iterable[Denial]) -> Listing:
    def stands(field: str, value: str) -> bool:
        return not any(denial.holds_for(seen, field, value) for denial in denials)

    listing = seen.listing
    return replace(
        listing,
        credentials=tuple(one for one in listing.credentials if stands("credential", one.raw)),
        unknown_credentials=tuple(one for one in listing.unknown_credentials if stands("unknown_credential", one)),
        professions=tuple(one for one in listing.professions if stands("profession", one)),
        licenses=tuple(one for one in listing.licenses if stands("license", license_line(one))),
        website=listing.website if stands("website", listing.website) else "",
        locations=tuple(
            replace(
                one,
                phone=one.phone if one.phone and stands("phone", phone_line(one.phone)) else None,
                fax=one.fax if one.fax and stands("fax", one.fax.e164) else None,
                organization=one.organization if stands("organization", one.organization) else "",
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
