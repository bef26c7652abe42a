"""Context words that separate a treated complaint from one merely mentioned."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from index.vocabulary.entries import DATA, VocabularyError
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
    try:
        return ConditionWords.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValidationError) as error:
        raise VocabularyError(path, "-", f"{error}. Write the lists that condition_words.py describes.") from error


@cache
def condition_words() -> ConditionWords:
    """Return the shipped words."""
    return load_condition_words(DATA / "condition_words.yml")
