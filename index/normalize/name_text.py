"""The parts of a name field, and what kind of words stand in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from nicknames import NickNamer

from index.normalize.credentials import Word, match_at, words_of
from index.vocabulary.name_words import name_words

_SEPARATOR = re.compile(r"\s*[,;|•·\u2022]\s*|\s*:\s+|\s+[-\u2013\u2014/]+\s+|\s*[\u2013\u2014]\s*")

_LONG_HYPHEN = re.compile(r"(?<=[^\W\d_])\u2013(?P<behind>[^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Part:
    """The words between two separators, never none."""

    words: tuple[str, ...]

    def is_tail(self) -> bool:
        """Whether the part is something that stands behind a name: credentials, a generation, a former name."""
        words = [word for word in self.words if not is_noise(word)]
        if not words or self.former() or self.is_title():
            return True
        return is_generation(words[0]) or _is_credential(words)

    def is_generation(self) -> bool:
        """Return whether the part is a generation and nothing else."""
        return len(self.words) == 1 and is_generation(self.words[0])

    def is_title(self) -> bool:
        """Return whether the part is titles and nothing else: "Avery, Dr."."""
        return not _is_credential(self.words) and all(bare(word) in name_words().titles for word in self.words)

    def former(self) -> tuple[str, ...]:
        """Return the words after a marker such as "née" or "maiden name", or ()."""
        if len(self.words) < 2 or bare(self.words[0]) not in name_words().former_markers:  # noqa: PLR2004
            return ()
        return self.words[2:] if bare(self.words[1]) == "name" else self.words[1:]

    def only(self, words: Sequence[str]) -> list[Word]:
        """Return some of the part's words for the reading of credentials, as words behind a separator."""
        found = words_of(" ".join(words))
        return [Word(found[0].raw, after_break=True), *found[1:]] if found else []


def parts_of(text: str) -> list[Part]:
    """Return the parts of a tidied name field."""
    pieces = (
        tuple(word for word in piece.split() if _is_word(word))
        for piece in _SEPARATOR.split(_LONG_HYPHEN.sub(_hyphen, text))
    )
    return [Part(half) for words in pieces for half in _at_former(words) if half]


def _hyphen(dash: re.Match[str]) -> str:
    """Return what an en dash between two letters is: "Sara\u2013Jane" is one name, "Avery\u2013PT" is not."""
    return dash.group() if match_at(words_of(dash["behind"]), 0) else f"-{dash['behind']}"


def _at_former(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Part "Elena Marsh née Dvorak" before the marker. In front of a name, "Nee" and "Former" are words of it."""
    at = [place for place in range(1, len(words) - 1) if bare(words[place]) in name_words().former_markers]
    return (words[: at[0]], words[at[0] :]) if at else (words,)


def bare(word: str) -> str:
    """Return a word in small letters without dots and quotes at its ends."""
    return word.strip(".'\"").casefold()


def drop_titles(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words without titles at either end ("Dr", "Prof."), as long as one is left."""
    titles = name_words().titles
    while len(words) > 1 and bare(words[0]) in titles:
        words = words[1:]
    while len(words) > 2 and bare(words[-1]) in {"dr", "mr", "mrs", "miss"}:  # noqa: PLR2004  (a whole name)
        words = words[:-1]
    return words


def is_generation(word: str) -> bool:
    """Return whether a word is Jr, Sr, II, III, IV or the like."""
    return bare(word) in name_words().generations


def is_noise(word: str) -> bool:
    """Return whether a word stands behind names and means nothing to us: "PLLC", "Retired"."""
    return word.replace(".", "").casefold() in name_words().noise


def starts_with_particle(words: Sequence[str]) -> bool:
    """Return whether words start as a family name of several words does: "de la Cruz", "Marsh-Van Dyke"."""
    return len(words) > 1 and words[0].casefold().rpartition("-")[2] in name_words().particles


def is_given_name(word: str) -> bool:
    """Return whether a word is known as a given name, by our list and that of nicknames, or is an initial."""
    namer, small = _nick_namer(), bare(word)
    return (
        small in name_words().given_names
        or bool(namer.nicknames_of(small) or namer.canonicals_of(small))
        or is_initial(word)
    )


def is_short_form(word: str, given: str) -> bool:
    """Return whether a word is a short form of a given name, or the other way round: Bob and Robert."""
    namer, short, long = _nick_namer(), bare(word), bare(given)
    return short in namer.nicknames_of(long) or long in namer.nicknames_of(short)


@cache
def _nick_namer() -> NickNamer:
    return NickNamer()


def is_initial(word: str) -> bool:
    """Return whether a word is one letter with a dot."""
    return bool(re.fullmatch(r"[A-Za-z]\.", word))


def _is_word(word: str) -> bool:
    return any(letter.isalnum() for letter in word)


def _is_credential(words: Sequence[str]) -> bool:
    """Whether a part of its own starts with a credential. Letters that are names too must be written as letters."""
    found = words_of(" ".join(words))
    match = match_at(found, 0) if found else None
    if match is None:
        return False
    is_name_too = match.size == 1 and bare(words[0]) in name_words().also_names
    return not is_name_too or words[0].isupper() or "." in words[0]
