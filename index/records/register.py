"""An entry of a public register on one license, NPI or exclusion. Registers are looked up in; they list nobody."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from index.records.answers import ListingKind, Profession

NPI_REGISTERS = frozenset({"npi_registry", "nppes_file"})
"""The shipped sources that are NPI registers: the number is the register's own, the listed person typed the rest.

An operator's own source says `registry: true` (index.store.sources.registers).
"""

FEDERAL_LISTS = NPI_REGISTERS | {"cms_dac"}
"""Lists of one federal agency, to which a person gave address and phone once: together they count as one witness."""


class RegisterKind(StrEnum):
    """The subject of a register."""

    LICENSES = "licenses"
    NPI_DEACTIVATIONS = "npi_deactivations"
    EXCLUSIONS = "exclusions"


class EntryStatus(StrEnum):
    """The status of an entry: in force or not; `unknown` if the source's table of words lacks the register's word."""

    ACTIVE = "active"
    NOT_ACTIVE = "not_active"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """One entry of a register, reduced to the fields that may be stored.

    It has no field for a mailing address, a day or year of birth, or a sex, and must never get one: a platform
    drops them while it reads the file. `state` is the state of the license, or the one that an exclusion names.
    """

    source: str
    source_id: str
    """Stable within the register; contains no name."""
    register: RegisterKind
    url: str
    subject: ListingKind = ListingKind.PERSON
    name: str = ""
    """As written."""
    family_first: bool = False
    """The name is written "Family, Given" or "FAMILY GIVEN"."""
    profession: Profession | None = None
    profession_text: str = ""
    npi: str = ""
    """A valid NPI (check digit tested) or empty."""
    state: str = ""
    number: str = ""
    """License number as written."""
    status: EntryStatus = EntryStatus.UNKNOWN
    status_text: str = ""
    issued: date | None = None
    expires: date | None = None
    deactivated: date | None = None
    excluded: date | None = None
    reinstated: date | None = None
    as_of: date | None = None
    """The date that the file itself describes, where that is not the day it was read."""
    particulars: tuple[tuple[str, str], ...] = ()
    """Further (label, text) pairs for somebody who compares two people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenEntry:
    """An entry with the days on which it was first and last read."""

    entry: RegisterEntry
    first_seen: date
    last_seen: date
    missing_since: date | None = None
    """The day of the first good run that no longer found it."""
