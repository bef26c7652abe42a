"""Display spelling of names that a register writes in one case: "MCDONALD" is "McDonald", "O'NEILL" "O'Neill"."""

import re

from index.vocabulary.name_words import name_words

_INITIALS_AT_MOST = 3
_PIECE = re.compile(r"[^\W\d_]+")
_APOSTROPHE_HEADS = {"o", "d", "l", "m"}  # O'Neill, D'Angelo, L'Heureux, M'Bow
_VOWELS = set("aeiouyàáâãäåèéêëìíîïòóôõöùúûü")


def in_one_case(text: str) -> bool:
    """Return whether a text has letters of one case only, so that its capitals mean nothing."""
    return text.isupper() or text.islower()


def display_name(text: str, *, initials: bool = True) -> str:
    """Return a part of a name in its display spelling; text in mixed case stays unchanged.

    With `initials`, for given names, "TJ" may be two initials; without it, for family names, "NG" is "Ng".
    """
    if not in_one_case(text):
        return text
    spelled = " ".join(_word(word, initials=initials) for word in text.split())
    if not initials:
        spelled = spelled.replace(" Y ", " y ")
    for pair in name_words().lower_pairs:
        spelled = re.sub(rf"\b{pair}\b", pair, spelled, flags=re.IGNORECASE)
    return spelled


def _word(word: str, *, initials: bool) -> str:
    return "-".join(_apostrophes(piece, initials=initials) for piece in word.split("-"))


def _apostrophes(piece: str, *, initials: bool) -> str:
    head, mark, tail = piece.partition("'")
    if mark and head.casefold() in _APOSTROPHE_HEADS and len(tail) > 1:
        return f"{head.upper()}'{_capital(tail)}"
    return piece.upper() if initials and _are_initials(piece.casefold()) else _capital(piece)


def _capital(word: str) -> str:
    small = word.casefold()
    if small in name_words().mac_names:
        return f"Mac{small[3:].capitalize()}"
    if small.startswith("mc") and len(small) > _INITIALS_AT_MOST:
        return f"Mc{small[2:].capitalize()}"
    return _PIECE.sub(lambda match: match.group().lower().capitalize(), word, count=1)


def _are_initials(small: str) -> bool:
    """Return whether letters are initials: two or three without a vowel ("TJ"), a vowel and a J ("AJ"), or dotted."""
    letters = [letter for letter in small if letter.isalpha()]
    if not 1 < len(letters) <= _INITIALS_AT_MOST or "." in small:
        return "." in small and len(letters) > 1 and len(small) == 2 * len(letters)
    return not _VOWELS & set(letters) or (len(letters) == 2 and small.endswith("j"))  # noqa: PLR2004  ("AJ")
