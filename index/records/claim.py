"""One value of one field from one listing, with the dates on which that value was first and last read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from index.records.correction import DENIES
from index.records.listing import Correction, License, Listing, Phone, PracticeLocation


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One value with its source and dates. `field` is a name such as `phone`; `value` is its display text."""

    field: str
    value: str
    source: str
    source_id: str
    url: str
    first_seen: date
    last_seen: date
    changed_on: date | None = None
    """The date on which the source says that its record, not this value alone, last changed; None without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenListing:
    """A listing with the days on which it and each of its claims were first and last read."""

    listing: Listing
    claims: tuple[Claim, ...]
    first_seen: date
    last_seen: date
    missing_since: date | None = None
    """The day of the first good run that no longer found it."""


def stated(listing: Listing) -> Iterator[tuple[str, str]]:
    """Yield each (field, value) that a listing states, in a fixed order. Each pair gets provenance of its own."""
    if listing.name or listing.corrects is None:
        yield "name", listing.name
    yield from (("former_name", former) for former in (listing.person.former if listing.person else ()))
    yield from (("credential", credential.raw) for credential in listing.credentials)
    yield from (("unknown_credential", unknown) for unknown in listing.unknown_credentials)
    yield from (("profession", profession) for profession in listing.professions)
    yield from (("license", license_line(held)) for held in listing.licenses)
    yield from (("taxonomy", code) for code in listing.taxonomies)
    for location in listing.locations:
        yield from stated_of_location(location)
    if listing.website:
        yield "website", listing.website
    if listing.npi:
        yield "npi", listing.npi
    yield from ((f"dry_needling_{statement.about}", statement.quote) for statement in listing.statements)
    yield from (("condition", condition) for condition in listing.conditions)
    if listing.corrects:
        yield from _denied_by(listing.corrects)


def _denied_by(correction: Correction) -> Iterator[tuple[str, str]]:
    if correction.has_left and correction.place:
        yield f"{DENIES}address", address_line(correction.place)
    yield from ((one.field, one.value) for one in correction.details)
    yield from ((f"{DENIES}{denied.field}", denied.value) for denied in correction.denied)


def stated_of_location(location: PracticeLocation) -> Iterator[tuple[str, str]]:
    """Yield each (field, value) that a listing states of one of its places."""
    if location.organization:
        yield "organization", location.organization
    if address := address_line(location):
        yield "address", address
    if location.phone:
        yield "phone", phone_line(location.phone)
    if location.fax:
        yield "fax", location.fax.e164


def address_line(location: PracticeLocation) -> str:
    """Return the address in one line: "100 Example St Ste 2, Salida, CO 81201"."""
    street = " ".join(part for part in (location.street, location.unit) if part)
    region = " ".join(part for part in (location.state, location.zip) if part)
    return ", ".join(part for part in (street, location.city, region) if part)


def phone_line(phone: Phone) -> str:
    """Return a number with its extension: "+13035550112 x4"."""
    return " x".join(part for part in (phone.e164, phone.extension) if part)


def license_line(held: License) -> str:
    """Return a license as its claim states it: "CO PTL.0000001 physical-therapist"."""
    return " ".join(part for part in (held.state, held.number, held.profession) if part)
