"""Who lives in the invented world: people, clinics, and how a directory words what it says of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel, ConfigDict

from demo.world.places import Place

DirectoryName = Literal["finder", "school", "registry", "sites", "websites"]
ServerName = Literal["finder", "school", "registry", "sites", "licenses"]
"""The directories that are one host each, and the register that is looked up in."""
DIRECTORIES: tuple[DirectoryName, ...] = ("finder", "school", "registry", "sites", "websites")
Says = Literal["", "person_yes", "person_no", "clinic_yes", "clinic_no"]
"""What a listing's words say of dry needling, and of whom. Empty: nothing."""
Markup = Literal["json_ld", "microdata", "graph", "broken"]


class Wording(BaseModel):
    """How one directory lists somebody. None stands for what is true; anything else for what is written there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str | None = None
    given: str | None = None
    family: str | None = None
    letters: tuple[str, ...] | None = None
    at: str | None = None
    """The clinic where this directory has them."""
    town: str | None = None
    street: str | None = None
    state: str | None = None
    zip: str | None = None
    phone: str | None = None
    """`spare` stands for an invented phone of nobody's."""
    latitude: str | None = None
    longitude: str | None = None
    website: str | None = None
    text: str = ""
    says: Says = ""
    npi: Literal["", "own", "clinic"] = ""
    """Whose NPI is printed, where the directory prints any."""


class Elsewhere(Wording):
    """One more listing of somebody, in any directory."""

    directory: DirectoryName


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """An invented clinic. `npi` is empty where the registry does not have it."""

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
    """Title and text of a page that speaks about dry needling and offers nothing."""
    npi: str = ""
    traps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An invented practitioner; `listed` tells the directories that list them, and how."""

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
