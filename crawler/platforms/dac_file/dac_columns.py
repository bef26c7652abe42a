"""The columns of CMS's Doctors and Clinicians file, by today's names and earlier ones, and one row read by them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crawler.formats.unreadable import UnreadableError
from index.places.gazetteer import Gazetteer
from index.records import RawLocation
from index.records.identifiers import valid_npi

FIELDS: Mapping[str, tuple[str, ...]] = {
    "npi": ("npi",),
    "family": ("provider_last_name", "lst_nm"),
    "given": ("provider_first_name", "frst_nm"),
    "middle": ("provider_middle_name", "mid_nm"),
    "suffix": ("suff",),
    "credential": ("cred",),
    "specialty": ("pri_spec",),
    "organization": ("facility_name", "org_nm"),
    "street": ("adr_ln_1", "full_street_address"),
    "street2": ("adr_ln_2",),
    "suppressed": ("ln_2_sprs",),
    "city": ("city_town", "citytown", "cty"),
    "state": ("state", "st"),
    "zip": ("zip_code", "zip"),
    "phone": ("telephone_number", "phn_numbr"),
}
NEEDED = ("npi", "family", "given", "specialty", "city", "state", "zip")
NEVER_TAKEN = frozenset({"gndr", "med_sch", "grd_yr"})
"""Sex, and school and year of graduation, which give away an age."""
SUPPRESSED = "Y"
_ZIP = re.compile(r"(\d{3,5}|\d{7,9})(?:\.0)?")
FULL = (5, 9)  # digits


class DacFileError(ValueError):
    """The file is no Doctors and Clinicians file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DacRow:
    """One row: a person at an address of a group. The file has one for each enrolment, group and address."""

    npi: str
    name: str
    credential: str
    specialty: str
    location: RawLocation


class DacColumns:
    """The column of each field in one file. Some copies have tabs after the names, or other capitals."""

    def __init__(self, header: Sequence[str]) -> None:
        names = [plain(name) for name in header]
        self.width = len(names)
        place = {name: number for number, name in enumerate(names)}
        self._place = {field: place[name] for field, spelled in FIELDS.items() for name in spelled if name in place}
        if missing := [FIELDS[field][0] for field in NEEDED if field not in self._place]:
            raise DacFileError(f"the header has no column {missing[0]}; is this the Doctors and Clinicians file?")

    def specialty(self, row: Sequence[str]) -> str:
        """Return the specialty of a row; raises UnreadableError for a row of another width."""
        if len(row) != self.width:
            raise UnreadableError("row/width", f"{len(row)} fields, the header has {self.width}")
        return " ".join(row[self._place["specialty"]].split())

    def read(self, row: Sequence[str], places: Gazetteer) -> DacRow:
        """Return the fields of a row; raises UnreadableError."""
        said = {field: " ".join(row[number].split()) for field, number in self._place.items()}
        if not valid_npi(said["npi"]):
            raise UnreadableError("row/check_digit", f"{said['npi'][:20]!r} is no valid NPI")
        if not (said["family"] and said["given"]):
            raise UnreadableError("row/name", f"NPI {said['npi']} has no name")
        given = " ".join(filter(None, (said["given"], said.get("middle"))))
        second = "" if said.get("suppressed", "").upper() == SUPPRESSED else said.get("street2", "")
        return DacRow(
            npi=said["npi"],
            name=", ".join(filter(None, (said["family"], given, said.get("suffix")))),
            credential=said.get("credential", ""),
            specialty=said["specialty"],
            location=RawLocation(
                organization=said.get("organization", ""),
                street=said.get("street", ""),
                street2=second,
                city=said["city"],
                state=said["state"],
                zip=restored_zip(said["zip"], said["state"], places),
                phone=said.get("phone", "").removesuffix(".0"),
            ),
        )


def plain(name: str) -> str:
    """Return a column's name in one spelling: "City/Town" and " city town" are `city_town`."""
    return "_".join(re.findall(r"[a-z0-9]+", name.casefold()))


def restored_zip(written: str, state: str, places: Gazetteer) -> str:
    """Return a ZIP code with the leading zeros that a spreadsheet removed, if that code lies in the state.

    A code that does not, or is none, stays as written.
    """
    digits = _ZIP.fullmatch(written)
    if not digits or len(digits[1]) in FULL:
        return digits[1] if digits else written
    whole = digits[1].zfill(FULL[len(digits[1]) > FULL[0]])
    place = places.zip(whole[:5])
    return whole if place is not None and place.state == state.upper() else digits[1]
