"""The entries of Minnesota's text directory, each a block of lines.

LAST FIRST MIDDLE, perhaps the clinic, street and unit, town with state and ZIP code, perhaps a phone, perhaps
"Specialty: A; B", perhaps a remark. The two published forms differ only in blanks and tabs.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_TOWN = re.compile(r"(?P<city>[^,]+),\s*(?P<state>[A-Z]{2})\s+(?P<zip>\d{5}(?:-\d{4})?)")
_PHONE = re.compile(r"\(\d{3}\)\s?\d{3}-\d{4}(?:\s*(?:x|ext)\.?\s*\d+)?", re.IGNORECASE)
_UNIT = re.compile(r"(?:STE|SUITE|UNIT|APT|RM|ROOM|BLDG|FL|FLOOR|DEPT|#)\b.*|(?:\w+ )?(?:FLOOR|FL)", re.IGNORECASE)
_SPECIALTY = "Specialty:"


class BlockError(ValueError):
    """A block is no entry: it lacks a name, a street, or a line with town, state and ZIP code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry as written, with single blanks. `name` has the family name first."""

    name: str
    clinic: str = ""
    street: str = ""
    unit: str = ""
    city: str
    state: str
    zip: str
    phone: str = ""
    specialties: str = ""
    remark: str = ""


def blocks_of(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield (number of the first line, lines with single blanks) of every block; blank lines separate blocks."""
    block: list[str] = []
    start = 0
    for number, line in enumerate((*lines, ""), 1):
        text = " ".join(line.split())
        if text:
            start = start if block else number
            block.append(text)
        elif block:
            yield start, block
            block = []


def read_block(lines: Sequence[str]) -> Entry:
    """Return the entry of a block; raises BlockError."""
    towns = [(number, match) for number, line in enumerate(lines) if (match := _TOWN.fullmatch(line))]
    if not towns:
        raise BlockError("no line has a town, a state and a ZIP code")
    at, town = towns[-1]
    if at < 2:  # noqa: PLR2004  (a name and a street)
        raise BlockError("there is no name and street before the town")
    clinic, street, unit = _place(lines[1:at])
    after = lines[at + 1 :]
    return Entry(
        name=lines[0],
        clinic=clinic,
        street=street,
        unit=unit,
        city=town["city"].strip(),
        state=town["state"],
        zip=town["zip"],
        phone=next((line for line in after if _PHONE.fullmatch(line)), ""),
        specialties=next((line.removeprefix(_SPECIALTY).strip() for line in after if line.startswith(_SPECIALTY)), ""),
        remark=" ".join(line for line in after if not _PHONE.fullmatch(line) and not line.startswith(_SPECIALTY)),
    )


def _place(lines: Sequence[str]) -> tuple[str, str, str]:
    """Return clinic, street and unit; a unit may be on a line of its own, before or after the street."""
    units = [line for line in lines if _UNIT.fullmatch(line)]
    rest = [line for line in lines if line not in units] or units
    unit = " ".join(units) if rest is not units else ""
    return " ".join(rest[:-1]), rest[-1], unit
