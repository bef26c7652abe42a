"""Word lists for "What hurts?": words of an emergency, words that call for caution, Spanish complaints."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from index.vocabulary.conditions import conditions
from index.vocabulary.entries import DATA, read_yaml
from index.vocabulary.typed_text import TypedEntries

_WORD = r"(?:[a-z]+\*?|[A-Z]+)"
_WORDS = re.compile(rf"{_WORD}(?:(?: | \+ |-){_WORD})*")
_IDEA = re.compile(r"[A-Z]{3,}")
_SHORTEST_STEM = 4


def _is_typed(words: str) -> str:
    stems = (word for word in re.split("[ -]", words) if word.endswith("*"))
    if not _WORDS.fullmatch(words) or any(len(stem) <= _SHORTEST_STEM for stem in stems):
        raise ValueError(
            f"{words!r}: write small letters a to z and single blanks; a * ends a word, after {_SHORTEST_STEM} letters"
        )
    return words


def _is_idea(name: str) -> str:
    if not _IDEA.fullmatch(name):
        raise ValueError(f"{name!r}: write the name of an idea in capitals")
    return name


Words = Annotated[tuple[Annotated[str, AfterValidator(_is_typed)], ...], Field(min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Emergency(_Part):
    """One kind of emergency; `label` names it within a sentence, `more` is a sentence shown with "call 911"."""

    reason: str
    label: str = Field(min_length=1)
    more: str = ""
    en: Words
    es: Words


class Caution(Emergency):
    """One reason for caution; `line` says what to do."""

    line: str = Field(min_length=1)


class ComplaintWords(_Part):
    """The whole file; `ideas` holds groups of words with one meaning, `conditions` further words by slug.

    `offered`: by language, the words that a page offers while somebody types, spelled as people write them.
    """

    ideas: Mapping[Annotated[str, AfterValidator(_is_idea)], Words]
    emergency: tuple[Emergency, ...]
    caution: tuple[Caution, ...]
    conditions: Mapping[str, Words]
    offered: Mapping[Literal["en", "es"], Annotated[tuple[str, ...], Field(min_length=1)]]

    @model_validator(mode="after")
    def _each_leads_to_one(self) -> "ComplaintWords":
        """Reject words listed twice within one kind: whichever came first would win."""
        if unknown := set(self.conditions) - set(conditions()):
            raise ValueError(f"conditions names {sorted(unknown)}; write slugs of conditions.csv")
        for kind in (self.emergency, self.caution):
            _once([one.reason for one in kind], "reasons")
            _once([words for one in kind for words in dict.fromkeys((*one.en, *one.es))], "words")
        _once([words for listed in self.conditions.values() for words in listed], "words")
        for offered in self.offered.values():
            _once(offered, "offered words")
        if unknown := {idea for words in self.every_entry() for idea in _ideas_of(words)} - set(self.ideas):
            raise ValueError(f"ideas has no {sorted(unknown)}; add it, or write small letters")
        if nested := {idea for words in self.ideas.values() for word in words for idea in _ideas_of(word)}:
            raise ValueError(f"ideas names {sorted(nested)} within an idea; write words")
        return self

    def every_entry(self) -> tuple[str, ...]:
        """Return every entry of the file."""
        warned = (words for one in (*self.emergency, *self.caution) for words in (*one.en, *one.es))
        return tuple(dict.fromkeys((*warned, *(words for listed in self.conditions.values() for words in listed))))


def _ideas_of(words: str) -> list[str]:
    return [word for word in re.split("[ -]", words) if word.isupper()]


def _once(written: Iterable[str], what: str) -> None:
    twice = sorted(words for words, count in Counter(written).items() if count > 1)
    if twice:
        raise ValueError(f"{what} {twice} are written twice; keep one")


def load_complaint_words(path: Path) -> ComplaintWords:
    """Return the words of a file; raises VocabularyError that says what to write."""
    return read_yaml(path, TypeAdapter(ComplaintWords), __name__)


@cache
def complaint_words() -> ComplaintWords:
    """Return the shipped words."""
    return load_complaint_words(DATA / "complaint_words.yml")


@cache
def complaint_entries() -> TypedEntries:
    """Return the entries of the shipped words, compiled for finding them in a text."""
    words = complaint_words()
    return TypedEntries(words.every_entry(), words.ideas)
