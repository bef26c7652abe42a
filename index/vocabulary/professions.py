"""The professions: their words, and the NUCC taxonomy codes under which registers list them."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from index.records import Profession
from index.vocabulary.entries import DATA, VocabularyError, read_yaml

Prefix = Annotated[str, Field(pattern=r"^[0-9][0-9A-Z]{2,9}$")]


class ProfessionEntry(BaseModel):
    """One profession of the file: prefixes of NUCC codes, words that mean it, and words of its field of work."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    label: str
    plural: str
    taxonomies: list[Prefix]
    needling: list[Prefix]
    words: list[str]
    fields: list[str] = Field(default_factory=list)


class ProfessionFile(BaseModel):
    """The whole file, with each profession once."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    professions: dict[Profession, ProfessionEntry]
    clinic_taxonomies: list[Prefix]


def load_professions(path: Path) -> ProfessionFile:
    """Return the professions of a file; raises VocabularyError that says what to write."""
    read = read_yaml(path, TypeAdapter(ProfessionFile), __name__)
    if missing := [profession for profession in Profession if profession not in read.professions]:
        raise VocabularyError(path, missing[0], "the profession is missing. Write an entry for it.")
    return read


@cache
def _file() -> ProfessionFile:
    return load_professions(DATA / "professions.yml")


@cache
def _by_prefix() -> Mapping[str, Profession]:
    return {prefix: name for name, entry in _file().professions.items() for prefix in entry.taxonomies}


Finder = tuple[re.Pattern[str], Mapping[str, Profession]]


@cache
def _words() -> Finder:
    return _finder({word: name for name, entry in _file().professions.items() for word in entry.words})


@cache
def _fields() -> Finder:
    return _finder({word: name for name, entry in _file().professions.items() for word in entry.fields})


def _finder(by_word: Mapping[str, Profession]) -> Finder:
    longest_first = sorted(by_word, key=len, reverse=True)
    alternatives = "|".join(map(_alternative, longest_first))
    lower = {word.casefold(): name for word, name in by_word.items()}
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE), lower


def _alternative(word: str) -> str:
    """Return a pattern of words in any case, and of letters (PT, LAc) only as written: "Pt." can be a point."""
    escaped = re.escape(word).replace(r"\ ", r"\s+")
    return escaped if word.islower() or " " in word else f"(?-i:{escaped})"


def _find(finder: Finder, text: str) -> tuple[Profession, ...]:
    pattern, by_word = finder
    found = (by_word[" ".join(match.group().casefold().split())] for match in pattern.finditer(text))
    return tuple(dict.fromkeys(found))


def profession_of_taxonomy(code: str) -> Profession | None:
    """Return the profession of a NUCC code ("225100000X") by its longest known prefix; None for all others."""
    code = code.strip().upper()
    return next((_by_prefix()[code[:size]] for size in range(len(code), 2, -1) if code[:size] in _by_prefix()), None)


def professions_in(text: str) -> tuple[Profession, ...]:
    """Return the professions that a text names as whole words, in the order of the text, each once."""
    return _find(_words(), text)


def professions_of_field(text: str) -> tuple[Profession, ...]:
    """Return the professions whose field of work a text names ("Chiropractic"), in the order of the text, each once.

    Needling is a technique of several professions, so a text that mentions it gives none.
    """
    return () if "needling" in text.casefold() else _find(_fields(), text)


def label(profession: Profession) -> str:
    """Return the singular, as displayed: "Physical therapist"."""
    return _file().professions[profession].label


def plural(profession: Profession) -> str:
    """Return the plural, for use inside a sentence: "physical therapists"."""
    return _file().professions[profession].plural


def needling_taxonomies() -> tuple[str, ...]:
    """Return the prefixes of NUCC codes that registry sources read by default, clinics' included."""
    people = (prefix for entry in _file().professions.values() for prefix in entry.needling)
    return (*people, *_file().clinic_taxonomies)
