"""What a public register says of one license, NPI or exclusion. A register lists nobody; it is looked up in."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from index.records.answers import ListingKind, Profession


class RegisterKind(StrEnum):
    """What a register is a list of."""

    LICENSES = "licenses"
    NPI_DEACTIVATIONS = "npi_deactivations"
    EXCLUSIONS = "exclusions"


class EntryStatus(StrEnum):
    """Whether what a register lists is in force. `unknown`: its word is not in the source's table of words."""

    ACTIVE = "active"
    NOT_ACTIVE = "not_active"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """One entry of a register, as far as it may be kept.

    There is no field for a mailing address, a day or year of birth, or a sex, and none is ever added: a platform
    drops them where it reads the file. `state` is the state of the license, or the one that an exclusion names.
    """

    source: str
    source_id: str
    """Stable within the register, and without a name in it."""
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
    """The day that the file itself stands for, where that is not the day it was read."""
    particulars: tuple[tuple[str, str], ...] = ()
    """(name, words) of what else a person who compares two people should see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenEntry:
    """An entry with the days on which it was first and last read."""

    entry: RegisterEntry
    first_seen: date
    last_seen: date
    missing_since: date | None = None
    """The day since which good runs no longer found it."""
