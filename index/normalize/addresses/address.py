"""Parses one-line addresses: state and ZIP code from the right end, the town before them, the rest by usaddress.

A P.O. box has a field of its own, since nobody can be seen there. Puerto Rican addresses, by kilometer or
urbanization, keep their line unchanged, because usaddress cannot parse them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import usaddress

from index.normalize.addresses.address_end import take_end
from index.normalize.addresses.place import Places
from index.normalize.addresses.street_line import clean_line, first_address, take_po_box, without_name
from index.normalize.addresses.unit_line import display_unit, joined_units, take_several
from index.normalize.names.display_case import in_one_case
from index.normalize.text import tidy

_DIRECTIONS = {"n", "s", "e", "w", "ne", "nw", "se", "sw"}
_STAY_UP = _DIRECTIONS | {"us", "fm", "po", "rr", "hc", "cr", "sr", "ms"}
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)", re.IGNORECASE)


def display_address(text: str) -> str:
    """Return a street, unit or town in its display spelling; text in mixed case stays unchanged."""
    if not in_one_case(text):
        return text
    return " ".join("-".join(_word(piece) for piece in word.split("-")) for word in text.split())


def _word(word: str) -> str:
    small = word.casefold()
    if small == "and":
        return small
    if small.strip(".,") in _STAY_UP:
        return word.upper()
    if _ORDINAL.fullmatch(small):
        return small
    if any(letter.isdigit() for letter in word):
        return word.upper()
    if small.startswith("mc") and len(small) > 3:  # noqa: PLR2004  ("Mc" and two letters)
        return f"Mc{small[2:].capitalize()}"
    return re.sub(r"[^\W\d_]+(?:'[^\W\d_]+)?", lambda match: match.group().capitalize(), small)


LONGEST = 300  # characters
_RURAL = re.compile(
    r"^(?:(?P<number>\d+[A-Za-z]?),?\s+)?(?P<route>(?:RR|R\.?\s?R\.?|HC|RFD|R\.F\.D\.|Rural\s+(?:Route|Rte?)|(?:Highway|Star)\s+"
    r"(?:Contract|Route))(?:\b|(?<=\.))\.?(?:\s+(?:Route|Rte))?\s*(?:#|no\.?)?\s*\d+.*)$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r'"([^"]+)"')
_LEVEL = re.compile(
    r"(?:(?:^|,|\s)\s*(?=(?:lower|upper|garden|ground)\s)|(?:^|,)\s*)((?:lower|upper|garden|ground|main|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
    r"\s+(?:level|floor|flr?\b\.?)|basement|mezzanine|rear)\s*$",
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
_UNIT_TYPES = {"OccupancyType", "SubaddressType"}
_TOWN = {"PlaceName"}
_BUILDING = {"BuildingName", "LandmarkName"}
_ASIDE = {*_BUILDING, "Recipient", "NotAddress"}


@dataclass(frozen=True, slots=True)
class ParsedAddress:
    """The parts of an address. `street` is without the number; `po_box` is the box's number; `zip` has five digits."""

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
    """Return the readable parts of a one-line address; never raises.

    With `places` a known town is found even without a comma between street and town.
    """
    end = take_end(tidy(text)[:LONGEST], places)
    if end.is_fleet:
        return ParsedAddress("", end.rest, "", "", end.city, end.state, end.zip)
    rest, box = take_po_box(clean_line(end.rest))
    if end.state == "PR":
        return ParsedAddress("", display_address(rest), "", box, display_address(end.city), end.state, end.zip)
    if box and end.state and not end.city and not any(mark.isdigit() or mark == "," for mark in rest):
        return ParsedAddress(po_box=box, city=display_address(rest), state=end.state, zip=end.zip)
    number, street, unit, town = parse_street(rest, with_town=not end.city, with_building=True)
    return ParsedAddress(number, street, unit, box, display_address(end.city or town), end.state, end.zip)


@lru_cache(maxsize=50_000)
def parse_street(text: str, *, with_town: bool = False, with_building: bool = False) -> tuple[str, str, str, str]:
    """Return number, street, unit and town of a street line; the town is "" unless `with_town`.

    `with_building`: a building without a number counts as the street where there is none ("Sample Medical Center").
    """
    if route := _RURAL.match(text):
        return route["number"] or "", display_address(route["route"]), "", ""
    plain, several = take_several(without_name(first_address(clean_line(" ".join(text.replace('"', " ").split())))))
    level = _LEVEL.search(plain)
    found = _labeled(plain[: level.start()] if level else plain, with_town=with_town)
    if with_building and not (found.number or found.street):
        found.street = [word for word, label in found.aside if label in _BUILDING]
    number, street, town = _line(found.number), _line(found.street), _line(found.town)
    unit = display_unit(joined_units((*map(_line, found.units), several, level.group(1) if level else "")))
    street, unit = (_with_quotes(part, text) for part in (street, unit))
    return display_address(number), display_address(street), display_address(unit), town


def _with_quotes(part: str, text: str) -> str:
    """Return a part of a line with the line's quotation marks put back around its words."""
    for quoted in _QUOTED.findall(text):
        part = re.sub(rf"(?<![\w\"]){re.escape(quoted)}(?![\w\"])", f'"{quoted}"', part, count=1)
    return part


@dataclass(slots=True)
class _Words:
    """The words of a street line by kind. `aside` has (word, label) of names of buildings and people."""

    number: list[str] = field(default_factory=list)
    street: list[str] = field(default_factory=list)
    units: list[list[str]] = field(default_factory=list)
    town: list[str] = field(default_factory=list)
    aside: list[tuple[str, str]] = field(default_factory=list)
    has_identifier: bool = False
    """True if the last unit has an identifier ("4" of "Suite 4")."""

    def add(self, word: str, label: str, *, with_town: bool) -> None:
        plain = word.strip(",;()")
        if label in _UNIT:
            starts = label in _UNIT_TYPES or not self.units or (word.startswith("#") and self.has_identifier)
            self.units.extend([[]] if starts else [])
            self.has_identifier = label not in _UNIT_TYPES and word != "#"
            self.units[-1].append(plain if word.count("(") != word.count(")") else word.strip(",;"))
        elif label in _NUMBER:
            self.number.append(plain)
        elif label in _STREET or (label not in _ASIDE and self.number and not with_town):
            # usaddress takes it for a town or a state ("West Ridge Ct"), but those were removed before
            self.street.append(plain)
        elif label in _TOWN:
            self.town.append(plain)
        else:
            self.aside.append((plain, label))


def _labeled(text: str, *, with_town: bool) -> _Words:
    """Return the words of a text by kind; a second street number ends the first address.

    `usaddress.parse` never raises; `tag`, which merges the labels, raises RepeatedLabelError on two units.
    """
    found = _Words()
    for word, label in usaddress.parse(text):
        if label in _NUMBER and found.street:
            break
        found.add(word, label, with_town=with_town)
    if not _is_number(found.number):  # usaddress takes the first word of a name for a number ("Sample Medical Park")
        found.street, found.number = [*found.number, *found.street], []
    if not found.street:
        _take_building(found, text.partition(" ")[0])
    if found.town and not with_town:
        found.street, found.town = [*found.street, *found.town], []
    if not found.number and (before := _number_before(text, found.street, list(map(_line, found.units)))):
        found.number = [before]
    return found


def _take_building(found: _Words, first: str) -> None:
    """Use a building with a street number as the street: "3 Embarcadero Center", "One Sample Tower"."""
    named = [word for word, _ in found.aside]
    if not found.number and named and found.units[:1] == [[first]] and first.isdigit():
        found.number, found.units = found.units[0], found.units[1:]  # "310 Sample Airport Center"
    if found.number and named:
        found.street = named
        return
    at = next((place for place, word in enumerate(named[:-1]) if _is_number([word])), -1)
    if at >= 0 and not found.street:  # after a name: "Sample Center 4700 Example Hwy"
        found.number, found.street = [named[at]], named[at + 1 :]


def _is_number(words: Sequence[str]) -> bool:
    return any(mark.isdigit() for word in words for mark in word) or " ".join(words).casefold() in _NUMBERS_IN_WORDS


def _number_before(text: str, street: Sequence[str], unit: Sequence[str]) -> str:
    """Return the number right before a street, where usaddress made it a part of a building's name; else ""."""
    start = re.search(rf"(?<![\w#-])(\d+[A-Za-z]?)\s+{re.escape(street[0])}(?!\w)", text) if street else None
    return start.group(1) if start and start.group(1) not in unit else ""


def _line(words: Sequence[str]) -> str:
    return " ".join(word for word in words if word)
