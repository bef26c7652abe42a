"""Issuers of credentials: their spellings behind the letters, and the credentials that a spelling settles."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, TypeAdapter

from index.vocabulary.credentials import credentials, letters_key
from index.vocabulary.entries import DATA, VocabularyError, read_yaml


class IssuerWords(BaseModel):
    """The spellings of one issuer, and the codes that it gives and other issuers give too."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    spellings: tuple[str, ...]
    gives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuer under the name that `credentials.csv` uses, and the codes of all credentials that it gives."""

    name: str
    codes: frozenset[str]


@cache
def issuers() -> Mapping[str, Issuer]:
    """Return the shipped issuers by the key of every spelling (see `letters_key`)."""
    return load_issuers(DATA / "issuers.yml")


def load_issuers(path: Path) -> Mapping[str, Issuer]:
    """Return the issuers of a file by the key of every spelling; raises VocabularyError that says what to write."""
    found: dict[str, Issuer] = {}
    for name, words in read_yaml(path, TypeAdapter(dict[str, IssuerWords]), __name__).items():
        own = {entry.code for entry in credentials().values() if entry.issuer == name}
        if unknown := [code for code in words.gives if code not in credentials()]:
            raise VocabularyError(path, name, f"{unknown[0]!r} is no code of credentials.csv. Write one that is.")
        if not own and not words.gives:
            raise VocabularyError(path, name, "no credential has this issuer. Write it as credentials.csv does.")
        for spelling in words.spellings:
            if found.setdefault(letters_key(spelling), Issuer(name, frozenset({*own, *words.gives}))).name != name:
                raise VocabularyError(path, name, f"{spelling!r} already means another issuer. Write it once.")
    return MappingProxyType(found)
