"""One line of plain text: no markup, no control or invisible characters, plain quotes and dashes, single spaces."""

import html
import re
import unicodedata

_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4`\u2032", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2212\ufe63\uff0d", "-"),
    }
)
_NOT_PLAIN = re.compile(r"[<>&`]")
_BETWEEN_WORDS = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
_WITHIN_WORDS = "Cf"  # soft hyphens, joiners, marks of direction: they part no word


def tidy(text: str) -> str:
    """Return the text in one line of NFKC, without tags, entities and characters that cannot be seen.

    Long dashes stay: they separate. Idempotent for text without markup.
    """
    if text.isascii() and text.isprintable() and not _NOT_PLAIN.search(text):
        return " ".join(text.split())
    unescaped = html.unescape(_TAG.sub(" ", html.unescape(text)))
    plain = unicodedata.normalize("NFKC", unescaped.translate(_PLAIN)).translate(_PLAIN)
    return " ".join("".join(_kept(letter) for letter in plain).split())


def _kept(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == _WITHIN_WORDS:
        return ""
    return " " if category in _BETWEEN_WORDS else letter
