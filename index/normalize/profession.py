"""Professions of a listing: from its taxonomies first, then from its credentials, then from its words."""

from collections.abc import Sequence

from index.normalize.credentials import parse_credentials
from index.normalize.state import read_state
from index.normalize.tidy import tidy
from index.records import Credential, License, Profession, RawTaxonomy
from index.vocabulary import credentials as vocabulary
from index.vocabulary import profession_of_taxonomy, professions_in


def read_professions(
    taxonomies: Sequence[RawTaxonomy], credentials: Sequence[Credential], words: str
) -> tuple[Profession, ...]:
    """Return the professions of a person, each once, the primary taxonomy's first.

    `other` stands only where nothing else is known and something was said; () where nothing was said.
    """
    by_primary = sorted(taxonomies, key=lambda taxonomy: not taxonomy.primary)
    found = [
        *(profession_of_taxonomy(taxonomy.code) for taxonomy in by_primary),
        *(vocabulary()[credential.code].profession for credential in credentials),
        *_in_words(words),
    ]
    known = tuple(dict.fromkeys(p for p in found if p not in {None, Profession.OTHER}))
    said = bool(taxonomies or tidy(words) or Profession.OTHER in found)
    return tuple(p for p in known if p) or ((Profession.OTHER,) if said else ())


def read_licenses(taxonomies: Sequence[RawTaxonomy]) -> tuple[License, ...]:
    """Return the license numbers typed beside taxonomies of professions that we know, each once."""
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


def _in_words(words: str) -> list[Profession | None]:
    text = tidy(words)
    found: list[Profession | None] = list(professions_in(text))
    credentials, _ = parse_credentials(text)
    return found + [vocabulary()[credential.code].profession for credential in credentials]
