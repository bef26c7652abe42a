"""Records of the registry from an NPPES file, so that the demonstration's API can serve any such file.

The columns are those of `npidata_pfile` in both versions; the file is read a row at a time. This reader is written
from the documents of the file and of the API, independently of the crawler's, so that each can check the other.
"""

import csv
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from demo.directories.registry_record import Address, Record, Taxonomy
from demo.world.taxonomy import description_of

_TAXONOMIES = 15
_NAME_TYPES = {
    "1": "Former Name",
    "2": "Professional Name",
    "3": "Doing Business As",
    "4": "Former Legal Business Name",
    "5": "Other Name",
}
_LOCATION, _MAILING = "Provider Business Practice Location Address", "Provider Business Mailing Address"
_FIRST_LINES = {
    _LOCATION: "Provider First Line Business Practice Location Address",
    _MAILING: "Provider First Line Business Mailing Address",
}
_NEEDED = ("NPI", "Entity Type Code", "Healthcare Provider Taxonomy Code_1")
Row = Mapping[str, str]


class NppesFileError(ValueError):
    """The file is not an NPPES file; the message names the file and the missing columns."""


def read_nppes(file: Path) -> Iterator[Record]:
    """Yield the active records of an NPPES file, V1 or V2; raises NppesFileError if columns are missing.

    Deactivated rows are skipped: those without an entity type, and those with a deactivation date and no later
    reactivation. Damaged rows, with more or fewer fields than the header, are skipped too.
    """
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        rows = csv.reader(lines)
        header = [" ".join(name.split()) for name in next(rows, [])]
        missing = [column for column in _NEEDED if column not in header]
        if missing:
            raise NppesFileError(f"{file} is no NPPES file: it has no column {missing[0]!r}")
        for cells in rows:
            row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
            if len(cells) == len(header) and row["Entity Type Code"] in {"1", "2"} and not _deactivated(row):
                yield _record(row)


def _deactivated(row: Row) -> bool:
    gone, back = _day(row.get("NPI Deactivation Date", "")), _day(row.get("NPI Reactivation Date", ""))
    return gone is not None and (back is None or back < gone)


def _record(row: Row) -> Record:
    person = row["Entity Type Code"] == "1"
    created, updated = _day(row.get("Provider Enumeration Date", "")), _day(row.get("Last Update Date", ""))
    return Record(
        created_epoch=_epoch(created),
        enumeration_type="NPI-1" if person else "NPI-2",
        last_updated_epoch=_epoch(updated),
        number=row["NPI"],
        addresses=[_address(row, _LOCATION, "LOCATION"), _address(row, _MAILING, "MAILING")],
        practiceLocations=[],
        basic=_person(row) if person else _organization(row),
        taxonomies=list(_taxonomies(row)),
        identifiers=[],
        endpoints=[],
        other_names=list(_other_names(row, person=person)),
    )


def _person(row: Row) -> dict[str, str]:
    basic = {
        "first_name": row.get("Provider First Name", ""),
        "last_name": row.get("Provider Last Name (Legal Name)", ""),
        "middle_name": row.get("Provider Middle Name", ""),
        "name_prefix": row.get("Provider Name Prefix Text", "") or "--",
        "name_suffix": row.get("Provider Name Suffix Text", "") or "--",
        "credential": row.get("Provider Credential Text", ""),
        "sex": row.get("Provider Sex Code", row.get("Provider Gender Code", "")),
        "sole_proprietor": {"Y": "YES", "N": "NO"}.get(row.get("Is Sole Proprietor", ""), ""),
        **_dates(row),
    }
    return {name: value for name, value in basic.items() if value}


def _organization(row: Row) -> dict[str, str]:
    basic = {
        "organization_name": row.get("Provider Organization Name (Legal Business Name)", ""),
        "organizational_subpart": {"Y": "YES", "N": "NO"}.get(row.get("Is Organization Subpart", ""), ""),
        **_dates(row),
    }
    return {name: value for name, value in basic.items() if value}


def _dates(row: Row) -> dict[str, str]:
    days = {"enumeration_date": "Provider Enumeration Date", "last_updated": "Last Update Date"}
    read = {name: _day(row.get(column, "")) for name, column in days.items()}
    return {"status": "A", **{name: day.date().isoformat() for name, day in read.items() if day}}


def _address(row: Row, columns: str, purpose: str) -> Address:
    country = row.get(f"{columns} Country Code (If outside U.S.)", "") or "US"
    address = Address(
        country_code=country,
        country_name="United States" if country == "US" else country,
        address_purpose=purpose,
        address_type="DOM" if country == "US" else "FGN",
        address_1=row.get(_FIRST_LINES[columns], ""),
        address_2=row.get(_FIRST_LINES[columns].replace("First", "Second"), ""),
        city=row.get(f"{columns} City Name", ""),
        state=row.get(f"{columns} State Name", ""),
        postal_code=_postal_code(row.get(f"{columns} Postal Code", ""), country),
    )
    if phone := _phone(row.get(f"{columns} Telephone Number", "")):
        address["telephone_number"] = phone
    if fax := _phone(row.get(f"{columns} Fax Number", "")):
        address["fax_number"] = fax
    return address


def _postal_code(text: str, country: str) -> str:
    """Return a US code with the leading zeros that a spreadsheet removed; the API has 5 or 9 digits."""
    if country != "US" or not text.isdigit():
        return text
    return text.zfill(5) if len(text) <= 5 else text.zfill(9)  # noqa: PLR2004


def _phone(text: str) -> str:
    whole = len(text) == 10 and text.isdigit()  # noqa: PLR2004  (the API separates ten digits by dashes)
    return f"{text[:3]}-{text[3:6]}-{text[6:]}" if whole else text


def _taxonomies(row: Row) -> Iterator[Taxonomy]:
    for number in range(1, _TAXONOMIES + 1):
        code = row.get(f"Healthcare Provider Taxonomy Code_{number}", "")
        if code:
            yield Taxonomy(
                code=code,
                taxonomy_group=row.get(f"Healthcare Provider Taxonomy Group_{number}", ""),
                desc=description_of(code),
                state=row.get(f"Provider License Number State Code_{number}", "") or None,
                license=row.get(f"Provider License Number_{number}", "") or None,
                primary=row.get(f"Healthcare Provider Primary Taxonomy Switch_{number}", "") == "Y",
            )


def _other_names(row: Row, *, person: bool) -> Iterator[dict[str, str]]:
    columns = (
        {
            "first_name": "Provider Other First Name",
            "middle_name": "Provider Other Middle Name",
            "last_name": "Provider Other Last Name",
            "prefix": "Provider Other Name Prefix Text",
            "suffix": "Provider Other Name Suffix Text",
            "credential": "Provider Other Credential Text",
        }
        if person
        else {"organization_name": "Provider Other Organization Name"}
    )
    code = row.get(f"Provider Other {'Last' if person else 'Organization'} Name Type Code", "")
    names = {name: row.get(column, "") for name, column in columns.items() if row.get(column, "")}
    if names:
        yield {"type": _NAME_TYPES.get(code, "Other Name"), "code": code, **names}


def _day(text: str) -> datetime | None:
    for form in ("%m/%d/%Y", "%m/%d/%y"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def _epoch(day: datetime | None) -> str:
    return str(int(day.timestamp()) * 1000) if day else ""
