"""Entries: listings of the invented world as their directory writes them, each with the truth about it."""

from dataclasses import dataclass
from typing import TypedDict

from demo.world.people import Clinic, DirectoryName, Person, Says, Wording
from demo.world.places import Place
from demo.world.spelling import spelled_phone, spelled_street, spelled_unit

COURSES = ("Cert. DN", "CMTPT/DN")
"""The demonstration's letters for a course in dry needling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A listing. `key` is the directory's own id; `place` is the true place, the other fields are as written."""

    directory: DirectoryName
    key: str
    subject: str
    person: Person | None = None
    clinic: Clinic | None = None
    place: Place
    name: str
    given: str = ""
    family: str = ""
    letters: tuple[str, ...] = ()
    street: str
    unit: str
    state: str
    zip: str
    phone: str
    fax: str = ""
    latitude: str
    longitude: str
    website: str = ""
    text: str = ""
    says: Says = ""
    npi: str = ""
    traps: tuple[str, ...] = ()

    @property
    def page(self) -> str:
        """The path of the page that shows the listing; empty if the directory has no such pages."""
        return self.key.split("#", maxsplit=1)[0] if self.key.startswith("/") else ""

    @property
    def course(self) -> bool:
        """True if the letters as written name a course in dry needling."""
        written = " ".join([self.name, *self.letters])
        return any(course in written for course in COURSES)


def person_entry(directory: DirectoryName, person: Person, wording: Wording, place: Place, npi: str) -> Entry:
    """Return the listing of a person; `place` is their place according to this directory."""
    given, family = wording.given or person.given, wording.family or person.family
    letters = person.letters if wording.letters is None else wording.letters
    return Entry(
        directory=directory,
        key=person_key(directory, person, place),
        subject=person.id,
        person=person,
        place=place,
        name=wording.name or _full_name(directory, person),
        given=given,
        family=family,
        letters=letters,
        **_written(directory, place, wording),
        website=_or(wording.website, f"https://{person.clinic}.example/" if person.clinic else ""),
        text=wording.text,
        says=wording.says,
        npi=npi,
        traps=person.traps,
    )


def person_key(directory: DirectoryName, person: Person, place: Place) -> str:
    """Return a directory's own id of a person: a path, a number or the NPI."""
    if directory == "finder":
        return f"/find-a-pt/profile/{4000 + person.number}-{person.id}"
    if directory == "school":
        return str(1000 + person.number)
    if directory == "registry":
        return person.npi
    return f"{clinic_path(place.organization)}team/{person.id}/"


def clinic_entry(directory: DirectoryName, clinic: Clinic) -> Entry:
    """Return the listing of a clinic in the registry or on its own site."""
    return Entry(
        directory=directory,
        key=clinic.npi if directory == "registry" else clinic_path(clinic.name),
        subject=clinic.id,
        clinic=clinic,
        place=clinic.place,
        name=clinic.name.upper() if directory == "registry" else clinic.name,
        **_written(directory, clinic.place, Wording()),
        website=clinic.website or f"https://{clinic.id}.example/",
        text=clinic.text if directory == "sites" else "",
        says=clinic.says if directory == "sites" else "",
        npi=clinic.npi,
        traps=clinic.traps,
    )


def clinic_path(name: str) -> str:
    """Return the folder of a clinic on the host of clinic sites, such as "/tansyford-physical-therapy/"."""
    words = "".join(character if character.isascii() and character.isalnum() else " " for character in name.lower())
    return f"/{'-'.join(words.split()) or 'clinic'}/"


class _Written(TypedDict):
    street: str
    unit: str
    state: str
    zip: str
    phone: str
    fax: str
    latitude: str
    longitude: str


def _written(directory: DirectoryName, place: Place, wording: Wording) -> _Written:
    return {
        "street": spelled_street(directory, place.street),
        "unit": spelled_unit(directory, place.unit),
        "state": _or(wording.state, place.town.state),
        "zip": _or(wording.zip, place.town.zip),
        "phone": spelled_phone(directory, _or(wording.phone, place.phone)),
        "fax": spelled_phone(directory, wording.fax),
        "latitude": _or(wording.latitude, str(place.latitude)),
        "longitude": _or(wording.longitude, str(place.longitude)),
    }


def _or(written: str | None, true: str) -> str:
    return true if written is None else written


def _full_name(directory: DirectoryName, person: Person) -> str:
    name = " ".join(part for part in (person.given, person.family, person.generation) if part)
    return ", ".join([name, *person.letters]) if directory in {"finder", "school"} else name
