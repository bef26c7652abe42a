"""A record of the NPI registry and its raw listing, the same from the API and from the bulk file.

Mailing addresses, birth dates and sex are not in it: they are never taken from a source.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.formats.unreadable import UnreadableError
from index.records import ListingKind, RawListing, RawLocation, RawTaxonomy
from index.records.identifiers import valid_npi

_NO_DIGIT = re.compile(r"[^0-9]")
_MORE = re.compile(r"[^\W\d_]|[#,;/]")  # an extension, a label, a second number
HERE = frozenset({"", "US"})
"""Country codes of a practice location in the United States."""
NO_PLACE = RawLocation(country="US")
PERSON, ORGANIZATION = "1", "2"  # NPPES entity type codes


class OutsideCountryError(ValueError):
    """All practice locations of a record are abroad, so it is not listed; that is no fault of the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NpiRecord:
    """The fields of a record that are used. Names are as in the registry, mostly in capitals."""

    npi: str
    entity: str
    organization: str = ""
    family: str = ""
    given: str = ""
    middle: str = ""
    suffix: str = ""
    credential: str = ""
    former_family_names: tuple[str, ...] = ()
    locations: tuple[RawLocation, ...] = ()
    taxonomies: tuple[RawTaxonomy, ...] = ()
    deactivated: bool = False
    changed_on: str = ""
    """The date of its last update: "2014-03-04", or as written where it cannot be read."""


def chosen(record: NpiRecord, prefixes: Sequence[str], states: Sequence[str]) -> bool:
    """Return whether a record has one of the taxonomy prefixes and a location in one of the states (none: anywhere)."""
    if not any(taxonomy.code.startswith(tuple(prefixes)) for taxonomy in record.taxonomies):
        return False
    return not states or any(location.state in states for location in record.locations)


def npi_listing(record: NpiRecord, *, source: str, url: str) -> RawListing:
    """Return the raw listing of a record; `url` is the registry's public address.

    A record without any address is listed without a place, since its number and licenses are of use to other listings.
    Raises UnreadableError, and OutsideCountryError if all its addresses are abroad.
    """
    if not valid_npi(record.npi):
        raise UnreadableError("row/check_digit", f"{record.npi!r} is not an NPI: ten digits with a check digit")
    kind = ListingKind.CLINIC if record.entity == ORGANIZATION else ListingKind.PERSON
    page = f"{url.rstrip('/')}/provider-view/{record.npi}"
    if record.deactivated:
        return RawListing(
            source=source, source_id=record.npi, npi=record.npi, kind=kind, url=page, name="", deactivated=True
        )
    name = record.organization if kind is ListingKind.CLINIC else _name(record)
    if record.entity not in {PERSON, ORGANIZATION}:
        raise UnreadableError("row/entity_type", f"NPI {record.npi}: entity type {record.entity!r} is neither 1 nor 2")
    if not name:
        raise UnreadableError("row/name", f"NPI {record.npi} has no name")
    here = [location for location in record.locations if location.country in HERE]
    if record.locations and not here:
        raise OutsideCountryError(f"NPI {record.npi} has no practice location in the United States")
    return RawListing(
        source=source,
        source_id=record.npi,
        npi=record.npi,
        kind=kind,
        url=page,
        name=name,
        credentials=record.credential,
        taxonomies=tuple(sorted(set(record.taxonomies), key=_primary_first)),
        locations=tuple(dict.fromkeys(location for location in map(_plain, here) if location != NO_PLACE)),
        family_first=kind is ListingKind.PERSON,
        former_names=record.former_family_names,
        changed_on=record.changed_on,
    )


def _name(record: NpiRecord) -> str:
    if not record.family:
        return ""
    rest = " ".join(part for part in (record.given, record.middle) if part)
    return ", ".join(part for part in (record.family, rest, record.suffix) if part)


def _plain(location: RawLocation) -> RawLocation:
    """Return a location with numbers in one form: the file writes 3035550112, the API 303-555-0112.

    A number with letters ("3035550112 EXT 4") stays as typed: they may be an extension or a label.
    """
    return RawLocation(
        organization=location.organization,
        street=location.street,
        street2=location.street2,
        city=location.city,
        state=location.state,
        zip=_NO_DIGIT.sub("", location.zip),
        country="US",
        phone=_number(location.phone),
        fax=_number(location.fax),
    )


def _number(typed: str) -> str:
    return _NO_DIGIT.sub("", typed) if not _MORE.search(typed) else typed.strip()


def _primary_first(taxonomy: RawTaxonomy) -> tuple[bool, str, str, str]:
    return (not taxonomy.primary, taxonomy.code, taxonomy.state, taxonomy.license)
