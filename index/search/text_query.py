"""The grammar of the text box. What a visitor types never reaches Whoosh's own parser.

    text   = term (space term)*          every term must match
    term   = word                        a whole word; from 5 letters on one slip is forgiven if nobody has that word
           | word*                       a word that begins so, from 3 letters on
           | "several words"             these words side by side; an open quote reaches to the end
           | -term                       not this term
A term that holds several words ("Smith-Jones") is read as a phrase. A term without letters or digits says nothing.
"""

import re
from dataclasses import dataclass

from index.search.request_error import SearchRequestError
from index.search.words import words_of

MAX_TEXT = 100
MAX_TERMS = 8
SHORTEST_PREFIX = 3
SHORTEST_FORGIVEN = 5

_TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Term:
    """One term. `words` holds one word, or those of a phrase; `prefix` marks a word as a beginning."""

    words: tuple[str, ...]
    prefix: bool = False
    exclude: bool = False

    @property
    def forgives(self) -> bool:
        """Whether one slip is forgiven when nobody has the word."""
        return not (self.prefix or self.exclude) and len(self.words) == 1 and len(self.words[0]) >= SHORTEST_FORGIVEN

    @property
    def is_phrase(self) -> bool:
        """Whether the term needs positions."""
        return len(self.words) > 1


@dataclass(frozen=True, slots=True)
class TextQuery:
    """The terms of a text; all must hold."""

    terms: tuple[Term, ...]


def parse_text(text: str) -> TextQuery:
    """Return the terms of a text; raises SearchRequestError where it is too long or a beginning too short."""
    if len(text) > MAX_TEXT:
        raise SearchRequestError(f"the text has {len(text)} characters; write at most {MAX_TEXT}")
    terms = tuple(term for match in _TERM.finditer(text) if (term := _term(match)) is not None)
    if len(terms) > MAX_TERMS:
        raise SearchRequestError(f"the text has {len(terms)} words and phrases; write at most {MAX_TERMS}")
    return TextQuery(terms)


def _term(match: re.Match[str]) -> Term | None:
    exclude = bool(match["minus"])
    if match["phrase"] is not None:
        words = tuple(words_of(match["phrase"]))
        return Term(words, exclude=exclude) if words else None
    words = tuple(words_of(match["word"]))
    if not words:
        return None
    prefix = match["word"].endswith("*") and len(words) == 1
    if prefix and len(words[0]) < SHORTEST_PREFIX:
        raise SearchRequestError(
            f"{match['word']!r} is too short to look up beginnings; write at least {SHORTEST_PREFIX} letters before *"
        )
    return Term(words, prefix=prefix, exclude=exclude)
