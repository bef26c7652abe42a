"""The unit of an address: several units under one designator ("Suites 100 & 200"), and a repeated one once."""

import re
from collections.abc import Iterable

from index.normalize.addresses.street_line import DESIGNATORS, spelled_out
from index.normalize.match_keys import words

_ONE = r"(?:suite|ste|unit|room|rm|apt|apartment|building|bldg|office|ofc)"
_MANY = r"(?:suites|stes|units|rooms|rms|apts|apartments|buildings|bldgs|floors|offices)"
_DOOR = r"#?\s?(?!\d+(?:st|nd|rd|th)\b)(?:[A-Za-z]{0,2}-?\d[\w-]*|[A-Za-z](?:-[A-Za-z\d]+)?(?![\w'.-]))"
_AND = r"\s*(?:,?\s*(?:&|\+|\band\b|\bthru\b|\bthrough\b|\bto\b)|/(?=\s*\d))\s*"
_LIST = rf"(?:{_AND}|\s*,\s*|\s+(?=\d))"
_SEVERAL = re.compile(
    rf"(?<![\w-])(?:{_MANY}\b\.?:?\s*{_DOOR}(?:{_LIST}{_DOOR})*|{_ONE}\b\.?:?\s*{_DOOR}(?:{_AND}{_DOOR})+"
    rf"|(?:m[sc]c?|m/[sc]|mail\s?(?:stop|code))\b\s*[:#]*\s*\d[\w-]*$)"  # a mail stop in a large institution
    rf"(?![\w'])",
    re.IGNORECASE,
)


def take_several(text: str) -> tuple[str, str]:
    """Return a street line without a list of units, and the list ("Suites 100 & 200"), "" for none."""
    match = _SEVERAL.search(text)
    if not match:
        return text, ""
    rest = f"{text[: match.start()].rstrip(' ,')}, {text[match.end() :].lstrip(' ,')}"
    return rest.strip(" ,"), match.group()


def unit_key(unit: str) -> str:
    """Return a key that all spellings of a unit share: "Suite C-4" and "Ste C4" are "c4", "Bldg 4" is "building4"."""
    return "".join(word for word in map(spelled_out, words(unit)) if word not in DESIGNATORS)


def joined_units(units: Iterable[str]) -> str:
    """Return several units as one text, each once, in its first spelling."""
    by_key: dict[str, str] = {}
    for text in filter(None, units):
        by_key.setdefault(unit_key(text), text)
    return " ".join(by_key.values())


def display_unit(text: str) -> str:
    """Return "Suite 300" for "Suite #300", "#4" for "# 4"."""
    joined = re.sub(r"(?<=[A-Za-z.])\s*#(?=\w)", " ", re.sub(r"#\s+", "#", text))
    return joined[:1].upper() + joined[1:]
