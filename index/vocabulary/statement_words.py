"""Word lists that decide what a sentence about dry needling says."""

import re
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter

from index.vocabulary.entries import DATA, read_yaml


def _compiles(fragment: str) -> str:
    try:
        re.compile(fragment)
    except re.error as error:
        raise ValueError(f"{fragment!r} is no pattern: {error}") from error
    return fragment


Fragments = Annotated[tuple[Annotated[str, AfterValidator(_compiles)], ...], Field(min_length=1)]


class StatementWords(BaseModel):
    """Fragments of patterns, grouped by what they say about a sentence; the file explains each list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    terms: Fragments
    offers: Fragments
    subjects: Fragments
    practice: Fragments
    starters: frozenset[str]
    yes: Fragments
    no: Fragments
    done: Fragments
    services: Fragments
    not_done: Fragments
    softeners: Fragments
    stopped: Fragments
    no_negation: Fragments
    contrasts: Fragments
    discusses: Fragments
    excepts: Fragments
    yes_values: Fragments
    no_values: Fragments
    unsure: Fragments
    asked: Fragments
    yes_marks: frozenset[str]
    no_marks: frozenset[str]
    bullets: frozenset[str]
    generic: Fragments
    explains: Fragments
    heading: Fragments
    verbs: Fragments
    board_none: Fragments


def load_statement_words(path: Path) -> StatementWords:
    """Return the words of a file; raises VocabularyError that says what to write."""
    return read_yaml(path, TypeAdapter(StatementWords), __name__)


@cache
def statement_words() -> StatementWords:
    """Return the shipped words."""
    return load_statement_words(DATA / "statement_words.yml")
