"""How text becomes words: one way for documents and for what a visitor types. No stemming, no stop words."""

import re

from index.normalize.fold import fold_text

_APOSTROPHES = re.compile(r"['`]")
_DOTTED_LETTERS = re.compile(r"(?<![a-z0-9])(?:[a-z]{1,2}\.)+[a-z]{1,3}(?![a-z0-9])")
_WORD = re.compile(r"[a-z0-9]+")


def words_of(text: str) -> list[str]:
    """Return the words of a text: folded to ASCII, "O'Neill" is `oneill`, "L.Ac." is `lac`, "Smith-Jones" is two."""
    folded = _APOSTROPHES.sub("", fold_text(text))
    return _WORD.findall(_DOTTED_LETTERS.sub(lambda letters: letters[0].replace(".", ""), folded))
