"""Splits off what follows a name without a comma: credentials, unknown letters, a generation."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.normalize.credentials import Match, collect, match_at, words_of
from index.normalize.names.display_case import in_one_case
from index.normalize.names.name_text import bare, is_generation, is_noise, is_written_as_letters
from index.records import Credential, CredentialKind
from index.vocabulary.name_words import name_words

LETTERS_AT_MOST = 8  # longest set of letters that counts as an unknown credential
_HELD = (CredentialKind.LICENSE, CredentialKind.DEGREE)


@dataclass(frozen=True, slots=True)
class Tail:
    """A part of a name field, split."""

    name: tuple[str, ...]
    credentials: tuple[Credential, ...]
    unknown: tuple[str, ...]


def split_tail(words: tuple[str, ...], keep: int) -> Tail:
    """Return the name and the credentials after it; at least `keep` words stay with the name, if there are as many."""
    matches: list[Match] = []
    name = words
    while len(name) > keep:
        match = _last(name, keep, single=not matches)
        if match is None:
            break
        name = name[: -match.size]
        if match.raw:
            matches.insert(0, match)
    credentials, unknown = collect(matches)
    return Tail(name, credentials, unknown)


def is_name_and_credential(words: tuple[str, ...]) -> bool:
    """Return whether two words are a single name and a certain license or degree: "Avery DC"."""
    if len(words) != 2 or in_one_case(" ".join(words)):  # noqa: PLR2004
        return False
    match = match_at(words_of(words[1]), 0)
    if match is None or not (words[1].isupper() or "." in words[1]):
        return False
    held = all(entry.profession and entry.kind in _HELD for entry in match.entries)
    return held and _surely(words[1:], words)


def split_generation(words: tuple[str, ...], *, numeral_behind: int = 0) -> tuple[tuple[str, ...], str]:
    """Return the words without a generation at their end, and the generation in its standard spelling.

    After `numeral_behind` words of a name a single "V" or "I" is a generation, not an initial; 0 for never.
    """
    last = bare(words[-1]) if words else ""
    if numeral_behind and len(words) > numeral_behind and is_numeral(words[-1]):
        return words[:-1], last.upper()
    if len(words) > 2 and bare(words[-2]) == "the" and last in name_words().ordinals:  # noqa: PLR2004
        return words[:-2], name_words().ordinals[last]
    if words and is_generation(words[-1]):
        return words[:-1], name_words().generations[last]
    return words, ""


def is_numeral(word: str) -> bool:
    """Return whether a word may be the numeral of a generation, or an initial: V or I."""
    return word.casefold() in {"v", "i"} or word == "VI"


def _last(words: tuple[str, ...], keep: int, *, single: bool) -> Match | None:
    """Return the end of a part: the longest known credential, noise (with an empty `raw`), or unknown letters."""
    if is_noise(words[-1]):
        return Match("", (), 1)
    digits = any(letter.isdigit() for letter in words[-1]) and not is_generation(words[-1])
    if digits and match_at(words_of(words[-1]), 0) is None:
        return Match(words[-1], (), 1)
    for size in range(len(words) - keep, 0, -1):
        run = words[-size:]
        match = match_at(words_of(" ".join(run)), 0)
        if match and match.size == size and _surely(run, words) and not (keep == 1 and _initials(run, match)):
            return match
    return _unknown_letters(words) if single else None


def _surely(run: Sequence[str], words: Sequence[str]) -> bool:
    """Return whether a known run is a credential here: letters that are also names need dots or special capitals."""
    if len(run) > 1 or bare(run[0]).replace(".", "") not in name_words().also_names:
        return True
    dotted = "." in run[0].rstrip(".")
    inner_capital = run[0] != run[0].upper() and is_written_as_letters(run[0].replace(".", ""))  # "LAc"
    return dotted or inner_capital or (run[0].isupper() and not in_one_case(" ".join(words)))


def _initials(run: Sequence[str], match: Match) -> bool:
    """Return whether two dotted letters after a given name are initials ("Tiron C.M."): they imply no profession."""
    two = len(run) == 1 and "." in run[0] and sum(letter.isalpha() for letter in run[0]) == 2  # noqa: PLR2004
    return two and all(entry.profession is None for entry in match.entries)


def _unknown_letters(words: Sequence[str]) -> Match | None:
    """Return capitals after a two-word name in mixed case as unknown letters; None otherwise."""
    last, name = words[-1], words[:-1]
    mixed = sum(not in_one_case(word) for word in name) > 1
    is_letters = last.isupper() and 1 < len(last) <= LETTERS_AT_MOST and not (is_generation(last) or is_numeral(last))
    return Match(last, (), 1) if mixed and is_letters and "-" not in last else None
