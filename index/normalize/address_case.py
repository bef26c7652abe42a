"""The display spelling of addresses that a register writes in capitals: "100 W 1ST AVE" is "100 W 1st Ave"."""

import re

from index.normalize.display_case import in_one_case

_DIRECTIONS = {"n", "s", "e", "w", "ne", "nw", "se", "sw"}
_STAY_UP = _DIRECTIONS | {"us", "fm", "po", "rr", "hc", "cr", "sr", "ms"}
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)", re.IGNORECASE)


def display_address(text: str) -> str:
    """Return a street, unit or town in its display spelling; text in mixed case stays as the source wrote it."""
    if not in_one_case(text):
        return text
    return " ".join("-".join(_word(piece) for piece in word.split("-")) for word in text.split())


def _word(word: str) -> str:
    small = word.casefold()
    if small == "and":
        return small
    if small.strip(".,") in _STAY_UP:
        return word.upper()
    if _ORDINAL.fullmatch(small):
        return small
    if any(letter.isdigit() for letter in word):
        return word.upper()
    if small.startswith("mc") and len(small) > 3:  # noqa: PLR2004  ("Mc" and two letters)
        return f"Mc{small[2:].capitalize()}"
    return re.sub(r"[^\W\d_]+(?:'[^\W\d_]+)?", lambda match: match.group().capitalize(), small)
