"""Word lists for reading people's names."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from index.vocabulary.entries import DATA, VocabularyError


class NameWords(BaseModel):
    """Words around and inside names, in small letters; `data/name_words.yml` explains each list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    titles: frozenset[str]
    titles_too: frozenset[str]
    generations: dict[str, str]
    ordinals: dict[str, str]
    none_words: frozenset[str]
    nickname_markers: frozenset[str]
    pronouns: frozenset[str]
    noise: frozenset[str]
    former_markers: frozenset[str]
    organizations: frozenset[str]
    roles: frozenset[str]
    firms: frozenset[str]
    company: frozenset[str]
    particles: frozenset[str]
    given_heads: frozenset[str]
    lower_pairs: frozenset[str]
    double_given: frozenset[str]
    o_names: frozenset[str]
    mac_names: frozenset[str]
    also_names: frozenset[str]
    given_names: frozenset[str]


def load_name_words(path: Path) -> NameWords:
    """Return the words of a file; raises VocabularyError that says what to write."""
    try:
        return NameWords.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValidationError) as error:
        raise VocabularyError(path, "-", f"{error}. Write the lists that name_words.py describes.") from error


@cache
def name_words() -> NameWords:
    """Return the shipped words."""
    return load_name_words(DATA / "name_words.yml")
