"""Word lists for reading people's names."""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from index.vocabulary.entries import DATA, read_yaml


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
    return read_yaml(path, TypeAdapter(NameWords), __name__)


@cache
def name_words() -> NameWords:
    """Return the shipped words."""
    return load_name_words(DATA / "name_words.yml")
