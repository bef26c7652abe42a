"""Cleans text to one line: no markup, no control or invisible characters, plain quotes and hyphens, single spaces.

`fold_text` is the folding of all keys and of text search.
"""

import html
import re
import unicodedata

from anyascii import anyascii

from index.normalize.text_folding import PLAIN_MARKS, without_invisible

_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|big|cite|code|del|em|font|i|ins|mark|q|s|small|span|strong|sub|sup|tt|u|wbr)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_NOT_PLAIN = re.compile(r"[<>&`]")
_BETWEEN_WORDS = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
_WITHIN_WORDS = "Cf"  # soft hyphens, joiners, direction marks: they do not separate words


def tidy(text: str) -> str:
    """Return the text on one line in NFKC, without tags, entities and invisible characters.

    Long dashes stay, since they separate. Idempotent for text without markup.
    """
    if text.isascii() and text.isprintable() and not _NOT_PLAIN.search(text):
        return " ".join(text.split())
    unescaped = without_invisible(html.unescape(_TAG.sub(" ", html.unescape(text))))
    plain = unicodedata.normalize("NFKC", unescaped.translate(PLAIN_MARKS)).translate(PLAIN_MARKS)
    return " ".join("".join(_visible(letter) for letter in plain).split())


def without_markup(text: str) -> str:
    """Return the text without tags and entities; an inline tag, such as `<b>` or `<wbr>`, separates no words."""
    if "<" not in text and "&" not in text:
        return text
    return html.unescape(_TAG.sub(" ", _INLINE.sub("", html.unescape(text))))


def _visible(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == _WITHIN_WORDS:
        return ""
    return " " if category in _BETWEEN_WORDS else letter


def fold_text(text: str) -> str:
    """Return the text in ASCII, case-folded, with single spaces: "Zoë  PEÑA" is "zoe pena". Idempotent."""
    return " ".join(anyascii(text.casefold()).casefold().split())
