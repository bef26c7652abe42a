"""A file of listings, one JSON object a line, as raw listings of people; and who is who, as a CSV table.

The fields, all strings and "" where absent: source, source_id, name, credentials_text, profession_text, clinic,
street, city, state, zip, phone, website, npi. The table has source, source_id, id and, for a later run, the name
under which the listing was put there.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from index.file_modes import as_the_operator_has_it
from index.records import ListingKind, RawListing, RawLocation
from index.resolve.clusters import Member
from index.resolve.traits import Key

HEADER = ("source", "source_id", "id", "name_key")


class ListingsFileError(ValueError):
    """A line is no listing, or a listing stands there twice; the message has file and line."""


@dataclass(frozen=True, slots=True)
class Predicted:
    """Who a listing was in an earlier table. `name_key` is None where the table has no such column."""

    id: str
    name_key: str | None


def read_listings(path: Path, registers: frozenset[str]) -> Iterator[RawListing]:
    """Yield the listings of a file; raises ListingsFileError naming the line.

    A register writes names as "FAMILY, GIVEN MIDDLE".
    """
    seen: set[Key] = set()
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            listing = _listing(line, registers, f"{path.name}, line {number}")
            key = (listing.source, listing.source_id)
            if key in seen:
                raise ListingsFileError(f"{path.name}, line {number}: {key} was there before; give each listing once")
            seen.add(key)
            yield listing


def _listing(line: str, registers: frozenset[str], where: str) -> RawListing:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ListingsFileError(f"{where}: no JSON ({error}); write one object a line") from error
    if not isinstance(row, dict) or not row.get("source") or not row.get("source_id"):
        raise ListingsFileError(f"{where}: no object with source and source_id")
    text = {name: value if isinstance(value, str) else "" for name, value in row.items()}
    location = RawLocation(
        organization=text.get("clinic", ""),
        street=text.get("street", ""),
        city=text.get("city", ""),
        state=text.get("state", ""),
        zip=text.get("zip", ""),
        phone=text.get("phone", ""),
    )
    name = text.get("name", "")
    return RawListing(
        source=str(row["source"]),
        source_id=str(row["source_id"]),
        kind=ListingKind.PERSON,
        url="",
        name=name,
        credentials=text.get("credentials_text", ""),
        profession=text.get("profession_text", ""),
        locations=(location,),
        website=text.get("website", ""),
        npi=text.get("npi", ""),
        family_first=row["source"] in registers and "," in name,
    )


def read_predicted(path: Path) -> dict[Key, Predicted]:
    """Return an earlier table; raises ListingsFileError where a line has no id."""
    found: dict[Key, Predicted] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows, None)
        for row in rows:
            if len(row) < len(HEADER) - 1:
                raise ListingsFileError(f"{path.name}, line {rows.line_num}: write source, source_id and id")
            found[row[0], row[1]] = Predicted(row[2], row[3] if len(row) > len(HEADER) - 1 else None)
    return found


def members(predicted: Mapping[Key, Predicted], names: Mapping[Key, str]) -> dict[Key, Member]:
    """Return who was where; a table without names is taken at its word that they are as they were."""
    return {
        key: Member(one.id, names.get(key, "") if one.name_key is None else one.name_key)
        for key, one in predicted.items()
    }


def write_predicted(path: Path, rows: Iterable[tuple[Key, str, str]]) -> None:
    """Write (key, id, name key) rows as a table; raises ListingsFileError where the file cannot be made."""
    with as_the_operator_has_it():
        try:
            file = path.open("w", encoding="utf-8", newline="")
        except OSError as error:
            raise ListingsFileError(f"{path} cannot be written ({error.strerror}); name a file in a folder") from error
    with file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(HEADER)
        table.writerows((*key, provider, name) for key, provider, name in rows)
