"""Addresses in one line: state and ZIP code from the right end, the town before them, the rest by usaddress.

A P.O. box is kept apart: it is where mail goes, not where somebody can be seen. Puerto Rican addresses by
kilometer or urbanization keep their line as it stands, as usaddress does not know them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import usaddress

from index.normalize.address_case import display_address
from index.normalize.state import read_state
from index.normalize.tidy import tidy

LONGEST = 300  # characters
_COUNTRY = re.compile(
    r"[\s,]+(?:U\.?S\.?A\.?|U\.?S\.?|United States(?: of America)?)\.?\s*(?=,?\s*\d{5}|$)", re.IGNORECASE
)
_ZIP = re.compile(r"(?:^|[\s,.])(\d{5})(?:[-\s]?\d{4})?[\s.,]*$")
_PO_BOX = re.compile(r"\b(?:P\.?\s*O\.?\s*Box|Post Office Box|P\.?O\.?B\.?)\s*#?\s*([\w-]*\d[\w-]*)", re.IGNORECASE)
_RURAL = re.compile(r"^(?:RR|R\.R\.|HC|RFD)\s*#?\s*\d+", re.IGNORECASE)
_STREET = {
    "StreetNamePreModifier", "StreetNamePreDirectional", "StreetNamePreType", "StreetName", "StreetNamePostType",
    "StreetNamePostDirectional", "StreetNamePostModifier", "IntersectionSeparator", "SecondStreetName",
    "SecondStreetNamePreDirectional", "SecondStreetNamePreType", "SecondStreetNamePostType",
    "SecondStreetNamePostDirectional", "CornerOf",
}  # fmt: skip
_NUMBER = {"AddressNumberPrefix", "AddressNumber", "AddressNumberSuffix"}
_UNIT = {"OccupancyType", "OccupancyIdentifier", "SubaddressType", "SubaddressIdentifier"}
_TOWN = {"PlaceName"}
_UNIT_START = re.compile(
    r"(?:suite|ste|unit|apt|bldg|building|floor|fl|room|rm|#|\d+(?:st|nd|rd|th)\s+fl)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ParsedAddress:
    """An address taken apart. `street` is without the number; `po_box` is the number of the box; `zip` five digits."""

    number: str = ""
    street: str = ""
    unit: str = ""
    po_box: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""

    @property
    def street_line(self) -> str:
        """Number and street: "100 Example St"."""
        return " ".join(part for part in (self.number, self.street) if part)


def parse_address(text: str) -> ParsedAddress:
    """Return the parts of an address in one line, as far as they can be read; never raises."""
    rest, code = _take_zip(_COUNTRY.sub(" ", tidy(text)[:LONGEST]).strip(" ,."))
    rest, state = _take_state(rest)
    rest, box = _take_po_box(rest)
    rest, city = _take_city(rest, apart=bool(state or code))
    if state == "PR":
        return ParsedAddress("", display_address(rest), "", box, display_address(city), state, code)
    number, street, unit, town = parse_street(rest, with_town=not city)
    return ParsedAddress(number, street, unit, box, display_address(city or town), state, code)


def parse_street(text: str, *, with_town: bool = False) -> tuple[str, str, str, str]:
    """Return number, street, unit and (where one may stand in the text) town of a street line."""
    if _RURAL.match(text):
        return "", display_address(text), "", ""
    number, street, unit, town = _labeled(text)
    if town and not with_town:
        # usaddress takes an unknown street type for a town; there is none in this text
        street, town = " ".join(part for part in (street, town) if part), ""
    return number, display_address(street), display_address(_unit(unit)), town


def _labeled(text: str) -> tuple[str, str, str, str]:
    """Return the words of number, street, unit and town; a second street number ends the first address.

    `usaddress.parse` never raises; `tag`, which merges the labels, raises RepeatedLabelError on two units.
    """
    found: dict[str, list[str]] = {"number": [], "street": [], "unit": [], "town": []}
    for word, label in usaddress.parse(text):
        if label in _NUMBER and found["street"]:
            break
        kind = _kind(label)
        if kind:
            found[kind].append(word.strip(",;()") if kind != "unit" else word.strip(",;"))
    return (_line(found["number"]), _line(found["street"]), _line(found["unit"]), _line(found["town"]))


def _kind(label: str) -> str:
    kinds = (("number", _NUMBER), ("street", _STREET), ("unit", _UNIT), ("town", _TOWN))
    return next((kind for kind, labels in kinds if label in labels), "")


def _line(words: Sequence[str]) -> str:
    return " ".join(word for word in words if word)


def _unit(text: str) -> str:
    """Return "Suite 300" for "Suite #300", "#4" for "# 4"."""
    joined = re.sub(r"#\s+", "#", text)
    return re.sub(r"(?<=[A-Za-z.])\s*#(?=\w)", " ", joined)


def _take_zip(text: str) -> tuple[str, str]:
    match = _ZIP.search(text)
    return (text[: match.start()].rstrip(" ,."), match.group(1)) if match else (text, "")


def _take_state(text: str) -> tuple[str, str]:
    """Take the longest known state off the right end: "West Virginia" before "Virginia"."""
    words = text.split()
    for size in (3, 2, 1):
        tail = " ".join(words[-size:])
        state = read_state(tail) if len(words) >= size and "," not in tail else ""
        before = words[:-size]
        if state and _stands_alone(before, words[-size:]):
            return " ".join(before).rstrip(" ,."), state
    return text, ""


def _stands_alone(before: Sequence[str], state: Sequence[str]) -> bool:
    """Whether a state's words are no street or town: "Virginia" behind nothing is a town or a name."""
    spelled = len(" ".join(state).replace(".", "")) > 2  # noqa: PLR2004  (two letters are a postal code)
    return bool(before) or not spelled


def without_po_box(text: str) -> str:
    """Return a street line without a P.O. box in it."""
    return _take_po_box(text)[0]


def _take_po_box(text: str) -> tuple[str, str]:
    match = _PO_BOX.search(text)
    if not match:
        return text, ""
    rest = f"{text[: match.start()].rstrip(' ,')}, {text[match.end() :].lstrip(' ,')}"
    return rest.strip(" ,"), match.group(1)


def _take_city(text: str, *, apart: bool) -> tuple[str, str]:
    """Take a town off the right end where a comma sets it apart from the street, or nothing but a town is left."""
    street, comma, last = text.rpartition(",")
    last = last.strip()
    if not last or not apart or any(letter.isdigit() for letter in last) or _UNIT_START.match(last):
        return text, ""
    alone = not comma and not any(letter.isdigit() for letter in text)
    return (street.strip(" ,"), last) if comma or alone else (text, "")
