"""Spellings of each directory: streets long, short or in capitals, phones in four forms."""

from collections.abc import Callable, Mapping

from demo.world.people import DirectoryName

_LONG = {"St": "Street", "Ave": "Avenue", "Blvd": "Boulevard", "Rd": "Road", "Ln": "Lane", "Dr": "Drive"}


def spelled_phone(directory: DirectoryName, phone: str) -> str:
    """Return "(719) 555-0104" as the directory writes it; an empty phone stays empty."""
    digits = "".join(character for character in phone if character.isdigit())
    if len(digits) != 10:  # noqa: PLR2004  (other texts stay as they are)
        return phone
    area, exchange, line = digits[:3], digits[3:6], digits[6:]
    fashions: Mapping[DirectoryName, str] = {
        "finder": f"({area}) {exchange}-{line}",
        "school": f"{area}.{exchange}.{line}",
        "registry": f"{area}-{exchange}-{line}",
        "sites": f"+1-{area}-{exchange}-{line}",
        "websites": f"({area}) {exchange}-{line}",
    }
    return fashions[directory]


def spelled_street(directory: DirectoryName, street: str) -> str:
    """Return "100 Example St" as the directory writes it."""
    return _STREETS[directory](street)


def spelled_unit(directory: DirectoryName, unit: str) -> str:
    """Return "Ste 4" as the directory writes it; an empty unit stays empty."""
    number = unit.removeprefix("Ste ")
    fashions: Mapping[DirectoryName, str] = {
        "finder": f"#{number}",
        "school": f"Suite {number}",
        "registry": f"STE {number}",
        "sites": f"Ste {number}",
        "websites": f"Suite {number}",
    }
    return fashions[directory] if unit else ""


def _long(street: str) -> str:
    *words, kind = street.split()
    return " ".join([*words, _LONG.get(kind, kind)])


_STREETS: Mapping[DirectoryName, Callable[[str], str]] = {
    "finder": str,
    "school": _long,
    "registry": str.upper,
    "sites": _long,
    "websites": str,
}
