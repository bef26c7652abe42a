"""Languages that people speak, as written by them: names in English or Spanish, or codes of ISO 639, to codes.

The names are those of the Unicode CLDR, which Babel ships.
"""

import re
from functools import cache

from babel import Locale

from index.normalize.text import fold_text

MOST = 12
"""Languages of one person; more is a mistake."""
_NAMED_IN = ("en", "es")
_CODE = re.compile(r"[a-z]{2,3}")
_BETWEEN = re.compile(r"[,;/&\n]|\band\b|\by\b", re.IGNORECASE)
_ALSO = {
    "asl": "ase",
    "sign language": "ase",
    "lenguaje de senas americano": "ase",
    "mandarin": "zh",
    "cantonese": "yue",
    "farsi": "fa",
    "castellano": "es",
    "creole": "ht",
}


class LanguageError(ValueError):
    """A word names no language, or there are too many."""


def read_languages(text: str) -> tuple[str, ...]:
    """Return the codes of the languages that a text lists, each once, in its order: "English and Spanish" → en, es.

    Raises LanguageError with the word that is no language. Codes with spaces between, as stored, are read too.
    """
    words = text.split() if all(_CODE.fullmatch(word) and word in _codes() for word in text.split()) else None
    found = dict.fromkeys(map(_code, words or filter(None, map(str.strip, _BETWEEN.split(text)))))
    if not 0 < len(found) <= MOST:
        raise LanguageError(f"write 1 to {MOST} languages, such as English, Spanish")
    return tuple(found)


def language_name(code: str, language: str) -> str:
    """Return the name of a language in English ("en") or Spanish ("es"); the code itself where there is none."""
    return str(Locale.parse(language).languages.get(code, code))


def _code(word: str) -> str:
    folded = fold_text(word)
    code = _ALSO.get(folded) or _by_name().get(folded) or (folded if folded in _codes() else "")
    if not code:
        raise LanguageError(f"{word!r} is no language that we know; write its English name, such as Spanish")
    return code


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for code in map(str, Locale.parse("en").languages) if _CODE.fullmatch(code))


@cache
def _by_name() -> dict[str, str]:
    tables = [
        (fold_text(str(name)), str(code))
        for language in reversed(_NAMED_IN)
        for code, name in Locale.parse(language).languages.items()
        if _CODE.fullmatch(str(code))
    ]
    return dict(tables)
