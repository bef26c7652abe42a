"""Everyday words for parts of the body, each with the conditions of that region: suggestions for a search."""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from index.vocabulary.complaint_words import Words
from index.vocabulary.conditions import conditions
from index.vocabulary.entries import DATA, VocabularyError, read_yaml
from index.vocabulary.typed_text import TypedEntries

NEAR_AT_MOST = 3


class Region(BaseModel):
    """Words for a region in both languages, and the slugs of conditions near it, the likeliest first."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    near: Annotated[tuple[str, ...], Field(min_length=1, max_length=NEAR_AT_MOST)]
    en: Words
    es: Words


def load_body_words(path: Path) -> tuple[Region, ...]:
    """Return the regions of a file; raises VocabularyError that says what to write."""
    regions = read_yaml(path, TypeAdapter(tuple[Region, ...]), __name__)
    if unknown := {slug for region in regions for slug in region.near} - set(conditions()):
        raise VocabularyError(path, "-", f"near names {sorted(unknown)}. Write slugs of conditions.csv.")
    for language in ("en", "es"):
        words = Counter(word for region in regions for word in getattr(region, language))
        if twice := sorted(word for word, count in words.items() if count > 1):
            raise VocabularyError(path, "-", f"{language} has {twice} twice. Keep one.")
    return regions


@cache
def body_words() -> tuple[Region, ...]:
    """Return the shipped regions."""
    return load_body_words(DATA / "body_words.yml")


@cache
def body_entries() -> TypedEntries:
    """Return the words of all regions, compiled for finding them in a text."""
    return TypedEntries((word for region in body_words() for word in (*region.en, *region.es)), {})
