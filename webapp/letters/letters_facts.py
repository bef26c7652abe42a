"""Requirements of letters, with sources, checked as strictly as pages of text."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from index.vocabulary.credentials import credentials
from webapp.article.sentence import Sentence, check_sentence, sentences
from webapp.article.source import ArticleError, Source, read_yaml, shipped_sources

SHIPPED = Path(__file__).parent / "data" / "facts.yml"


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    takes: str = Field(min_length=1)
    not_shown: str = ""
    issuers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LettersFacts:
    """Sentences on what letters take and do not show; `issuers` where several schools give the same letters."""

    takes: tuple[Sentence, ...] = ()
    not_shown: tuple[Sentence, ...] = ()
    issuers: tuple[str, ...] = ()

    @property
    def source_names(self) -> tuple[str, ...]:
        """The names of the cited sources, each once."""
        named = (name for sentence in (*self.takes, *self.not_shown) for name in sentence.sources)
        return tuple(dict.fromkeys(named))


@cache
def letters_facts() -> Mapping[str, LettersFacts]:
    """Return the shipped facts by the vocabulary's code."""
    return load_letters_facts(SHIPPED, shipped_sources())


def load_letters_facts(path: Path, known: Mapping[str, Source]) -> Mapping[str, LettersFacts]:
    """Return the facts of a file; raises ArticleError for unknown letters, sources or figures."""
    entries = read_yaml(path, TypeAdapter(dict[str, _Entry]))
    if unknown := [code for code in entries if code not in credentials()]:
        raise ArticleError(path, unknown[0], "no such letters; write a code of index/vocabulary/data/credentials.csv")
    return {code: _facts(path, entry, known) for code, entry in entries.items()}


def _facts(path: Path, entry: _Entry, known: Mapping[str, Source]) -> LettersFacts:
    facts = LettersFacts(takes=sentences(entry.takes), not_shown=sentences(entry.not_shown), issuers=entry.issuers)
    for sentence in (*facts.takes, *facts.not_shown):
        check_sentence(path, sentence, known)
    return facts
