"""Removes text around a name: a role before it ("Owner: Jordan Avery"), a mark at a word's end."""

import re

from index.normalize.names.name_text import bare, is_name_like
from index.vocabulary.name_words import name_words

_LABEL = re.compile(r"([^\W\d_][^\W\d_ /'-]*(?:[ /-]+[^\W\d_][^\W\d_'-]*){0,3})\s*:\s+(?=[^\W\d_])")
_LABELS = frozenset({"contact", "name", "person", "attn", "attention", "and", "of", "the"})
_RIGHTS = re.compile(r"[\u2122\u2120\u00ae\u00a9\u00b9\u00b2\u00b3\u2070-\u2079]|&(?:trade|reg|copy|sup[123]);")
_FOOTNOTE = re.compile(r"(?<=[\w.)])[*\u2020\u2021\u00a7]+(?![\w*])|(?<![\w*])[*\u2020\u2021\u00a7]+(?=\w)|(?<=\w)-+$")


def without_marks(text: str) -> str:
    """Return a raw name field without trademark and footnote marks: "Avery\u2122", "Avery*", "Avery\u00b9"."""
    return _FOOTNOTE.sub("", _RIGHTS.sub("", text.strip()))


def without_role(text: str) -> str:
    """Return a tidied name field without a role before the name; a one-word role needs a colon: "Owner: Jordan"."""
    known = name_words()
    label = _LABEL.match(text)
    if label and all(bare(word) in known.roles or bare(word) in _LABELS for word in re.split(r"[ /-]+", label[1])):
        return text[label.end() :]
    words = text.split()
    roles = next((place for place, word in enumerate(words) if bare(word) not in known.roles), len(words))
    name = [word.strip(",") for word in words[roles : roles + 2]]
    if roles > 1 and len(name) == 2 and is_name_like(name, in_mixed_case=True):  # noqa: PLR2004  (a whole name)
        return " ".join(words[roles:])
    return text
