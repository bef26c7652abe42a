"""The hand-written cases (special.yml, changes.yml), read by a loader that fails on any unknown key."""

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from demo.world.people import DirectoryName, Elsewhere, Markup, Says, Wording
from demo.world.towns import DATA


class DemonstrationDataError(ValueError):
    """A data file of the demonstration has an unknown key or value; the message names the file and the key."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Article(_Part):
    """A page about dry needling that does not offer it."""

    title: str
    text: str


class SpecialClinic(_Part):
    """A clinic written by hand."""

    id: str
    name: str
    town: str
    kind: str
    phone: str = ""
    text: str = ""
    says: Says = ""
    site: bool = True
    registry: bool = True
    markup: Markup = "json_ld"
    website: str = ""
    article: Article | None = None
    crowd: bool = False
    """True if people of the crowd also work here."""
    traps: tuple[str, ...] = ()


class SpecialPerson(_Part):
    """A practitioner written by hand; works at `clinic`, or alone in `town`."""

    id: str
    given: str
    family: str
    middle: str = ""
    generation: str = ""
    nickname: str = ""
    former: str = ""
    profession: str
    second_profession: str = ""
    letters: tuple[str, ...] = ()
    clinic: str = ""
    town: str = ""
    finder: Wording | None = None
    school: Wording | None = None
    registry: Wording = Wording()
    sites: Wording | None = None
    also: tuple[Elsewhere, ...] = ()
    traps: tuple[str, ...] = ()

    @property
    def listed(self) -> dict[DirectoryName, Wording]:
        """The directories that list this person, and how."""
        wordings: dict[DirectoryName, Wording | None] = {
            "finder": self.finder,
            "school": self.school,
            "registry": self.registry,
            "sites": self.sites,
        }
        return {name: wording for name, wording in wordings.items() if wording is not None}


class Special(_Part):
    """All of special.yml."""

    clinics: tuple[SpecialClinic, ...]
    people: tuple[SpecialPerson, ...]


class Move(_Part):
    """A person who works at another clinic now; the `stale` directories still have the old one."""

    person: str
    to: str
    stale: tuple[DirectoryName, ...] = ()


class Removal(_Part):
    """Directories that no longer list a person."""

    person: str
    from_: tuple[DirectoryName, ...]


class Rename(_Part):
    """A person's new family name."""

    person: str
    family: str


class Rewording(_Part):
    """A clinic's new page text."""

    clinic: str
    says: Says
    text: str


class Changes(_Part):
    """All of changes.yml: the changes in the second edition of the world."""

    moved: tuple[Move, ...]
    removed: tuple[Removal, ...]
    renamed: tuple[Rename, ...]
    reworded: tuple[Rewording, ...]
    added: tuple[SpecialPerson, ...]


Read = TypeVar("Read", bound=BaseModel)


def load_special(file: Path = DATA / "special.yml") -> Special:
    """Return the hand-written cases; raises DemonstrationDataError."""
    return _load(file, Special)


def load_changes(file: Path = DATA / "changes.yml") -> Changes:
    """Return the changes of the second edition; raises DemonstrationDataError."""
    return _load(file, Changes)


def _load(file: Path, model: type[Read]) -> Read:
    try:
        return model.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValidationError) as error:
        raise DemonstrationDataError(f"{file}: {error}") from error
