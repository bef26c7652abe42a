"""The columns of the NPPES bulk file, versions 1 (2007 to 2026) and 2, found by name once a file."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from operator import itemgetter

from crawler.formats.text_encoding import MENDED
from crawler.platforms.npi.npi_record import NpiRecord
from index.records import RawLocation, RawTaxonomy

TAXONOMIES = 15
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})")
LAST_SHORT_YEAR, CENTURY = 99, 2000  # the registry began in 2005
FORMER_NAME = "1"  # Provider Other Last Name Type Code

PRACTICE = "Provider Business Practice Location Address"
FIELDS = {
    "npi": "NPI",
    "entity": "Entity Type Code",
    "organization": "Provider Organization Name (Legal Business Name)",
    "family": "Provider Last Name (Legal Name)",
    "given": "Provider First Name",
    "middle": "Provider Middle Name",
    "suffix": "Provider Name Suffix Text",
    "credential": "Provider Credential Text",
    "other_family": "Provider Other Last Name",
    "other_type": "Provider Other Last Name Type Code",
    "street": "Provider First Line Business Practice Location Address",
    "street2": "Provider Second Line Business Practice Location Address",
    "city": f"{PRACTICE} City Name",
    "state": f"{PRACTICE} State Name",
    "zip": f"{PRACTICE} Postal Code",
    "country": f"{PRACTICE} Country Code (If outside U.S.)",
    "phone": f"{PRACTICE} Telephone Number",
    "fax": f"{PRACTICE} Fax Number",
    "deactivated": "NPI Deactivation Date",
    "reactivated": "NPI Reactivation Date",
    "changed": "Last Update Date",
}
OPTIONAL = frozenset(
    {"suffix", "other_family", "other_type", "street2", "country", "fax", "phone", "reactivated", "changed"}
)
DOCUMENTED = re.compile(
    r"NPI|Entity Type|Replacement NPI|Employer Identification|Provider |Last Update|Authorized Official |"
    r"Healthcare Provider |Other Provider |Is Sole|Is Organization|Parent Organization|Certification Date"
)


class MissingColumnError(ValueError):
    """The header lacks a column that is needed to read records."""


class NppesColumns:
    """The columns of each field in one file."""

    def __init__(self, header: Sequence[str]) -> None:
        names = [" ".join(name.split()) for name in header]
        self.width = len(names)
        self.unknown = tuple(name for name in names if not DOCUMENTED.match(name))
        place = {name: number for number, name in enumerate(names)}
        missing = [name for field, name in FIELDS.items() if name not in place and field not in OPTIONAL]
        if missing:
            raise MissingColumnError(f"the header has no column {missing[0]!r}; is this an NPPES data file?")
        self._place = {field: place[name] for field, name in FIELDS.items() if name in place}
        self._taxonomies = [
            (
                place[f"Healthcare Provider Taxonomy Code_{number}"],
                place.get(f"Provider License Number_{number}"),
                place.get(f"Provider License Number State Code_{number}"),
                place.get(f"Healthcare Provider Primary Taxonomy Switch_{number}"),
            )
            for number in range(1, TAXONOMIES + 1)
            if f"Healthcare Provider Taxonomy Code_{number}" in place
        ]
        self._fields_of = itemgetter(*self._place.values())
        self._codes = [code for code, *_ in self._taxonomies]
        read = [*self._place.values(), *(column for part in self._taxonomies for column in part if column is not None)]
        self.needed = max(read) + 1
        """The number of fields of a row that are needed; those after them are not split."""

    def chooser(self, prefixes: Sequence[str]) -> Callable[[Sequence[bytes]], bool]:
        """Return a test for rows of bytes: whether one has a wanted taxonomy or a date of deactivation."""
        deactivated, wanted = self._place["deactivated"], tuple(one.encode() for one in prefixes)
        codes_of = itemgetter(*self._codes, deactivated)

        def wanted_row(fields: Sequence[bytes]) -> bool:
            if fields[deactivated]:
                return True
            return any(field.lstrip().startswith(wanted) for field in filter(None, codes_of(fields)))

        return wanted_row

    def record(self, row: Sequence[bytes]) -> NpiRecord:
        """Return the record of a row; its first `needed` fields are enough."""
        values = dict(zip(self._place, map(_text, self._fields_of(row)), strict=True))
        get = values.get
        former = (get("other_family", ""),) if get("other_type") == FORMER_NAME and get("other_family") else ()
        return NpiRecord(
            npi=values["npi"],
            entity=values["entity"],
            organization=values["organization"],
            family=values["family"],
            given=values["given"],
            middle=values["middle"],
            suffix=get("suffix", ""),
            credential=values["credential"],
            former_family_names=former,
            locations=_locations(values),
            taxonomies=tuple(self._read_taxonomies(row)),
            deactivated=not in_force(values["deactivated"], get("reactivated", "")),
            changed_on=_iso(get("changed", "")),
        )

    def _read_taxonomies(self, row: Sequence[bytes]) -> list[RawTaxonomy]:
        return [
            RawTaxonomy(
                code=_text(row[code]),
                license=_at(row, license_),
                state=_at(row, state),
                primary=_at(row, primary) == "Y",
            )
            for code, license_, state, primary in self._taxonomies
            if row[code] and not row[code].isspace()
        ]


def _at(row: Sequence[bytes], number: int | None) -> str:
    return _text(row[number]) if number is not None else ""


def _text(field: bytes) -> str:
    return field.decode("utf-8", MENDED).replace('""', '"').strip() if field else ""


def _locations(values: dict[str, str]) -> tuple[RawLocation, ...]:
    fields = ("street", "street2", "city", "state", "zip", "country", "phone", "fax")
    location = {field: values.get(field, "") for field in fields}
    return (RawLocation(**location),) if any(location.values()) else ()


def in_force(deactivated: str, reactivated: str) -> bool:
    """Return whether a record is in force, by its dates of deactivation and reactivation (month/day/year)."""
    if not deactivated:
        return True
    return bool(reactivated) and _day(reactivated) >= _day(deactivated)


def _iso(text: str) -> str:
    """Return "03/04/2014" as "2014-03-04"; anything else as written."""
    day = _day(text)
    return text if day == date.min else day.isoformat()


def _day(text: str) -> date:
    found = _DATE.fullmatch(text)
    if not found:
        return date.min
    month, day, year = map(int, found.groups())
    try:
        return date(year if year > LAST_SHORT_YEAR else CENTURY + year, month, day)
    except ValueError:
        return date.min
