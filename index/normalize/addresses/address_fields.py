"""Reads an address given in fields: moves values to the right field, and joins up to two street lines into one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.normalize.addresses.address import ParsedAddress, display_address, parse_address, parse_street
from index.normalize.addresses.address_end import first_whole, take_end, without_town
from index.normalize.addresses.place import Places
from index.normalize.addresses.street_line import clean_line, first_address, take_po_box
from index.normalize.addresses.unit_line import joined_units
from index.normalize.text import tidy
from index.places.states import read_state, state_code
from index.places.town_name import town_key
from index.records import RawLocation

POSTS = frozenset({"APO", "FPO", "DPO"})
POST_STATES = frozenset({"AA", "AE", "AP"})
_ZIP = re.compile(r"(?:([A-Za-z]{2})[\s,.]*)?(\d{5})(?:\s?[^\w\s]?\s?\d{4}|-)?")
_NEXT_TO_A_ZIP = re.compile(  # a label, a country, the decimals of a spreadsheet
    r"^(?:zip|postal)(?:\s?code)?\b\s*[:#]?\s*|\.0+$"
    r"|(?:^|[\s,]+)(?:U\.?S\.?A?\.?|United States(?: of America)?)(?:[\s,]+(?=\d)|$)",
    re.IGNORECASE,
)
_SHORT = re.compile(r"(\d{3,4})(\d{4})?")
_BARE_UNIT = re.compile(r"#?\s?[A-Za-z]?-?\d{1,5}-?[A-Za-z]?")
_LABEL = r"(?:phone|telephone|tel|ph|call|office|cell|mobile|fax|facsimile|text|p|t|f)\b\s*[.:#]*\s*"
_PHONE = re.compile(
    rf"(?:^|[\s,;|]+)(?:{_LABEL}(?:\+?1[-.\s]*)?\(?\d{{3}}\)?[-.\s]*\d{{3}}[-.\s]*\d{{4}}"
    r"|(?:\+?1[-.\s]*)?(?:\(\d{3}\)\s?|\d{3}[-.\s])\d{3}[-.]\d{4})"
    r"(?:[\s,]*\(?(?:ext|x)\.?\s*\d+\)?)?(?:\s*\((?:fax|phone|office|cell|f|p|t)\))?[\s.;]*$",
    re.IGNORECASE,
)
_BR = re.compile(r"<br\b[^<>]{0,100}>", re.IGNORECASE)
_NEWLINE = re.compile(r"[\r\n\u2028]+")
_NUMBER_ALONE = re.compile(r"(\d+[A-Za-z]?),?(?:\s+((?:suite|ste|unit|apt|#).*))?", re.IGNORECASE)


def read_zip(text: str) -> str:
    """Return the five digits of a ZIP code ("81201-1234"), or ""."""
    match = _ZIP.fullmatch(_NEXT_TO_A_ZIP.sub("", tidy(text)).strip(" ,."))
    if match and (not match.group(1) or read_state(match.group(1))):
        return match.group(2)
    return ""


def put_right(raw: RawLocation, places: Places) -> tuple[RawLocation, tuple[str, ...]]:
    """Move state, ZIP code and town to their own fields; problem `address/zip_zero_lost` for a restored zero."""
    raw = _unswapped(_moved_back(_phones_moved(_lines_apart(raw))))
    if any(mark == "," or mark.isdigit() for mark in raw.city) or _ends_with_state(raw, places):
        raw = _town_alone(raw, places)
    for name in ("street2", "street"):
        raw = _end_moved(raw, name, places)
    found = _with_zeros(raw, places)
    return (replace(raw, zip=found), ("address/zip_zero_lost",)) if found else (raw, ())


def from_fields(raw: RawLocation, places: Places) -> ParsedAddress:
    """Return the parts of an address from a source's fields; a street field without a town may hold all of it."""
    lines = [text for text in (tidy(raw.street), tidy(raw.street2)) if text]
    whole = parse_address(lines[0], places) if len(lines) == 1 and not raw.city else ParsedAddress()
    known = "," in lines[0] and places.zip(whole.zip) is not None if lines and whole.zip else False
    if (whole.city and whole.state) or known:
        return replace(whole, state=whole.state or read_state(raw.state), zip=read_zip(raw.zip) or whole.zip)
    state, code, city = read_state(raw.state), read_zip(raw.zip), tidy(raw.city).strip(" ,")
    if city.upper() in POSTS and raw.state.strip().upper() in POST_STATES:
        return ParsedAddress("", " ".join(lines), "", "", city.upper(), raw.state.strip().upper(), code)
    cleaned = [_without_end(clean_line(line), city, state, code) for line in lines]
    boxes = [take_po_box(line) for line in cleaned]
    box = next((number for _, number in boxes if number), "")
    left = [rest for rest, _ in boxes if rest]
    if state == "PR":
        return ParsedAddress("", display_address(", ".join(left)), "", box, display_address(city), state, code)
    number, street, unit = _street_of(_number_joined(left))
    return ParsedAddress(number, street, unit, box, display_address(city), state, code)


def two_addresses(raw: RawLocation) -> bool:
    """Return whether a line has two addresses; only the first is read."""
    if any(first_address(line) != line for line in (tidy(raw.street), tidy(raw.street2))):
        return True
    return not tidy(raw.street) and first_whole(line := tidy(raw.address_text)) != line


def _moved_back(raw: RawLocation) -> RawLocation:
    """Shift fields right where each is one too far left: town in street2, state in city, ZIP code in state."""
    moved = state_code(raw.city.strip()) and read_zip(raw.state) and not tidy(raw.zip) and tidy(raw.street2)
    if not moved or any(mark.isdigit() for mark in raw.street2):
        return raw
    return replace(raw, street2="", city=raw.street2, state=raw.city, zip=raw.state)


def _lines_apart(raw: RawLocation) -> RawLocation:
    """Replace line breaks in the fields by commas; in markup only `<br>` is a break."""
    lines = {
        name: ", ".join(filter(None, (line.strip(" ,") for line in pattern.split(text))))
        for name in ("street", "street2", "address_text")
        if (pattern := _BR if "<" in (text := getattr(raw, name)) else _NEWLINE).search(text.strip())
    }
    return replace(raw, **lines) if lines else raw


def _ends_with_state(raw: RawLocation, places: Places) -> bool:
    """Return whether the town's field ends with the state that the state's field names too: "Salida CO"."""
    town, _, last = tidy(raw.city).rpartition(" ")
    state = read_state(raw.state)
    known = last.isupper() and bool(town and state) and read_state(last) == state
    return known and places.town(town, state) is not None and places.town(raw.city, state) is None


def _phones_moved(raw: RawLocation) -> RawLocation:
    """Move phone numbers at the end of an address line, or alone on it, to the phone field."""
    for name in ("street", "street2", "address_text"):
        line, numbers = tidy(getattr(raw, name)), ""
        while line and (match := _PHONE.search(line)):
            line, numbers = line[: match.start()].rstrip(" ,;|"), f"{match.group().strip(' ,;|')}; {numbers}"
        if numbers:
            phone = "; ".join(filter(None, (raw.phone, numbers.rstrip("; "))))
            raw = replace(raw, phone=phone, **{name: line})
    return raw


def _end_moved(raw: RawLocation, name: str, places: Places) -> RawLocation:
    """Move town, state and ZIP code from a street line to their fields, where it repeats them or only it has them."""
    line, city = tidy(getattr(raw, name)), tidy(raw.city)
    end = take_end(line, places)
    state, code = read_state(raw.state), read_zip(raw.zip)
    given = (town_key(city), state, code)
    pairs = list(zip((town_key(end.city), end.state, end.zip), given, strict=True))
    if not line or end.is_fleet or any(found and known and found != known for found, known in pairs):
        return raw
    alone = not end.rest and name == "street2"
    looks_like_a_street = end.state in {"CT", "FL"} and not end.zip and "," not in line  # "14 Hartford Ct", "2 Fl"
    sure = (end.zip and (end.zip == code or end.state)) or (end.city and end.state and not looks_like_a_street)
    if not sure or not (alone or end.rest):
        return raw
    rest = without_town(end.rest, end.city or city)
    if name == "street" and not city and not tidy(raw.street2):
        return raw  # a whole address, which is read as one
    return replace(
        raw,
        city=raw.city or end.city,
        state=raw.state if tidy(raw.state) else end.state,
        zip=raw.zip if tidy(raw.zip) else end.zip,
        **{name: rest},
    )


def _unswapped(raw: RawLocation) -> RawLocation:
    if state_code(raw.city) and tidy(raw.state) and not (read_state(raw.state) or read_zip(raw.state)):
        raw = replace(raw, city=raw.state, state=raw.city)
    if read_zip(raw.state) and not read_zip(raw.zip):
        return replace(raw, state=raw.zip, zip=raw.state)
    if not tidy(raw.state) and read_state(raw.zip):
        return replace(raw, state=raw.zip, zip="")
    return raw


def _town_alone(raw: RawLocation, places: Places) -> RawLocation:
    """Move state and ZIP code from the town's field ("Salida, CO 81201") to their own."""
    end = take_end(tidy(raw.city), places)
    if not end.city or end.rest or (end.state and read_state(raw.state) not in {"", end.state}):
        return raw
    return replace(raw, city=end.city, state=raw.state or end.state, zip=raw.zip or end.zip)


def _with_zeros(raw: RawLocation, places: Places) -> str:
    """Return a ZIP code with the leading zeros that a spreadsheet dropped, where that is in the state; else ""."""
    match = _SHORT.fullmatch(tidy(raw.zip).replace("-", ""))
    place = places.zip(match.group(1).zfill(5)) if match else None
    return place.zip if place and place.state == read_state(raw.state) else ""


def _without_end(line: str, city: str, state: str, code: str) -> str:
    """Return a street line without the town, state and ZIP code that it repeats."""
    repeated = {" ".join(filter(None, parts)).casefold() for parts in _ends(city, state, code)}
    pieces = line.split(",")
    while len(pieces) > 1 and " ".join(pieces[-1].split()).strip(" .").casefold() in repeated:
        pieces.pop()
    return ",".join(pieces)


def _ends(city: str, state: str, code: str) -> Iterator[tuple[str, ...]]:
    yield from ((city,), (state,), (code,), (state, code), (city, state), (city, state, code))


def _number_joined(lines: Sequence[str]) -> Sequence[str]:
    """Return one line where the number is on a line of its own ("1001", "Example Blvd")."""
    alone = _NUMBER_ALONE.fullmatch(lines[0]) if len(lines) == 2 else None  # noqa: PLR2004  (two lines)
    if alone is None or lines[1][0].isdigit() or _is_unit(lines[1]):
        return lines
    number, street, unit, _ = parse_street(lines[1])
    if number or (unit and not street):
        return lines
    return [" ".join(filter(None, (alone.group(1), lines[1], alone.group(2))))]


def _street_of(lines: Sequence[str]) -> tuple[str, str, str]:
    """Return number, street and unit of up to two lines; one of them may have a unit or a department."""
    if not lines:
        return "", "", ""
    read = [parse_street(line)[:3] for line in lines]
    main = next((place for place, (number, street, _) in enumerate(read) if number and street), -1)
    if main < 0:
        main = next((place for place, (_, street, _) in enumerate(read) if street), 0)
    number, street, unit = read[main]
    if not (number or street):  # usaddress does not read the name of a building as a street
        named = (line for line, parts in zip(lines, read, strict=True) if not any(parts) and not _is_unit(line))
        street = display_address(next(named, ""))
    others = [(lines[place], read[place][2]) for place in range(len(read)) if place != main]
    return number, street, joined_units([unit, *(found or (text if _is_unit(text) else "") for text, found in others)])


def _is_unit(text: str) -> bool:
    return bool(_BARE_UNIT.fullmatch(text))
