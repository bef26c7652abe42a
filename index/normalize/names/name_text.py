"""The parts of a name field, and the kinds of their words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.normalize.credentials import Word, match_at, words_of
from index.vocabulary.name_words import name_words
from index.vocabulary.short_names import is_of_package, package_pairs

_SEPARATOR = re.compile(r"\s*[,;|•·\u2022]\s*|\s*:\s+|\s+[-\u2013\u2014/]+\s+|\s*[\u2013\u2014]\s*")

_GLUED_TITLE = re.compile(
    r"(?<!\S)(dr|mr|mrs|ms|prof|rev|lt|maj|brig|capt|col|sgt|hon)\.(?=[^\W\d_]{2})", re.IGNORECASE
)  # "Dr.Jordan Avery"
_NAME_WORD = re.compile(r"[^\W\d_](?:[\w.'-]*[\w.])?")
_RANKS = frozenset({"1st", "2nd", "class"})
"""Words of a rank, next to a title: "1st Lt.", "Sgt. 1st Class"."""
_SISTERS = frozenset({"sr"})
FAMILY_JOINS = frozenset({"y", "e", "i"})
MOST_WORDS = 5  # in one name
_LONG_HYPHEN = re.compile(r"(?<=[^\W\d_])\u2013(?P<behind>[^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Part:
    """The words between two separators, at least one."""

    words: tuple[str, ...]

    def is_tail(self) -> bool:
        """Return whether the part follows a name: credentials, a generation, a former name."""
        words = tuple(word for word in self.words if not is_noise(word))
        if not words or self.former() or self.is_title():
            return True
        if is_generation(words[0]):  # "Sr., RN", and not "Sr. Ida"
            return all(is_generation(word) for word in words) or _is_credential(words[1:])
        return _is_credential(words) or _is_credential(self.words)  # "Lic. Ac.", though "Lic." alone says nothing

    def holds_letters(self, *, unknown: bool) -> bool:
        """Return whether the part is letters: a credential or, with `unknown`, one word in capitals."""
        if _is_credential(self.words) or all(is_noise(word) for word in self.words):
            return True
        return unknown and len(self.words) == 1 and (len(self.words[0].strip(".")) == 1 or self.words[0].isupper())

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
        """Return some of the part's words for reading credentials, the first one marked as after a separator."""
        found = words_of(" ".join(words))
        return [Word(found[0].raw, after_break=True), *found[1:]] if found else []


def parts_of(text: str) -> list[Part]:
    """Return the parts of a tidied name field."""
    spaced = _GLUED_TITLE.sub(r"\1. ", _LONG_HYPHEN.sub(_hyphen, text))
    pieces = (
        tuple(word for word in piece.split() if _is_word(word))
        for piece in _SEPARATOR.split(spaced)
        if piece.casefold() not in name_words().none_words
    )
    return [Part(half) for words in pieces for half in _at_former(words) if half]


def _hyphen(dash: re.Match[str]) -> str:
    """Return "-" and the word for an en dash within a name ("Sara\u2013Jane"); unchanged before a credential."""
    return dash.group() if match_at(words_of(dash["behind"]), 0) else f"-{dash['behind']}"


def _at_former(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Split "Elena Marsh née Dvorak" before the marker. At the start, "Nee" and "Former" belong to the name."""
    at = [place for place in range(1, len(words) - 1) if bare(words[place]) in name_words().former_markers]
    return (words[: at[0]], words[at[0] :]) if at else (words,)


def bare(word: str) -> str:
    """Return a word in small letters without dots and quotes at its ends."""
    return word.strip(".'\"").casefold()


def drop_titles(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words without titles at either end ("Dr", "The Honorable"), as long as one is left."""
    titles = name_words().titles
    if len(words) > 2 and bare(words[0]) == "the" and bare(words[1]) in titles:  # noqa: PLR2004
        words = words[1:]
    titled = False
    while len(words) > 1 and (bare(words[0]) in titles or _is_title_too(words, titled=titled)):
        words, titled = words[1:], True
    while len(words) > 2 and bare(words[0]) in _SISTERS:  # noqa: PLR2004  (before a whole name it is not "senior")
        words = words[1:]
    while len(words) > 2 and bare(words[-1]) in {"dr", "mr", "mrs", "miss"}:  # noqa: PLR2004  (a whole name)
        words = words[:-1]
    return words


def _is_title_too(words: tuple[str, ...], *, titled: bool) -> bool:
    """Return whether a word that may be a name is a title here: "Gen." with a dot, "Gen" after another title."""
    ranked = bare(words[0]) in _RANKS and (titled or bare(words[1]) in name_words().titles)
    if ranked and len(words) > 2:  # noqa: PLR2004  (before a whole name)
        return True
    title = bare(words[0]) in name_words().titles_too and len(words) > 2  # noqa: PLR2004  (before a whole name)
    return title and (titled or words[0].endswith("."))


def drop_sister(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return a given name without the "Sr." of a sister before it: "Marsh, Sr. Ida"."""
    return words[1:] if len(words) > 1 and bare(words[0]) in _SISTERS else words


def is_name_like(words: Sequence[str], *, in_mixed_case: bool) -> bool:
    """Return whether words may be a person's name: letters, no organization's word, and capitals if `in_mixed_case`."""
    if not 0 < len(words) <= MOST_WORDS or not all(_NAME_WORD.fullmatch(word) for word in words):
        return False
    known = name_words()
    if any(bare(word) in known.organizations or is_noise(word) for word in words) or bare(words[0]) in known.roles:
        return False
    return not in_mixed_case or all(word[0].isupper() or word.casefold() in known.particles for word in words)


def is_role(words: Sequence[str]) -> bool:
    """Return whether words are a role or a skill, not a name: "Director", "Senior Therapist"."""
    return all(bare(word) in name_words().roles for word in words)


def is_one_family(words: Sequence[str]) -> bool:
    """Return whether words are certainly a family name: one word, "de la Cruz", "Montoya y Prado"."""
    return len(words) == 1 or starts_with_particle(words) or is_joined_family(words)


def is_joined_family(words: Sequence[str]) -> bool:
    """Return whether words are two family names joined by "y", "e" or "i", or by "Y" where all are in capitals."""
    if len(words) != 3:  # noqa: PLR2004
        return False
    return words[1] in FAMILY_JOINS or (words[1] == "Y" and all(word.isupper() for word in words))


def is_generation(word: str) -> bool:
    """Return whether a word is Jr, Sr, II, III, IV or the like."""
    return bare(word) in name_words().generations


def is_noise(word: str) -> bool:
    """Return whether a word that follows names is meaningless to us: "PLLC", "Retired"."""
    return word.replace(".", "").casefold() in name_words().noise


def starts_with_particle(words: Sequence[str]) -> bool:
    """Return whether words start like a family name of several words: "de la Cruz", "Marsh-Van Dyke"."""
    first = words[0].casefold().rpartition("-")[2]
    return len(words) > 1 and (first in name_words().particles or first in {"d'", "o'"})


def is_given_name(word: str) -> bool:
    """Return whether a word is a given name, by our list or that of nicknames, or an initial."""
    small = bare(word)
    return small in name_words().given_names or is_of_package(small) or is_initial(word)


def is_short_form(word: str, given: str) -> bool:
    """Return whether one of two given names is a short form of the other: Bob and Robert."""
    return frozenset({bare(word), bare(given)}) in package_pairs()


def is_initial(word: str) -> bool:
    """Return whether a word is one letter with a dot."""
    return bool(re.fullmatch(r"[A-Za-z]\.", word))


def _is_word(word: str) -> bool:
    return any(letter.isalnum() for letter in word)


@lru_cache(maxsize=50_000)
def _is_credential(words: tuple[str, ...]) -> bool:
    """Return whether a part starts with a credential; letters that are also names must be written as letters."""
    found = words_of(" ".join(words))
    match = match_at(found, 0) if found else None
    if match is None:
        return False
    is_name_too = match.size == 1 and bare(words[0]) in name_words().also_names
    return not is_name_too or is_written_as_letters(words[0])


def is_written_as_letters(word: str) -> bool:
    """Return whether a word has dots or inner capitals, like letters and unlike names: "L.Ac.", "LAc"."""
    return word not in {word.lower(), word.capitalize()} or "." in word
