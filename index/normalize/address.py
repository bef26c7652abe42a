"""Addresses in one line: state and ZIP code from the right end, the town before them, the rest by usaddress.

A P.O. box is kept apart: it is where mail goes, not where somebody can be seen. Puerto Rican addresses by
kilometer or urbanization keep their line as it stands, as usaddress does not know them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import usaddress

from index.normalize.address_case import display_address
from index.normalize.address_end import take_end
from index.normalize.place import Places
from index.normalize.street_line import clean_line, first_address, take_po_box
from index.normalize.tidy import tidy

LONGEST = 300  # characters
_RURAL = re.compile(r"^(?:RR|R\.R\.|HC|RFD|Rural Route|Highway Contract)\s*#?\s*\d+", re.IGNORECASE)
_LEVEL = re.compile(
    r"(?:^|,)\s*((?:lower|upper|garden|ground|main|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
    r"\s+(?:level|floor)|basement|mezzanine|rear)\s*$",
    re.IGNORECASE,
)
_STREET = {
    "StreetNamePreModifier", "StreetNamePreDirectional", "StreetNamePreType", "StreetName", "StreetNamePostType",
    "StreetNamePostDirectional", "StreetNamePostModifier", "IntersectionSeparator", "SecondStreetName",
    "SecondStreetNamePreDirectional", "SecondStreetNamePreType", "SecondStreetNamePostType",
    "SecondStreetNamePostDirectional", "CornerOf",
}  # fmt: skip
_NUMBER = {"AddressNumberPrefix", "AddressNumber", "AddressNumberSuffix"}
_NUMBERS_IN_WORDS = frozenset({
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen",
    "twenty",
})  # fmt: skip
_UNIT = {"OccupancyType", "OccupancyIdentifier", "SubaddressType", "SubaddressIdentifier"}
_TOWN = {"PlaceName"}


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


def parse_address(text: str, places: Places | None = None) -> ParsedAddress:
    """Return the parts of an address in one line, as far as they can be read; never raises.

    With `places` a town is found that no comma sets apart from its street.
    """
    end = take_end(tidy(text)[:LONGEST], places)
    if end.is_fleet:
        return ParsedAddress("", end.rest, "", "", end.city, end.state, end.zip)
    rest, box = take_po_box(clean_line(end.rest))
    if end.state == "PR":
        return ParsedAddress("", display_address(rest), "", box, display_address(end.city), end.state, end.zip)
    if box and end.state and not end.city and not any(mark.isdigit() or mark == "," for mark in rest):
        return ParsedAddress(po_box=box, city=display_address(rest), state=end.state, zip=end.zip)
    number, street, unit, town = parse_street(rest, with_town=not end.city)
    return ParsedAddress(number, street, unit, box, display_address(end.city or town), end.state, end.zip)


@lru_cache(maxsize=50_000)
def parse_street(text: str, *, with_town: bool = False) -> tuple[str, str, str, str]:
    """Return number, street, unit and (where one may stand in the text) town of a street line."""
    if _RURAL.match(text):
        return "", display_address(text), "", ""
    text = first_address(clean_line(text))
    level = _LEVEL.search(text)
    number, street, unit, town = _labeled(text[: level.start()] if level else text)
    unit = _line([unit, level.group(1) if level else ""])
    if town and not with_town:
        # usaddress takes an unknown street type for a town; there is none in this text
        street, town = " ".join(part for part in (street, town) if part), ""
    return display_address(number), display_address(street), display_address(_unit(unit)), town


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
    if not _is_number(found["number"]):  # usaddress takes the first word of a name for one ("Sample Medical Park")
        found["street"], found["number"] = [*found["number"], *found["street"]], []
    number = _line(found["number"]) or _number_before(text, found["street"], found["unit"])
    return (number, _line(found["street"]), _line(found["unit"]), _line(found["town"]))


def _is_number(words: Sequence[str]) -> bool:
    return any(mark.isdigit() for word in words for mark in word) or " ".join(words).casefold() in _NUMBERS_IN_WORDS


def _number_before(text: str, street: Sequence[str], unit: Sequence[str]) -> str:
    """Return the number right before a street, which usaddress leaves to the name of a building in front of it."""
    start = re.search(rf"(?<![\w#-])(\d+[A-Za-z]?)\s+{re.escape(street[0])}(?!\w)", text) if street else None
    return start.group(1) if start and start.group(1) not in unit else ""


def _kind(label: str) -> str:
    kinds = (("number", _NUMBER), ("street", _STREET), ("unit", _UNIT), ("town", _TOWN))
    return next((kind for kind, labels in kinds if label in labels), "")


def _line(words: Sequence[str]) -> str:
    return " ".join(word for word in words if word)


def _unit(text: str) -> str:
    """Return "Suite 300" for "Suite #300", "#4" for "# 4"."""
    joined = re.sub(r"(?<=[A-Za-z.])\s*#(?=\w)", " ", re.sub(r"#\s+", "#", text))
    return joined[:1].upper() + joined[1:]
