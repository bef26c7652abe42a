"""Sentences with the statements they rest on, written "It takes 10 minutes. [verywell-2023:visit] Ask first.".

A sentence says no more than the statements it cites: each of its figures is in one of them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from webapp.article.source import ArticleError, Source, figures

UNTIL_SIGNED = "until-signed"
"""In brackets after a sentence in place of a source: it is said until the judgments of its page are signed."""
_NAME = r"[a-z0-9-]+(?::[a-z0-9-]+)?"
_CITATIONS = re.compile(rf"\s*\[({_NAME}(?:, ?{_NAME})*)\]\s*")
_END = re.compile(r"(?:(?<=[.!?])|(?<=[.!?]”)|(?<=[.!?]\*\*))\s+(?![a-z])")
_STRONG = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence in one weight."""

    text: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Citation:
    """The name of a source, and the key of the statement in its `says` that the sentence rests on."""

    source: str
    statement: str = ""

    def __str__(self) -> str:
        """Return "source:statement", as between the brackets."""
        return f"{self.source}:{self.statement}" if self.statement else self.source


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and what it cites."""

    parts: tuple[Part, ...]
    citations: tuple[Citation, ...] = ()
    language: str = "en"
    read_out: str = ""
    """The English of a translated question, to be read out on the phone; "" for any other sentence."""
    until_signed: bool = False
    """True for a sentence that says that nobody has signed yet: it goes when all judgments of its page are signed."""

    @property
    def sources(self) -> tuple[str, ...]:
        """The names of the cited sources, each once."""
        return tuple(dict.fromkeys(citation.source for citation in self.citations))

    @property
    def text(self) -> str:
        """The sentence without its marks."""
        return "".join(part.text for part in self.parts)

    @property
    def marked(self) -> str:
        """The sentence with its strong words marked, without its citations."""
        return "".join(f"**{part.text}**" if part.strong else part.text for part in self.parts)


def sentences(written: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text. Citations in brackets belong to the one sentence before them."""
    pieces = _CITATIONS.split(" ".join(written.split()))
    found: list[Sentence] = []
    for text, names in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        if not text:
            continue
        *before, last = _END.split(text)
        found += [Sentence(parts(sentence)) for sentence in before]
        cited = [name.strip() for name in names.split(",") if name]
        citations = tuple(_citation(name) for name in cited if name != UNTIL_SIGNED)
        found.append(Sentence(parts(last), citations, until_signed=UNTIL_SIGNED in cited))
    return tuple(found)


def _citation(written: str) -> Citation:
    source, _, statement = written.partition(":")
    return Citation(source, statement)


def parts(text: str) -> tuple[Part, ...]:
    """Return a sentence in pieces of one weight each; `**words**` are strong."""
    pieces = _STRONG.split(text)
    return tuple(Part(piece, strong=number % 2 == 1) for number, piece in enumerate(pieces) if piece)


def check_sentence(path: Path, sentence: Sentence, known: Mapping[str, Source]) -> None:
    """Raise ArticleError where a sentence cites an unknown statement, or has a figure that no cited statement holds.

    A person judges whether the words mean what the statements say; docs/statements.md lists both.
    """
    where = f"“{sentence.text}”"
    stated = set[str]()
    for cited in sentence.citations:
        if cited.source not in known:
            raise ArticleError(path, where, f"no source is named {cited.source!r}; write it into sources.yml")
        source = known[cited.source]
        if cited.statement not in source.statements:
            raise ArticleError(path, where, _wrong_statement(cited.source, cited.statement, source))
        stated |= source.figures_of(cited.statement)
    if unsourced := sorted(figures(sentence.text) - stated):
        raise ArticleError(
            path,
            where,
            f"{unsourced[0]} is in none of the statements it cites; cite the one that has it, or take it out",
        )


def _wrong_statement(name: str, statement: str, source: Source) -> str:
    keys = ", ".join(source.says)
    if not keys:
        return f"{name} holds no statements; write [{name}]"
    if not statement:
        return f"{name} is cited without a statement; write [{name}:key] with one of: {keys}"
    return f"{name} holds no statement {statement!r}; write one of: {keys}"
