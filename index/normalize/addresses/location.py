"""Reads a practice location (address, phones and point) from the fields of a source."""

from dataclasses import replace

from index.normalize.addresses.address import ParsedAddress, parse_address
from index.normalize.addresses.address_end import is_meant
from index.normalize.addresses.address_fields import POST_STATES, from_fields, put_right, read_zip, two_addresses
from index.normalize.addresses.address_words import words_left_out
from index.normalize.addresses.place import Places, Point, Whereabouts, locate
from index.normalize.phone_field import read_phones
from index.normalize.text import tidy
from index.places.states import read_state
from index.places.town_name import town_key
from index.records import ListingKind, PracticeLocation, RawLocation

Problems = tuple[str, ...]

ORGANIZATION_AT_MOST = 200  # characters
_UNITED_STATES = {
    "", "us", "usa", "u.s.", "u.s.a.", "united states", "united states of america", "840", "pr", "gu", "vi", "as", "mp",
}  # fmt: skip


def read_location(raw: RawLocation, kind: ListingKind, places: Places) -> tuple[PracticeLocation | None, Problems]:
    """Return a location and its problems; None as location where none of its values is usable."""
    raw, moved = put_right(raw, places)
    address, problems = _address(raw, places)
    phone, fax, phone_problems = read_phones(raw.phone, raw.fax)
    point = _point(raw, address, places)
    problems = (*moved, *problems, *phone_problems, *point.problems)
    location = PracticeLocation(
        organization=tidy(raw.organization)[:ORGANIZATION_AT_MOST] if kind is ListingKind.PERSON else "",
        street=address.street_line,
        unit=address.unit,
        city=address.city,
        state=address.state,
        zip="" if "address/zip_not_in_state" in point.problems else address.zip,
        phone=phone,
        fax=fax,
        latitude=point.latitude,
        longitude=point.longitude,
        precision=point.precision,
    )
    return (None, (*problems, "location/empty")) if location == PracticeLocation() else (location, problems)


def read_address(raw: RawLocation, places: Places) -> tuple[ParsedAddress, Problems]:
    """Return the address of a location as a crawl reads it, and its problems."""
    raw, moved = put_right(raw, places)
    address, problems = _address(raw, places)
    return address, (*moved, *problems)


def _address(raw: RawLocation, places: Places) -> tuple[ParsedAddress, Problems]:
    """Return the address in the source's fields; empty parts are filled from the one-line address."""
    line = parse_address(raw.address_text, places)
    fields = from_fields(raw, places)
    address = ParsedAddress(
        number=fields.number if fields.street_line else line.number,
        street=fields.street if fields.street_line else line.street,
        unit=fields.unit or (line.unit if not fields.street_line else ""),
        po_box=fields.po_box or line.po_box,
        city=fields.city or line.city,
        state=fields.state or line.state,
        zip=fields.zip or line.zip,
    )
    problems = tuple(_address_problems(raw, address))
    lines = [raw.street, raw.street2, "" if fields.street_line else raw.address_text]
    if words_left_out(lines, raw, address):
        problems = (*problems, "address/words_left_out")
    if state := _state_of_zip(raw, address, places):
        return replace(address, state=state), (*problems, "address/state_from_zip")
    return address, problems


def _state_of_zip(raw: RawLocation, address: ParsedAddress, places: Places) -> str:
    """Return the ZIP code's state where the source names none and the town agrees; else ""."""
    place = None if address.state or is_foreign(raw) else places.zip(address.zip)
    if place is None:
        return ""
    agrees = not address.city or town_key(address.city) == town_key(place.city) or is_meant(address.city, place.city)
    return place.state if agrees or places.town(address.city, place.state) else ""


def _address_problems(raw: RawLocation, address: ParsedAddress) -> list[str]:
    problems = []
    if tidy(raw.zip) and not read_zip(raw.zip) and not is_foreign(raw):
        problems.append("address/zip_unreadable")
    if tidy(raw.state) and not (read_state(raw.state) or address.state in POST_STATES) and not is_foreign(raw):
        problems.append("address/state_unknown")
    if address.po_box and not address.street_line:
        problems.append("address/po_box")
    if two_addresses(raw):
        problems.append("address/second_not_read")
    if is_foreign(raw):
        problems.append("address/foreign")
    return problems


def is_foreign(raw: RawLocation) -> bool:
    """Return whether a source places a location in another country."""
    return tidy(raw.country).casefold() not in _UNITED_STATES


def _point(raw: RawLocation, address: ParsedAddress, places: Places) -> Point:
    if is_foreign(raw):
        return Point()
    where = Whereabouts(
        city=address.city,
        state=address.state,
        zip=address.zip,
        latitude=raw.latitude,
        longitude=raw.longitude,
        doubted_zip="" if address.zip else tidy(raw.zip)[:5],
    )
    return locate(where, places)
