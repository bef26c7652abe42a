"""Context words that separate a treated complaint from one merely mentioned."""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from index.vocabulary.entries import DATA, read_yaml
from index.vocabulary.statement_words import Fragments


class ConditionWords(BaseModel):
    """Fragments of patterns, grouped by meaning; the file explains each list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    headings: Fragments
    treats: Fragments
    negations: Fragments
    left_aside: Fragments


def load_condition_words(path: Path) -> ConditionWords:
    """Return the words of a file; raises VocabularyError that says what to write."""
    return read_yaml(path, TypeAdapter(ConditionWords), __name__)


@cache
def condition_words() -> ConditionWords:
    """Return the shipped words."""
    return load_condition_words(DATA / "condition_words.yml")
