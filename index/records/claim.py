"""One value of one field from one listing, with the dates on which that value was first and last read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from index.records.listing import Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """`field` is a name such as `phone` or `credential`; `value` is its display text."""

    field: str
    value: str
    source: str
    source_id: str
    url: str
    first_seen: date
    last_seen: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenListing:
    """A listing with what the crawls know of it: when it and each of its claims was first and last read."""

    listing: Listing
    claims: tuple[Claim, ...]
    first_seen: date
    last_seen: date
    missing_since: date | None = None
    """The day since which good runs no longer found it."""


def stated(listing: Listing) -> Iterator[tuple[str, str]]:
    """Yield each (field, value) that a listing states, in a fixed order; the grain of provenance."""
    yield "name", listing.name
    if listing.person:
        for former in listing.person.former:
            yield "former_name", former
    for credential in listing.credentials:
        yield "credential", credential.raw
    for unknown in listing.unknown_credentials:
        yield "unknown_credential", unknown
    for profession in listing.professions:
        yield "profession", profession
    for license_ in listing.licenses:
        yield "license", " ".join(part for part in (license_.state, license_.number, license_.profession) if part)
    for location in listing.locations:
        if location.organization:
            yield "organization", location.organization
        street = " ".join(part for part in (location.street, location.unit) if part)
        town = " ".join(part for part in (location.state, location.zip) if part)
        yield "address", ", ".join(part for part in (street, location.city, town) if part)
        if location.phone:
            number = location.phone
            yield "phone", f"{number.e164} x{number.extension}" if number.extension else number.e164
        if location.fax:
            yield "fax", location.fax.e164
    if listing.website:
        yield "website", listing.website
    if listing.npi:
        yield "npi", listing.npi
    for statement in listing.statements:
        yield f"dry_needling_{statement.about}", statement.quote
    for condition in listing.conditions:
        yield "condition", condition
