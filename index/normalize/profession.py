"""Professions of a listing: from its taxonomies, then its credentials, then its words."""

import re
from collections.abc import Iterator, Sequence

from index.normalize.credentials import parse_credentials
from index.normalize.text import tidy
from index.places.states import read_state
from index.records import Credential, CredentialKind, License, Profession, RawTaxonomy
from index.vocabulary import credentials as vocabulary
from index.vocabulary import profession_of_taxonomy, professions_in, professions_of_field

_CODE = re.compile(r"[0-9A-Z]{9}X", re.ASCII)


def read_professions(
    taxonomies: Sequence[RawTaxonomy], credentials: Sequence[Credential], words: str
) -> tuple[Profession, ...]:
    """Return the professions of a person, each once, the primary taxonomy's first.

    Words that name a field of work ("Physical Therapy") count only where no code, letters or other words name a
    profession: an assistant works in the field too. `other` is returned only where a code, a license or words are
    given and name none of our professions; () where nothing is given.
    """
    text = tidy(words)
    found = [*_of_codes(taxonomies), *_of_letters(credentials), *_in_words(text)]
    known = _known(found)
    if not known and Profession.OTHER not in _in_words(text):
        known = professions_of_field(text)
    said = bool(taxonomies or text or Profession.OTHER in found)
    return known or ((Profession.OTHER,) if said else ())


def words_differ(taxonomies: Sequence[RawTaxonomy], words: str) -> bool:
    """Return whether codes and words each name professions and share none; the listing keeps both."""
    coded, worded = _known(_of_codes(taxonomies)), _known(_in_words(tidy(words)))
    return bool(coded and worded) and set(coded).isdisjoint(worded)


def read_licenses(taxonomies: Sequence[RawTaxonomy]) -> tuple[License, ...]:
    """Return the license numbers given with taxonomies, each once; `other` for a profession that is not ours."""
    rows = (
        License(
            profession=profession_of_taxonomy(taxonomy.code) or Profession.OTHER,
            state=read_state(taxonomy.state),
            number=tidy(taxonomy.license)[:40],
        )
        for taxonomy in taxonomies
        if tidy(taxonomy.license)
    )
    return tuple(dict.fromkeys(rows))


def taxonomy_codes(taxonomies: Sequence[RawTaxonomy]) -> tuple[str, ...]:
    """Return the NUCC codes, each once, the primary one first; without those that have not the form of one."""
    return tuple(dict.fromkeys(code for one in _primary_first(taxonomies) if _CODE.fullmatch(code := _code(one))))


def codes_unreadable(taxonomies: Sequence[RawTaxonomy]) -> bool:
    """Return whether a code has not the form of a NUCC code: ten digits and capitals, the last an X."""
    return any(_code(one) and not _CODE.fullmatch(_code(one)) for one in taxonomies)


def _code(taxonomy: RawTaxonomy) -> str:
    return tidy(taxonomy.code).upper()


def _primary_first(taxonomies: Sequence[RawTaxonomy]) -> list[RawTaxonomy]:
    return sorted(taxonomies, key=lambda taxonomy: not taxonomy.primary)


def _known(found: Sequence[Profession]) -> tuple[Profession, ...]:
    return tuple(dict.fromkeys(profession for profession in found if profession is not Profession.OTHER))


def _of_codes(taxonomies: Sequence[RawTaxonomy]) -> list[Profession]:
    return [found for one in _primary_first(taxonomies) if (found := profession_of_taxonomy(one.code))]


def _of_letters(credentials: Sequence[Credential]) -> Iterator[Profession]:
    """Yield the professions that letters imply; a license of a profession outside our list gives `other`."""
    for credential in credentials:
        entry = vocabulary()[credential.code]
        if entry.profession:
            yield entry.profession
        elif entry.kind is CredentialKind.LICENSE:
            yield Profession.OTHER


def _in_words(text: str) -> list[Profession]:
    """Return the professions that words name; letters count only among letters ("PT, ATC", not "Washington, DC")."""
    credentials, unknown = parse_credentials(text)
    return [*(() if unknown else _of_letters(credentials)), *professions_in(text)]
