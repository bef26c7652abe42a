"""The professions: their words, and the NUCC taxonomy codes under which registers list them."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.records import Profession
from index.vocabulary.entries import DATA, VocabularyError

Prefix = Annotated[str, Field(pattern=r"^[0-9][0-9A-Z]{2,9}$")]


class ProfessionEntry(BaseModel):
    """One profession of the file, with prefixes of NUCC codes and the words that mean it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    label: str
    plural: str
    taxonomies: list[Prefix]
    needling: list[Prefix]
    words: list[str]


class ProfessionFile(BaseModel):
    """The whole file; every profession stands in it once."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    professions: dict[Profession, ProfessionEntry]
    clinic_taxonomies: list[Prefix]


def load_professions(path: Path) -> ProfessionFile:
    """Return the professions of a file; raises VocabularyError naming what to write."""
    try:
        read = ProfessionFile.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except yaml.YAMLError as error:
        raise VocabularyError(path, "-", f"no readable YAML ({error}). Write it anew.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise VocabularyError(path, where, f"{first['msg']}. Write what professions.py describes.") from error
    if missing := [profession for profession in Profession if profession not in read.professions]:
        raise VocabularyError(path, missing[0], "the profession is missing. Write an entry for it.")
    return read


@cache
def _file() -> ProfessionFile:
    return load_professions(DATA / "professions.yml")


@cache
def _by_prefix() -> Mapping[str, Profession]:
    return {prefix: name for name, entry in _file().professions.items() for prefix in entry.taxonomies}


@cache
def _words() -> tuple[re.Pattern[str], Mapping[str, Profession]]:
    by_word = {word.casefold(): name for name, entry in _file().professions.items() for word in entry.words}
    longest_first = sorted(by_word, key=len, reverse=True)
    alternatives = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE), by_word


def profession_of_taxonomy(code: str) -> Profession | None:
    """Return the profession of a NUCC code ("225100000X") by its longest known prefix; None for all others."""
    code = code.strip().upper()
    return next((_by_prefix()[code[:size]] for size in range(len(code), 2, -1) if code[:size] in _by_prefix()), None)


def professions_in(text: str) -> tuple[Profession, ...]:
    """Return the professions that a text names as whole words, in the order of the text, each once."""
    pattern, by_word = _words()
    found = (by_word[" ".join(match.group().casefold().split())] for match in pattern.finditer(text))
    return tuple(dict.fromkeys(found))


def label(profession: Profession) -> str:
    """Return the singular for people: "Physical therapist"."""
    return _file().professions[profession].label


def plural(profession: Profession) -> str:
    """Return the plural inside a sentence: "physical therapists"."""
    return _file().professions[profession].plural


def needling_taxonomies() -> tuple[str, ...]:
    """Return the prefixes of NUCC codes that registry sources read unless told otherwise, clinics' included."""
    people = (prefix for entry in _file().professions.values() for prefix in entry.needling)
    return (*people, *_file().clinic_taxonomies)
