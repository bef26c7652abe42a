"""Splits a bare name into given, middle and family name."""

from nameparser import Lexicon, Parser, Policy

from index.normalize.names.display_case import display_name, in_one_case
from index.records import PersonName
from index.vocabulary.name_words import name_words

# Titles, suffixes and nicknames were removed before; nameparser's own lists of them would take names ("Wm.").
_DEFAULT = Lexicon.default()
_LEXICON = Lexicon.empty().add(
    particles=_DEFAULT.particles | {"el"},
    particles_ambiguous=_DEFAULT.particles_ambiguous,
    conjunctions=_DEFAULT.conjunctions,
    conjunctions_ambiguous=_DEFAULT.conjunctions_ambiguous,
)
_JOINING = _LEXICON.particles | _LEXICON.particles_ambiguous | _LEXICON.conjunctions | _LEXICON.conjunctions_ambiguous
_PLAIN_SIZES = (2, 3)
_PARSER = Parser(lexicon=_LEXICON, policy=Policy(nickname_delimiters=frozenset(), segment_scripts=frozenset()))


def core_name(
    whole: tuple[str, ...], family: tuple[str, ...], given: tuple[str, ...], *, family_first: bool
) -> PersonName | None:
    """Return the name made of its words: either `whole`, or `family` and `given` separately.

    A single word becomes the given name. None where no word has a letter.
    """
    if whole and family_first:
        family, given = _family_first(whole)
    if whole and not family:
        whole = _with_o(whole)
        if _is_plain(whole):
            return _name(*_with_double_given(whole[0], " ".join(whole[1:-1]), whole[-1]))
        if leading := _leading_particle(whole):  # names do not start with a particle, so it is the given name
            parsed = _PARSER.parse(" ".join(("Given", *whole[leading:])))
            return _name(" ".join(whole[:leading]), parsed.middle, parsed.family)
        parsed = _PARSER.parse(" ".join(whole))
        parts = (parsed.given, parsed.middle, parsed.family)
        if sum(len(part.split()) for part in parts) == len(whole):
            return _name(*_with_double_given(*parts))
        family, given = whole[-1:] if len(whole) > 1 else (), whole[:-1] or whole
    size = 2 if _is_torn_given(given, at_least=2) else 1
    return _name(*_with_double_given(" ".join(given[:size]), " ".join(given[size:]), " ".join(family)))


def _leading_particle(words: tuple[str, ...]) -> int:
    """Return the number of words of a given name that starts like a family name ("El Kim", "De Anna Smith"), else 0.

    Two particles ("de la Cruz Ana") start a family name, in an order that is not known.
    """
    particles = name_words().particles
    small = words[0].islower() and not words[-1].islower()  # "de Mesnil", without a given name
    if len(words) == 1 or small or words[0].casefold() not in particles or words[1].casefold() in _JOINING | particles:
        return 0
    return 2 if _is_torn_given(words, at_least=3) else 1


def _is_torn_given(words: tuple[str, ...], *, at_least: int) -> bool:
    """Return whether a given name is split in two words ("De Anna", "La Toya"); "De J." is a name and an initial."""
    torn = len(words) >= at_least and words[0].casefold() in name_words().given_heads
    return torn and len(words[1].strip(".")) > 1


def _is_plain(words: tuple[str, ...]) -> bool:
    """Return whether words are plainly given, middle and family name; nameparser would return the same, more slowly."""
    return len(words) in _PLAIN_SIZES and all(
        word.isascii()
        and (word.isalpha() or (len(word) == len("J.") and word[0].isalpha() and word[1] == "."))
        and word.casefold().strip(".") not in _JOINING
        for word in words
    )


def _family_first(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    size = 1
    while size < len(words) - 1 and words[size - 1].casefold() in name_words().particles:
        size += 1
    return (words[:size], words[size:]) if len(words) > 1 else ((), words)


def _with_double_given(given: str, middle: str, family: str) -> tuple[str, str, str]:
    first, _, rest = middle.partition(" ")
    if family and f"{given} {first}".casefold() in name_words().double_given:
        return f"{given} {first}", rest, family
    return given, middle, family


def _name(given: str, middle: str, family: str) -> PersonName | None:
    if not any(letter.isalpha() for letter in given + family):
        return None
    if not given:
        given, family = family, ""
    return PersonName(
        given=_shown(given, initials=True),
        middle=_shown(middle, initials=True),
        family=_shown(_joined(family), initials=False),
    )


def _with_o(words: tuple[str, ...]) -> tuple[str, ...]:
    """Join a bare O to a family name known to have one: "Patrick O Neill"; in "Jordan O Avery" it is an initial."""
    torn = len(words) > 2 and words[-2].casefold() == "o" and words[-1].casefold() in name_words().o_names  # noqa: PLR2004
    return (*words[:-2], f"{words[-2].upper()}'{words[-1]}") if torn else words


def _joined(family: str) -> str:
    """Join "Mc Donald", "O' Neill" and "D' Amato", which registers split."""
    first, _, rest = family.partition(" ")
    torn = rest and " " not in rest and first.casefold() in {"mc", "o'", "d'"}
    return f"{first}{rest}" if torn else family


def _shown(part: str, *, initials: bool) -> str:
    """Return a part in its display spelling; in mixed case only words in capitals change."""
    if in_one_case(part):
        return display_name(part, initials=initials)
    return " ".join(display_name(word, initials=initials) if _shouted(word) else word for word in part.split())


def _shouted(word: str) -> bool:
    return word.isupper() and sum(letter.isalpha() for letter in word) > 2  # noqa: PLR2004  ("JT" are initials)
