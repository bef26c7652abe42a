"""Splits a stated value into parts in one spelling, to find where two values truly differ.

For comparing, never for display. A missing part is no difference, so a source that says less does not contradict one
that says more. Unlike the keys of `match_keys`, the parts keep directions: north and south differ.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from index.normalize.addresses.street_line import DESIGNATORS, DIRECTIONS, STREET_TYPES, UNIT_WORDS, spelled_out
from index.normalize.match_keys import words
from index.places.town_name import town_key

Parts = Mapping[str, str]

_DOOR = frozenset({"number", "street", "zip"})
_REGION = re.compile(r"([A-Z]{2})?\s?(\d{5})?")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")


@lru_cache(maxsize=20_000)
def stated_parts(field: str, value: str) -> Parts:
    """Return the non-empty parts of a claim's value, as `index.records.claim.stated` writes it, by name.

    Address: number, street, type, direction, unit, town, state, zip. Phone: number, extension. Website: host,
    path. Any other field: the value in small letters.
    """
    read = {"address": _address, "phone": _phone, "fax": _phone, "website": _website}.get(field, _plain)
    return MappingProxyType({name: part for name, part in read(value).items() if part})


def differ(field: str, left: str, right: str) -> bool:
    """Return whether two values of a field contradict each other: a part that both state differs."""
    one, other = stated_parts(field, left), stated_parts(field, right)
    shared = one.keys() & other.keys()
    if shared >= _DOOR and all(one[name] == other[name] for name in _DOOR):
        shared -= {"town"}  # one address: a ZIP code can have several town names
    return any(one[name] != other[name] for name in shared)


def _plain(value: str) -> Parts:
    return {"value": value.casefold()}


def _phone(value: str) -> Parts:
    number, _, extension = value.partition(" x")
    return {"number": number, "extension": extension}


def _website(value: str) -> Parts:
    parts = urlsplit(value.casefold())
    path = unquote(parts.path).rstrip("/") + (f"?{parts.query}" if parts.query else "")
    return {"host": (parts.hostname or "").removeprefix("www."), "path": path}


def _address(line: str) -> Parts:
    pieces = line.split(", ")
    region = _REGION.fullmatch(pieces[-1])
    state, code = region.groups(default="") if region else ("", "")
    pieces = pieces[:-1] if region else pieces
    has_town = len(pieces) > 1 or not any(mark.isdigit() for mark in "".join(pieces))
    town = pieces.pop() if pieces and has_town else ""
    return {**_street(" ".join(pieces)), "town": town_key(town), "state": state, "zip": code}


def _street(text: str) -> Parts:
    number, _, rest = text.partition(" ")
    if not any(mark.isdigit() for mark in number):
        number, rest = "", text
    said = [spelled_out(word) for word in words(rest.replace("#", " unit "))]
    at = _unit_start(said)
    name = ["saint" if place == 0 and word == "street" else word for place, word in enumerate(said[:at])]
    after = name.pop() if len(name) > 1 and name[-1] in DIRECTIONS else ""
    kind = name.pop() if len(name) > 1 and name[-1] in STREET_TYPES else ""
    before = name.pop(0) if len(name) > 1 and name[0] in DIRECTIONS else ""
    return {
        "number": "".join(words(number)),
        "street": " ".join(name).replace("county road", "cr"),
        "type": kind,
        "direction": " ".join(filter(None, (before, after))),
        "unit": _unit(said[at:]),
    }


def _unit_start(said: list[str]) -> int:
    """Return where the unit starts: after the name, at a word such as suite with its identifier."""
    for at in range(1, len(said)):
        if said[at] == "floor" and _ORDINAL.fullmatch(said[at - 1]):
            return at - 1
        called = next((word for word in said[at + 1 : at + 3] if word not in UNIT_WORDS), "")
        if said[at] in UNIT_WORDS and (len(called) == 1 or any(mark.isdigit() for mark in called)):
            return at
    return len(said)


def _unit(said: list[str]) -> str:
    """Return a unit without words that mean just "unit": "Suite 4-B" and "#4B" are "4b"."""
    if len(said) > 1 and said[1] == "floor" and (ordinal := _ORDINAL.fullmatch(said[0])):
        said = ["floor", ordinal.group(1), *said[2:]]
    return "".join(word for word in said if word not in DESIGNATORS)
