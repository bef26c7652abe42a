"""Letters behind names: the meaning and issuer of each, and whether it shows dry needling."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from anyascii import anyascii

from index.records import Certainty, CredentialKind, Profession
from index.vocabulary.entries import DATA, GENERAL_KNOWLEDGE, SOURCE_KINDS, Row, read_rows

COLUMNS = (
    "code", "name", "kind", "issuer", "shows_dry_needling", "profession", "variants", "source_url", "source_kind",
    "read_on", "confidence", "note",
)  # fmt: skip
_MAY_SHOW = {CredentialKind.COURSE, CredentialKind.STATE_AUTHORIZATION}
_NO_LETTERS = re.compile(r"[^A-Z0-9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialEntry:
    """One credential. `issuer` is empty where several issuers give the same letters or none is known.

    `profession` is the one that the letters imply, None where several may hold them. `confidence` is the certainty
    of its facts; `source_kind` is `general_knowledge` where no source was opened.
    """

    code: str
    name: str
    kind: CredentialKind
    confidence: Certainty
    source_kind: str
    issuer: str = ""
    shows_dry_needling: bool = False
    profession: Profession | None = None
    variants: tuple[str, ...] = ()
    source_url: str = ""
    read_on: date | None = None
    note: str = ""


@lru_cache(maxsize=1 << 14)
def letters_key(text: str) -> str:
    """Return the letters and digits of a credential in capitals: "Cert. DN", "cert-dn" and "CertDN" are one."""
    return _NO_LETTERS.sub("", anyascii(text).upper())


@cache
def credentials() -> Mapping[str, CredentialEntry]:
    """Return all shipped entries by code."""
    return load_credentials(DATA / "credentials.csv")


def load_credentials(path: Path) -> Mapping[str, CredentialEntry]:
    """Return the entries of a file by code; raises VocabularyError with file, row and what to write."""
    entries: dict[str, CredentialEntry] = {}
    owner: dict[str, str] = {}
    for row in read_rows(path, COLUMNS):
        entry = _entry(row)
        for spelling in (entry.code, *entry.variants):
            taken = owner.setdefault(letters_key(spelling), entry.code)
            if taken != entry.code or entry.code in entries:
                raise row.error(f"{spelling!r} already means {taken!r}. Write it once.")
        entries[entry.code] = entry
    return MappingProxyType(entries)


@cache
def by_letters() -> Mapping[str, CredentialEntry]:
    """Return the entries by the key of every spelling (see `letters_key`)."""
    return MappingProxyType(
        {letters_key(spelling): entry for entry in credentials().values() for spelling in (entry.code, *entry.variants)}
    )


@cache
def phrases() -> Mapping[tuple[str, ...], CredentialEntry]:
    """Return the entries by their spellings of several words, each word as its key: ("DOCTOR", "OF", ...)."""
    return MappingProxyType(
        {
            words: entry
            for entry in credentials().values()
            for spelling in (entry.code, *entry.variants)
            if len(words := tuple(key for word in spelling.split() if (key := letters_key(word)))) > 1
        }
    )


def _entry(row: Row) -> CredentialEntry:
    professions = ["", *(member.value for member in Profession)]
    profession = row.choice("profession", professions)
    entry = CredentialEntry(
        code=row.text("code", required=True),
        name=row.text("name", required=True),
        kind=row.member("kind", CredentialKind),
        confidence=row.member("confidence", Certainty),
        source_kind=row.choice("source_kind", (*SOURCE_KINDS, GENERAL_KNOWLEDGE)),
        issuer=row.text("issuer"),
        shows_dry_needling=row.flag("shows_dry_needling"),
        profession=Profession(profession) if profession else None,
        variants=row.several("variants"),
        source_url=row.web_address("source_url"),
        read_on=row.day("read_on"),
        note=row.text("note"),
    )
    _check(row, entry)
    return entry


def _check(row: Row, entry: CredentialEntry) -> None:
    if entry.shows_dry_needling and entry.kind not in _MAY_SHOW:
        raise row.error(f"a {entry.kind} cannot show dry needling. Write false, or course or state_authorization.")
    if bool(entry.source_url) == (entry.source_kind == GENERAL_KNOWLEDGE):
        raise row.error(
            "source_url and source_kind disagree. Write general_knowledge exactly where there is no source."
        )
    if bool(entry.source_url) != bool(entry.read_on):
        raise row.error("source_url and read_on belong together. Write both or none.")
