"""The people and clinics of the invented world, and how a directory words their listings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel, ConfigDict

from demo.world.places import Place

DirectoryName = Literal["finder", "school", "registry", "sites", "websites"]
ServerName = Literal["finder", "school", "registry", "sites", "licenses"]
"""The directories with one host each, and the register of licenses."""
DIRECTORIES: tuple[DirectoryName, ...] = ("finder", "school", "registry", "sites", "websites")
Says = Literal["", "person_yes", "person_no", "clinic_yes", "clinic_no"]
"""A listing's answer on dry needling, with its subject (person or clinic); empty for none."""
Markup = Literal["json_ld", "microdata", "graph", "broken"]


class Wording(BaseModel):
    """The wording of one directory's listing. None means the true value; anything else is written instead."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str | None = None
    given: str | None = None
    family: str | None = None
    letters: tuple[str, ...] | None = None
    at: str | None = None
    """The clinic according to this directory."""
    town: str | None = None
    street: str | None = None
    state: str | None = None
    zip: str | None = None
    phone: str | None = None
    """`spare` means an invented number that nobody else has."""
    fax: str = ""
    """Only the registry states one."""
    latitude: str | None = None
    longitude: str | None = None
    website: str | None = None
    text: str = ""
    says: Says = ""
    npi: Literal["", "own", "clinic"] = ""
    """The holder of the printed NPI, if any."""


class Elsewhere(Wording):
    """One more listing of somebody, in any directory."""

    directory: DirectoryName


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """An invented clinic. `npi` is empty if the registry does not have it."""

    id: str
    name: str
    place: Place
    kind: str
    text: str = ""
    says: Says = ""
    site: bool = True
    markup: Markup = "json_ld"
    website: str = ""
    article: tuple[str, str] | None = None
    """Title and text of a page about dry needling that does not offer it."""
    npi: str = ""
    traps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An invented practitioner; `listed` has the directories that list them, and how."""

    id: str
    number: int
    given: str
    family: str
    middle: str = ""
    generation: str = ""
    nickname: str = ""
    former: str = ""
    professions: tuple[str, ...]
    letters: tuple[str, ...] = ()
    place: Place
    clinic: str = ""
    npi: str
    listed: Mapping[DirectoryName, Wording] = field(default_factory=dict)
    also: tuple[Elsewhere, ...] = ()
    traps: tuple[str, ...] = ()
