"""What somebody typed, as plain text: no control characters, and nothing that turns the reading direction around."""

import unicodedata

_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""The directional marks of Unicode (UAX 9), with which a text can be made to look like another."""


def plain_text(typed: str) -> str:
    """Return the text with line ends as they are kept, and without what cannot be seen."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(_seen(line) for line in lines).strip()


def plain_line(typed: str) -> str:
    """Return the text as one line with single spaces."""
    return " ".join(plain_text(typed).split())


def _seen(line: str) -> str:
    spaced = line.replace("\t", " ")
    return "".join(one for one in spaced if unicodedata.category(one) not in {"Cc", "Cs"} and one not in _TURNING)
