"""What people type under "What hurts?": words of an emergency, words that ask for caution, Spanish complaints."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from index.vocabulary.conditions import conditions
from index.vocabulary.entries import DATA, VocabularyError

_WORDS = re.compile(r"[a-z]+\*?(?: [a-z]+\*?)*")
_SHORTEST_STEM = 4


def _is_typed(words: str) -> str:
    stems = (word for word in words.split() if word.endswith("*"))
    if not _WORDS.fullmatch(words) or any(len(stem) <= _SHORTEST_STEM for stem in stems):
        raise ValueError(
            f"{words!r}: write small letters a to z and single blanks; a * ends a word, after {_SHORTEST_STEM} letters"
        )
    return words


Words = Annotated[tuple[Annotated[str, AfterValidator(_is_typed)], ...], Field(min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Emergency(_Part):
    """One kind of emergency; `label` names it within a sentence."""

    reason: str
    label: str = Field(min_length=1)
    en: Words
    es: Words


class Caution(Emergency):
    """One reason for caution; `line` is what to do."""

    line: str = Field(min_length=1)


class ComplaintWords(_Part):
    """The whole file; `conditions` holds further words by slug."""

    emergency: tuple[Emergency, ...]
    caution: tuple[Caution, ...]
    conditions: Mapping[str, Words]

    @model_validator(mode="after")
    def _each_leads_to_one(self) -> "ComplaintWords":
        """Words that lead to two places of one kind would make the first of them win by chance."""
        if unknown := set(self.conditions) - set(conditions()):
            raise ValueError(f"conditions names {sorted(unknown)}; write slugs of conditions.csv")
        for kind in (self.emergency, self.caution):
            _once([one.reason for one in kind], "reasons")
            _once([words for one in kind for words in dict.fromkeys((*one.en, *one.es))], "words")
        _once([words for listed in self.conditions.values() for words in listed], "words")
        return self


def _once(written: Iterable[str], what: str) -> None:
    twice = sorted(words for words, count in Counter(written).items() if count > 1)
    if twice:
        raise ValueError(f"{what} {twice} are written twice; keep one")


def load_complaint_words(path: Path) -> ComplaintWords:
    """Return the words of a file; raises VocabularyError naming what to write."""
    try:
        return ComplaintWords.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValidationError) as error:
        raise VocabularyError(path, "-", f"{error}. Write the lists that complaint_words.py describes.") from error


@cache
def complaint_words() -> ComplaintWords:
    """Return the shipped words."""
    return load_complaint_words(DATA / "complaint_words.yml")
