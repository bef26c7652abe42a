"""Words of a text: documents and a visitor's text are split the same way. No stemming, no stop words.

A document's word may be found by other forms too, at the same position: "Mary's" is `marys` and `mary`,
"St." is `st` and `saint`.
"""

import re
from functools import lru_cache

from index.normalize.text import fold_text
from index.normalize.text_folding import searchable

_ALSO_WRITTEN = (("saint", "st"), ("sainte", "ste"), ("mount", "mt"), ("fort", "ft"))
_OTHER_FORMS = {one: other for pair in _ALSO_WRITTEN for one, other in (pair, pair[::-1])}

MOST_FORMS = 3
"""Forms of one word: as written, without the s of a possessive, and the other spelling."""

_S_AFTER_S = re.compile(r"(?<=s)'s(?![a-z0-9'])")
_AND = re.compile(r"(?<=\S)\s*&\s*(?=\S)|(?<=[a-z0-9])(?P<blank> ?)\+(?P=blank)(?=[a-z0-9])")
_DOTTED_LETTERS = re.compile(r"(?<![a-z0-9])(?:[a-z]{1,2}\.)+[a-z]{1,3}(?![a-z0-9])")
_WORD = re.compile(r"[a-z0-9']+")
_POSSESSIVE = "'s"
_TEXTS_CACHED = 65536
"""Texts whose words are cached: many rows share towns, clinics and quotes."""


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded to ASCII.

    "O'Neill" is `oneill`, "L.Ac." is `lac`, "Smith-Jones" is two, "Hollis & Sons" and "Body+Mind" hold `and`.
    """
    return [forms[0] for forms in word_forms(text)]


@lru_cache(maxsize=_TEXTS_CACHED)
def word_forms(text: str) -> tuple[tuple[str, ...], ...]:
    """Return for each word of a document's text the forms it is found by; the first is the word of `words_of`."""
    folded = fold_text(searchable(text)).replace("`", "'")
    folded = _AND.sub(" and ", _S_AFTER_S.sub("", folded))
    undotted = _DOTTED_LETTERS.sub(lambda letters: letters[0].replace(".", ""), folded)
    return tuple(_forms(written) for written in _WORD.findall(undotted) if written.strip("'"))


def _forms(written: str) -> tuple[str, ...]:
    word = written.replace("'", "")
    forms = [word]
    if written.endswith(_POSSESSIVE) and len(word) > 1:
        forms.append(word[:-1])
    if word in _OTHER_FORMS:
        forms.append(_OTHER_FORMS[word])
    return tuple(forms)
