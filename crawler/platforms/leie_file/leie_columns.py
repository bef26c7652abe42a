"""The columns of the OIG's exclusion files (LEIE) by name; what must not be stored is never read from a row."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from crawler.formats.unreadable import UnreadableError

FIELDS = {
    "family": ("LASTNAME",),
    "given": ("FIRSTNAME",),
    "middle": ("MIDNAME",),
    "business": ("BUSNAME",),
    "general": ("GENERAL",),
    "specialty": ("SPECIALTY",),
    "npi": ("NPI",),
    "state": ("STATE",),
    "exclusion_type": ("EXCLTYPE",),
    "excluded": ("EXCLDATE",),
    "reinstated": ("REINDATE",),
    "waived": ("WAIVERDATE",),
    "waiver_state": ("WVRSTATE", "WAIVERSTATE"),
}
OPTIONAL = frozenset({"waived", "waiver_state"})
NEVER_TAKEN = frozenset({"UPIN", "DOB", "ADDRESS", "CITY", "ZIP"})
NO_NPI = frozenset({"", "0000000000"})
NO_DAY = frozenset({"", "00000000"})


class LeieFileError(ValueError):
    """A file is no exclusion file of the OIG's, or its name does not say which one it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """One row: who was excluded and when, and when reinstated. The register cuts long names short."""

    family: str
    given: str
    middle: str
    business: str
    general: str
    specialty: str
    npi: str
    """Ten digits or empty."""
    state: str
    exclusion_type: str
    excluded: date
    reinstated: date | None
    waived: date | None
    waiver_state: str

    @property
    def by_npi(self) -> tuple[str, ...]:
        """The key of an exclusion with an NPI."""
        return ("npi", self.npi, self.exclusion_type, self.excluded.isoformat())

    @property
    def by_name(self) -> tuple[str, ...]:
        """The key of an exclusion by its names; used only while the files are read, never stored."""
        names = (self.family, self.given, self.business)
        return ("name", *map(str.casefold, names), self.exclusion_type, self.excluded.isoformat())

    def reinstated_as(self, later: "Exclusion") -> "Exclusion":
        """Return this exclusion with the date of a reinstatement, and with that row's NPI if it has none."""
        return replace(self, reinstated=later.reinstated, npi=self.npi or later.npi)


class LeieColumns:
    """The column of each field in one file."""

    def __init__(self, header: Sequence[str]) -> None:
        names = [name.strip().upper() for name in header]
        self.width = len(names)
        place = {name: number for number, name in enumerate(names)}
        self._place = {field: place[name] for field, spelled in FIELDS.items() for name in spelled if name in place}
        if missing := [FIELDS[field][0] for field in FIELDS if field not in self._place.keys() | OPTIONAL]:
            raise LeieFileError(f"the header has no column {missing[0]}; is this an exclusion file of the OIG's?")
        known = {name for spelled in FIELDS.values() for name in spelled} | NEVER_TAKEN
        self.unknown = tuple(name for name in names if name not in known)

    def exclusion(self, row: Sequence[str]) -> Exclusion:
        """Return the exclusion of a row; raises UnreadableError."""
        if len(row) != self.width:
            raise UnreadableError("row/width", f"{len(row)} fields, the header has {self.width}")
        values = {field: " ".join(row[number].split()) for field, number in self._place.items()}
        excluded = _day(values["excluded"], "EXCLDATE")
        if excluded is None:
            raise UnreadableError("row/no_date", "no date of exclusion")
        return Exclusion(
            family=values["family"],
            given=values["given"],
            middle=values["middle"],
            business=values["business"],
            general=values["general"],
            specialty=values["specialty"],
            npi="" if values["npi"] in NO_NPI else values["npi"],
            state=values["state"],
            exclusion_type=values["exclusion_type"],
            excluded=excluded,
            reinstated=_day(values["reinstated"], "REINDATE"),
            waived=_day(values.get("waived", ""), "WAIVERDATE"),
            waiver_state=values.get("waiver_state", ""),
        )


def _day(text: str, column: str) -> date | None:
    if text in NO_DAY:
        return None
    try:
        return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007  (a day has no zone)
    except ValueError as error:
        raise UnreadableError("row/date", f"{column} is {text[:20]!r}, no day written as YYYYMMDD") from error
