"""Texts of others as harmless plain text in one line, for any kind of file."""

import re
import unicodedata

LONGEST = 2000  # characters; longer texts are cut, and end with …
_SPACE = re.compile(r"\s+")
_DROPPED = frozenset({"Cc", "Cf", "Cs"})
"""Categories of controls, of marks of format and direction, and of surrogates."""
_JOINERS = frozenset("\u200c\u200d")
"""Marks of format that are part of words in some languages."""
_NONCHARACTER = 0xFFFE


def harmless(text: str) -> str:
    """Return a text in one line, without controls and marks of direction, cut at `LONGEST`."""
    line = "".join(filter(_is_text, _SPACE.sub(" ", text[: 4 * LONGEST]))).strip()
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def _is_text(mark: str) -> bool:
    if mark in _JOINERS:
        return True
    code = ord(mark)
    is_character = code & _NONCHARACTER != _NONCHARACTER and not 0xFDD0 <= code <= 0xFDEF  # noqa: PLR2004
    return is_character and unicodedata.category(mark) not in _DROPPED
