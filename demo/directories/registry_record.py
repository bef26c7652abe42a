"""A record of the NPI registry in the JSON of its API, version 2.1, made from an entry of the invented world."""

from datetime import UTC, date, datetime
from typing import TypedDict

from anyascii import anyascii

from demo.world.entry import Entry
from demo.world.people import Clinic, Person
from demo.world.taxonomy import code_of, description_of

_CREATED = date(2014, 3, 4)
_UPDATED = (date(2019, 10, 22), date(2023, 6, 5), _CREATED)
"""Many people never touch their record again after the day on which they got their number."""


class Address(TypedDict, total=False):
    """One address of a record; `address_purpose` is LOCATION or MAILING; phones like "719-555-0104"."""

    country_code: str
    country_name: str
    address_purpose: str
    address_type: str
    address_1: str
    address_2: str
    city: str
    state: str
    postal_code: str
    telephone_number: str
    fax_number: str


class Taxonomy(TypedDict):
    """One taxonomy; `license` and `state` as the provider typed them, None if not given."""

    code: str
    taxonomy_group: str
    desc: str
    state: str | None
    license: str | None
    primary: bool


class Record(TypedDict):
    """One result of the API, in its own names."""

    created_epoch: str
    enumeration_type: str
    last_updated_epoch: str
    number: str
    addresses: list[Address]
    practiceLocations: list[Address]
    basic: dict[str, str]
    taxonomies: list[Taxonomy]
    identifiers: list[dict[str, str]]
    endpoints: list[dict[str, str]]
    other_names: list[dict[str, str]]


def record_of(entry: Entry) -> Record:
    """Return the registry's record of an invented person or clinic."""
    return Record(
        created_epoch=_epoch(_CREATED),
        enumeration_type="NPI-1" if entry.person else "NPI-2",
        last_updated_epoch=_epoch(_updated(entry)),
        number=entry.key,
        addresses=[_address(entry, "LOCATION"), _address(entry, "MAILING")],
        practiceLocations=[],
        basic=_basic_person(entry, entry.person) if entry.person else _basic_clinic(entry),
        taxonomies=_taxonomies(entry),
        identifiers=[],
        endpoints=[],
        other_names=[_former(entry.person)] if entry.person and entry.person.former else [],
    )


def _updated(entry: Entry) -> date:
    return _UPDATED[int(entry.key) % len(_UPDATED)]


def _epoch(day: date) -> str:
    return str(int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) * 1000)


def _address(entry: Entry, purpose: str) -> Address:
    mailing = purpose == "MAILING"
    address = Address(
        country_code="US",
        country_name="United States",
        address_purpose=purpose,
        address_type="DOM",
        address_1=f"PO BOX {entry.key[-4:]}" if mailing else entry.street,
        city=entry.place.town.city.upper(),
        state=entry.state,
        postal_code=entry.zip + "0001",
        telephone_number=entry.phone,
    )
    if entry.unit and not mailing:
        address["address_2"] = entry.unit
    if entry.fax and not mailing:
        address["fax_number"] = entry.fax
    return address


def _basic_person(entry: Entry, person: Person) -> dict[str, str]:
    basic = {
        "first_name": _capitals(entry.given),
        "last_name": _capitals(entry.family),
        "credential": ", ".join(letters for letters in entry.letters if letters not in {"Cert. DN", "CMTPT/DN"}),
        "sole_proprietor": "NO" if person.clinic else "YES",
        "enumeration_date": _CREATED.isoformat(),
        "last_updated": _updated(entry).isoformat(),
        "status": "A",
        "name_prefix": "--",
        "name_suffix": f"{person.generation}." if person.generation else "--",
    }
    if person.middle:
        basic["middle_name"] = _capitals(person.middle)
    # the field was called `gender` until about 2022, and still is in old captures of the API
    basic["gender" if person.number % 5 == 0 else "sex"] = "X"
    return basic


def _basic_clinic(entry: Entry) -> dict[str, str]:
    return {
        "organization_name": entry.name,
        "organizational_subpart": "NO",
        "enumeration_date": _CREATED.isoformat(),
        "last_updated": _updated(entry).isoformat(),
        "status": "A",
        "authorized_official_first_name": "DEMO",
        "authorized_official_last_name": "OFFICIAL",
        "authorized_official_title_or_position": "OWNER",
        "authorized_official_telephone_number": entry.phone,
    }


def _former(person: Person) -> dict[str, str]:
    return {
        "type": "Former Name",
        "code": "1",
        "first_name": _capitals(person.given),
        "last_name": _capitals(person.former),
    }


def _taxonomies(entry: Entry) -> list[Taxonomy]:
    if entry.person:
        codes = [code_of(profession) for profession in entry.person.professions]
    else:
        codes = [_clinic_code(entry.clinic)]
    return [
        Taxonomy(
            code=code,
            taxonomy_group="",
            desc=description_of(code),
            state=entry.state if entry.person else None,
            license=f"DEMO.{entry.person.number:05d}" if entry.person else None,
            primary=position == 0,
        )
        for position, code in enumerate(codes)
    ]


def _clinic_code(clinic: Clinic | None) -> str:
    kind = clinic.kind if clinic else ""
    return code_of("clinic") if kind == "physical-therapist" else code_of(kind)


def _capitals(name: str) -> str:
    return anyascii(name).upper()
