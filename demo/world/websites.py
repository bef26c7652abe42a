"""Invented practices with a website of their own, as data, and the entries that each site adds to the truth."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

import yaml
from anyascii import anyascii
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from demo.world.entry import Entry, clinic_entry, person_entry
from demo.world.people import Clinic, Person, Says, Wording
from demo.world.special import DemonstrationDataError
from demo.world.towns import DATA

Make = Literal[
    "plain", "wordpress", "one_page", "json_ld", "nested", "frames", "bilingual", "misspelled", "course_list"
]
Door = Literal["", "robots", "challenge", "login", "elsewhere", "unreachable"]


class Introduced(BaseModel):
    """A team member as the practice's site introduces them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    text: str
    says: Says = ""


class Website(BaseModel):
    """One practice's site."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    clinic: str
    make: Make
    door: Door = ""
    page: str = "/dry-needling/"
    words: str = ""
    says: Says = ""
    people: tuple[Introduced, ...] = ()

    @property
    def host(self) -> str:
        """The host of the site."""
        return f"{self.clinic}.example"


def load_websites(file: Path = DATA / "websites.yml") -> tuple[Website, ...]:
    """Return the sites in their order; raises DemonstrationDataError."""
    try:
        return TypeAdapter(tuple[Website, ...]).validate_python(yaml.safe_load(file.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValidationError) as error:
        raise DemonstrationDataError(f"{file}: {error}") from error


def website_entries(website: Website, clinic: Clinic, people: Mapping[str, Person]) -> Iterator[Entry]:
    """Yield the entries of a site: one of the practice, and one of each person that its words name."""
    if website.door:
        return
    place = f"{website.host}/{clinic.place.town.zip}-{clinic.place.street.split()[0]}"
    own = clinic_entry("websites", clinic)
    yield replace(
        own,
        key=place,
        text=website.words if website.says else "",
        says=website.says,
        website=f"https://{website.host}/",
        npi="",
    )
    for introduced in website.people:
        if introduced.says:
            person = people[introduced.id]
            wording = Wording(name=shown_name(person), text=introduced.text, says=introduced.says)
            entry = person_entry("websites", person, wording, clinic.place, "")
            slug = anyascii(" ".join(filter(None, (person.given, person.family, person.generation)))).lower()
            yield replace(entry, key=f"{place}/{'-'.join(slug.split())}")


def shown_name(person: Person) -> str:
    """Return a person's name as in the headings of a team page: name, then letters."""
    name = " ".join(part for part in (person.given, person.family, person.generation) if part)
    return ", ".join([name, *person.letters])
