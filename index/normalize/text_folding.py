"""Two forms of a text with equal offsets: as a page shows it to a reader, and folded for search.

`readable` keeps every visible mark (curly quotes, long dashes, check marks, ™) and drops invisible characters: soft
hyphens, zero-width characters, direction marks, variation selectors, odd white space. Letters in another shape
(ligatures, full-width and mathematical letters) become plain letters. All quotes have this form.

`searchable` replaces its marks one for one: every apostrophe by ', every quotation mark by ", every hyphen by -, and ™
or a raised figure by a blank. So a span of the folded text is the same span of the readable one. Do not fold a folded
text again: the blank for ™ may be next to another blank.

Sources: Unicode 15, chapters 5.21 (default ignorable characters) and 6.2 (punctuation), and annex 15 (NFC, NFKC).
"""

import re
import unicodedata
from functools import cache

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_BLANK = {"Cc", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"}
_RAISED = ("<super>", "<sub>")
_APOSTROPHES = "\u2018\u2019\u201a\u201b\u02b9\u02bb\u02bc\u02bd\u02c8\u00b4`\u2032\u2035\u2039\u203a\u055a\ua78c"
_QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2036\u301d\u301e\u301f"
_HYPHENS = "\u2010\u2011\u2012\u2043\u2212\ufe58\ufe63\uff0d"
PLAIN_MARKS = str.maketrans(
    {**dict.fromkeys(_APOSTROPHES, "'"), **dict.fromkeys(_QUOTES, '"'), **dict.fromkeys(_HYPHENS, "-")}
)
"""Apostrophes, quotation marks and hyphens of every shape to plain ones. Long dashes stay, since they separate."""
_OTHER_MARKS = {"\u2026": ".", "\u2025": ".", "\u2024": ".", "\u203c": "!", "\u2047": "?", "\u2048": "?", "\u2049": "?"}
_NO_WORDS = "\u2122\u2120\u00ae\u00a9\u2117"
_TRADEMARK = re.compile(r"\((?:tm|sm|r|c)\)", re.IGNORECASE)


def without_invisible(text: str) -> str:
    """Return a text without invisible characters that separate no words; line ends and blanks stay."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def readable(text: str) -> str:
    """Return a text on one line as a page shows it to a reader. Idempotent; markup is not parsed."""
    if not text.isascii():
        plain = "".join(_letter(one) for one in without_invisible(text))
        text = unicodedata.normalize("NFC", plain)
    elif not text.isprintable():
        text = "".join(one if one.isprintable() else " " for one in text)
    return " ".join(text.split())


def searchable(text: str) -> str:
    """Return the readable form of a text with plain marks, for patterns to search. As long as `readable(text)`."""
    line = readable(text)
    if not line.isascii() or "`" in line:
        line = "".join(map(_mark, line))
    return _TRADEMARK.sub(lambda match: " " * len(match.group()), line) if "(" in line else line


@cache
def _letter(one: str) -> str:
    """Return a letter or digit in its plain shape, a blank for a separator, "" for a format mark, others unchanged."""
    category = unicodedata.category(one)
    if category in _BLANK:
        return " "
    if category == "Cf":
        return ""
    plain_shape = category.startswith("L") or category == "Nd"
    if not plain_shape or unicodedata.decomposition(one).startswith(_RAISED):
        return one
    return unicodedata.normalize("NFKC", one)


@cache
def _mark(one: str) -> str:
    """Return the plain shape of a mark, always one character."""
    if one in _NO_WORDS or unicodedata.decomposition(one).startswith(_RAISED):
        return " "
    plain = _OTHER_MARKS.get(one) or one.translate(PLAIN_MARKS)
    if plain != one or one.isalnum():
        return plain
    shape = unicodedata.normalize("NFKC", one).translate(PLAIN_MARKS)
    return shape if len(shape) == 1 and not shape.isspace() else one
