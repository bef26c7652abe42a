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
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def tidy(text: str) -> str:
    """Return the text in one line of NFKC, without tags, entities and characters that cannot be seen.

    Long dashes stay: they separate. Idempotent for text without markup.
    """
    unescaped = html.unescape(_TAG.sub(" ", html.unescape(text)))
    plain = unicodedata.normalize("NFKC", unescaped.translate(_PLAIN)).translate(_PLAIN)
    kept = "".join(" " if _blank(letter) else letter for letter in plain if letter != "\u00ad")
    return " ".join(kept.split())


def _blank(letter: str) -> bool:
    return unicodedata.category(letter) in _INVISIBLE
