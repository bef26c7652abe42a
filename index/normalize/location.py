"""A practice location: address, phones and point, from the fields of a source."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.normalize.address import ParsedAddress, parse_address, parse_street, po_box, without_po_box
from index.normalize.address_case import display_address
from index.normalize.phone import parse_phones, valid_phone
from index.normalize.place import Places, Point, Whereabouts, locate
from index.normalize.state import read_state
from index.normalize.tidy import tidy
from index.places.states import state_code
from index.places.town_name import town_key
from index.records import ListingKind, Phone, PracticeLocation, RawLocation

Problems = tuple[str, ...]

ORGANIZATION_AT_MOST = 200  # characters
_UNITED_STATES = {
    "", "us", "usa", "u.s.", "u.s.a.", "united states", "united states of america", "840", "pr", "gu", "vi", "as", "mp",
}  # fmt: skip
_BARE_UNIT = re.compile(r"#?\s?[A-Za-z]?-?\d{1,5}-?[A-Za-z]?")
_FAX = re.compile(
    r"\bfax(?:\s+(?:no|number))?\s*[:.#]?\s*(?:\+?1[-.\s])?\(?\d{3}\)?[-.\s]*\d{3}[-.\s]*\d{4}", re.IGNORECASE
)
_ZIP = re.compile(r"(\d{5})(?:[-\s]?\d{4})?")


def read_location(raw: RawLocation, kind: ListingKind, places: Places) -> tuple[PracticeLocation | None, Problems]:
    """Return a location and what is wrong with it; None where nothing of it can be used."""
    raw = _unswapped(raw)
    address, problems = _address(raw, places)
    phone, phone_problems = _phone(raw.phone, "phone")
    fax, fax_problems = _phone(raw.fax, "fax")
    point = _point(raw, address, places)
    problems += phone_problems + fax_problems + point.problems
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


def _unswapped(raw: RawLocation) -> RawLocation:
    """Put state, ZIP code and town where they belong: a state in the town's or ZIP code's field, a ZIP code in its."""
    if state_code(raw.city) and tidy(raw.state) and not (read_state(raw.state) or _zip(raw.state)):
        raw = replace(raw, city=raw.state, state=raw.city)
    if _zip(raw.state) and not _zip(raw.zip):
        return replace(raw, state=raw.zip, zip=raw.state)
    if not tidy(raw.state) and read_state(raw.zip):
        return replace(raw, state=raw.zip, zip="")
    return raw


def _address(raw: RawLocation, places: Places) -> tuple[ParsedAddress, Problems]:
    """Return the address of the source's fields; what they leave empty is filled from the address in one line."""
    line = parse_address(raw.address_text, places)
    fields = _from_fields(raw, places)
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
    if state := _state_of_zip(raw, address, places):
        return replace(address, state=state), (*problems, "address/state_from_zip")
    return address, problems


def _state_of_zip(raw: RawLocation, address: ParsedAddress, places: Places) -> str:
    """Return the state that the ZIP code knows and the source does not say, where the town agrees; else ""."""
    place = None if address.state or is_foreign(raw) else places.zip(address.zip)
    if place is None:
        return ""
    agrees = not address.city or town_key(address.city) == town_key(place.city)
    return place.state if agrees or places.town(address.city, place.state) else ""


def _from_fields(raw: RawLocation, places: Places) -> ParsedAddress:
    lines = [text for text in (tidy(raw.street), tidy(raw.street2)) if text]
    whole = parse_address(lines[0], places) if len(lines) == 1 and not raw.city else ParsedAddress()
    if whole.city and whole.state:  # the whole address was written into the street
        return replace(whole, zip=_zip(raw.zip) or whole.zip)
    box = next((found for text in lines if (found := po_box(text))), "")
    number, street, unit = _street_of(lines)
    city = display_address(tidy(raw.city).strip(" ,"))
    return ParsedAddress(number, street, unit, box, city, read_state(raw.state), _zip(raw.zip))


def _street_of(lines: Sequence[str]) -> tuple[str, str, str]:
    """Return number, street and unit of up to two lines; the other line may hold a unit or a department."""
    left = [line for line in map(without_po_box, lines) if line]
    read = [parse_street(line)[:3] for line in left]
    main = next((place for place, (number, street, _) in enumerate(read) if number and street), 0)
    if not read:
        return "", "", ""
    number, street, unit = read[main]
    others = [(left[place], read[place][2]) for place in range(len(read)) if place != main]
    units = [unit, *(found or (text if _BARE_UNIT.fullmatch(text) else "") for text, found in others)]
    if not (street or unit):
        street = display_address(left[main])  # a building's name, which usaddress reads as no street
    return number, street, " ".join(part for part in units if part)


def _zip(text: str) -> str:
    match = _ZIP.fullmatch(tidy(text))
    return match.group(1) if match else ""


def _address_problems(raw: RawLocation, address: ParsedAddress) -> list[str]:
    problems = []
    if tidy(raw.zip) and not _zip(raw.zip) and not is_foreign(raw):
        problems.append("address/zip_unreadable")
    if tidy(raw.state) and not read_state(raw.state) and not is_foreign(raw):
        problems.append("address/state_unknown")
    if address.po_box and not address.street_line:
        problems.append("address/po_box")
    if is_foreign(raw):
        problems.append("address/foreign")
    return problems


def is_foreign(raw: RawLocation) -> bool:
    """Return whether a source says that a location lies in another country."""
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


def _phone(text: str, field: str) -> tuple[Phone | None, Problems]:
    if not tidy(text):
        return None, ()
    phones = parse_phones(_FAX.sub(" ", text) if field == "phone" else text)
    valid = next((phone for phone in phones if valid_phone(phone)), None)
    if valid:
        return valid, ()
    return None, (f"{field}/not_a_number_in_use" if phones else f"{field}/unreadable",)
