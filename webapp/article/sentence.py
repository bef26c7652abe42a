"""Sentences with the names of their sources, written "It takes 10 minutes. [verywell-2023] Ask first."."""

import re
from dataclasses import dataclass

_SOURCES = re.compile(r"\s*\[([a-z0-9-]+(?:, ?[a-z0-9-]+)*)\]\s*")
_END = re.compile(r"(?<=[.!?])\s+|(?<=[.!?]”)\s+|(?<=[.!?]\*\*)\s+")
_STRONG = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence in one weight."""

    text: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and the names of the sources it names."""

    parts: tuple[Part, ...]
    sources: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The sentence without its marks."""
        return "".join(part.text for part in self.parts)


def sentences(written: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text. Names in brackets belong to the one sentence before them."""
    pieces = _SOURCES.split(" ".join(written.split()))
    found: list[Sentence] = []
    for text, names in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        if not text:
            continue
        *before, last = _END.split(text)
        found += [Sentence(_parts(sentence)) for sentence in before]
        found.append(Sentence(_parts(last), tuple(name.strip() for name in names.split(",") if name)))
    return tuple(found)


def _parts(text: str) -> tuple[Part, ...]:
    pieces = _STRONG.split(text)
    return tuple(Part(piece, strong=number % 2 == 1) for number, piece in enumerate(pieces) if piece)
