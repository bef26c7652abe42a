"""The companion files of the NPI records: other names of organizations, and further practice locations.

A file is held as the bytes of its rows by NPI, and a row is parsed when its record is read: a national file of
locations has a million rows, most of them of records that are not wanted.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from crawler.formats.text_encoding import text_of_bytes
from crawler.platforms.npi.npi_record import NpiRecord
from crawler.platforms.nppes_file.nppes_columns import MissingColumnError
from crawler.platforms.nppes_file.nppes_rows import header_of, members, open_nppes
from index.records import RawLocation

OTHER_NAMES, LOCATIONS = "othername_pfile", "pl_pfile"
GOES_BY = ("3", "5")
"""Type codes of a name in use: 3 is "doing business as", 5 "other". 4 is a former legal name."""
_DASH = re.compile(r"\s*-\s*")

_LOCATION = "Provider Secondary Practice Location Address - "
LOCATION_COLUMNS = {
    "street": f"{_LOCATION}Address Line 1",
    "street2": f"{_LOCATION}Address Line 2",
    "city": f"{_LOCATION}City Name",
    "state": f"{_LOCATION}State Name",
    "zip": f"{_LOCATION}Postal Code",
    "country": f"{_LOCATION}Country Code (If outside U.S.)",
    "phone": f"{_LOCATION}Telephone Number",
    "fax": "Provider Practice Location Address - Fax Number",
}
NAME_COLUMNS = {
    "name": "Provider Other Organization Name",
    "type": "Provider Other Organization Name Type Code",
}


@dataclass(frozen=True, slots=True)
class RowsByNpi:
    """The rows of a file by NPI, and the column of each field."""

    columns: Mapping[str, int]
    rows: Mapping[bytes, Sequence[bytes]]

    def of(self, npi: str) -> list[dict[str, str]]:
        """Return the fields of each row of an NPI."""
        if not self.rows:
            return []
        lines = [text_of_bytes(line) for line in self.rows.get(npi.encode(), ())]
        return [
            {name: row[number].strip() for name, number in self.columns.items() if number < len(row)}
            for row in csv.reader(lines)
        ]


NO_ROWS = RowsByNpi({}, {})


@dataclass(frozen=True, slots=True)
class CompanionFiles:
    """The companion files: names and locations by NPI."""

    names: RowsByNpi = field(default=NO_ROWS)
    locations: RowsByNpi = field(default=NO_ROWS)

    def added_to(self, record: NpiRecord) -> NpiRecord:
        """Return a record with its further locations, and with the organization's name in use at its own ones."""
        further = tuple(RawLocation(**row) for row in self.locations.of(record.npi))
        known = tuple(
            row["name"] for row in self.names.of(record.npi) if row.get("type") in GOES_BY and row.get("name")
        )
        own = tuple(replace(one, organization=known[0]) for one in record.locations) if known else record.locations
        return replace(record, locations=own + further) if further or known else record


NO_COMPANIONS = CompanionFiles()


def check_companion(path: Path, kind: str) -> None:
    """Raise MissingColumnError if a file is not of its kind."""
    with open_nppes(path, kind) as stream:
        _columns(header_of(stream)[0], NAME_COLUMNS if kind == OTHER_NAMES else LOCATION_COLUMNS, path)


def read_companions(records: Path, names: Path | None, locations: Path | None) -> CompanionFiles:
    """Read the companion files, given or in the zip of the records; raises MissingColumnError."""
    return CompanionFiles(
        _rows(names or _in_zip(records, OTHER_NAMES), OTHER_NAMES, NAME_COLUMNS),
        _rows(locations or _in_zip(records, LOCATIONS), LOCATIONS, LOCATION_COLUMNS),
    )


def _in_zip(records: Path, kind: str) -> Path | None:
    return records if members(records, kind) else None


def _rows(path: Path | None, kind: str, wanted: Mapping[str, str]) -> RowsByNpi:
    if path is None:
        return NO_ROWS
    rows: dict[bytes, list[bytes]] = {}
    with open_nppes(path, kind) as stream:
        columns = _columns(header_of(stream)[0], wanted, path)
        for line in stream:
            npi = line.partition(b",")[0].strip(b' "\r\n')
            if npi:
                rows.setdefault(npi, []).append(line)
    return RowsByNpi(columns, rows)


def _columns(header: Sequence[str], wanted: Mapping[str, str], path: Path) -> dict[str, int]:
    """Return the numbers of the wanted columns. The registry writes blanks at will: "Address-  Address Line 2"."""
    place = {_spelled(name): number for number, name in enumerate(header)}
    missing = [name for name in ("NPI", *wanted.values()) if _spelled(name) not in place]
    if missing:
        raise MissingColumnError(f"{path.name}: the header has no column {missing[0]!r}")
    return {field: place[_spelled(name)] for field, name in wanted.items()}


def _spelled(name: str) -> str:
    return _DASH.sub("-", " ".join(name.split())).lower()
