"""Keys that the spellings of one street, town or organization share; for comparing, never for display."""

import re
from functools import lru_cache

from index.normalize.text import fold_text

_WORD = re.compile(r"[a-z0-9]+")
_DIRECTIONS = frozenset({
    "n", "s", "e", "w", "ne", "nw", "se", "sw", "north", "south", "east", "west", "northeast", "northwest",
    "southeast", "southwest",
})  # fmt: skip
_STREET_TYPES = frozenset({
    "st", "street", "str", "ave", "av", "aven", "avenue", "blvd", "boulevard", "rd", "road", "dr", "drive", "ln",
    "lane", "ct", "court", "pl", "place", "pkwy", "parkway", "way", "cir", "circle", "ter", "terrace", "trl",
    "trail", "sq", "square", "plz", "plaza", "hwy", "highway", "expy", "expressway", "loop", "row", "aly",
    "alley", "pike", "tpke", "turnpike", "xing", "crossing", "fwy", "freeway",
})  # fmt: skip
_SAME_WORD = {
    "hwy": "highway",
    "rte": "route",
    "rt": "route",
    "first": "1st",
    "second": "2nd",
    "third": "3rd",
    "fourth": "4th",
    "fifth": "5th",
    "sixth": "6th",
    "seventh": "7th",
    "eighth": "8th",
    "ninth": "9th",
    "tenth": "10th",
}
_SHORT = {
    "north": "n", "south": "s", "east": "e", "west": "w",
    "northeast": "ne", "northwest": "nw", "southeast": "se", "southwest": "sw",
    "street": "st", "str": "st", "avenue": "ave", "av": "ave", "aven": "ave", "boulevard": "blvd", "road": "rd",
    "drive": "dr", "lane": "ln", "court": "ct", "place": "pl", "parkway": "pkwy", "circle": "cir", "terrace": "ter",
    "trail": "trl", "square": "sq", "plaza": "plz", "expressway": "expy", "alley": "aly", "turnpike": "tpke",
    "crossing": "xing", "freeway": "fwy",
}  # fmt: skip
"""Directions and street types as `building_key` writes them."""
_TOWN_WORD = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
_LEGAL_FORMS = frozenset({
    "inc", "incorporated", "llc", "pllc", "pc", "psc", "ltd", "limited", "corp", "corporation", "co", "company",
    "lp", "llp", "pa", "apc", "plc",
})  # fmt: skip


def words(text: str) -> list[str]:
    """Return the folded words of a text; dots and apostrophes are removed, all other marks separate words."""
    return _WORD.findall(fold_text(text).replace(".", "").replace("'", ""))


@lru_cache(maxsize=200_000)
def street_key(street: str) -> str:
    """Return number and bare name of a street without unit ("100 N. Main Street" -> "100 main"), or ""."""
    number, _, rest = street.strip().partition(" ")
    if not any(character.isdigit() for character in number):
        number, rest = "", street
    name = [_SAME_WORD.get(word, word) for word in words(rest)]
    name = _without_last(name, _DIRECTIONS)
    name = _without_last(name, _STREET_TYPES)
    if len(name) > 1 and name[0] in _DIRECTIONS:
        name = name[1:]
    return " ".join(["".join(words(number)), *name]).strip()


@lru_cache(maxsize=200_000)
def building_key(street: str, zip_code: str, city: str, state: str) -> str:
    """Return the key of a street number in a ZIP code, or in a town where there is no ZIP code; "" without a street.

    Stricter than `street_key`: "100 N. Main Street" gives "100 n main st", unlike "100 S Main St" and
    "100 N Main Ave", which are other buildings. "" as well where neither ZIP code nor town and state are stated.
    """
    area = zip_code[:5] or town_key(city, state)
    name = [_SAME_WORD.get(word, _SHORT.get(word, word)) for word in words(street)]
    return f"{' '.join(name)}|{area}" if name and area else ""


def _without_last(name: list[str], droppable: frozenset[str]) -> list[str]:
    return name[:-1] if len(name) > 1 and name[-1] in droppable else name


@lru_cache(maxsize=50_000)
def town_key(city: str, state: str) -> str:
    """Return the town in its state ("Ft. Collins", "CO" -> "fort collins, co"), or "" where either is missing."""
    name = words(city)
    if not name or not state:
        return ""
    return " ".join([_TOWN_WORD.get(name[0], name[0]), *name[1:]]) + ", " + state.lower()


@lru_cache(maxsize=100_000)
def organization_key(name: str) -> str:
    """Return an organization's name without legal form ("The Example PT, LLC" -> "example pt"), or ""."""
    parts = [word for word in words(name) if word not in {"and", "the"}]
    while len(parts) > 1 and parts[-1] in _LEGAL_FORMS:
        parts.pop()
    return " ".join(parts).replace("physical therapy", "pt")
