"""The grammar of the text box. A visitor's text never reaches Whoosh's own parser.

    text   = term (space term)*          every term must match
    term   = word                        a whole word; from 5 letters on one slip is forgiven if no row has the word
           | word*                       a word with this beginning, from 3 letters on
           | "several words"             these words side by side; an open quote reaches to the end
           | -term                       not this term
A term of several words ("Smith-Jones") is read as a phrase. A term without letters or digits is ignored, as is an `and`
between two terms; between single letters ("A & B") it makes a phrase of them.

One blank, hyphen or apostrophe more or less does not matter: up to MOST_JOINED neighboring words, in the text or in
the index, may be one word ("van kirk", "Van-Kirk", "vankirk"). A phrase in quotation marks matches word by word.
"""

import re
from dataclasses import dataclass
from itertools import chain

from index.normalize.text_folding import searchable
from index.search.words import words_of


class SearchRequestError(ValueError):
    """A search request is out of range or unreadable; the message says what to write."""


MAX_TEXT = 100
MAX_TERMS = 8
MAX_WORDS = 24
"""One character can be several words in ASCII, so the length of the text does not bound the words."""
SHORTEST_PREFIX = 3
SHORTEST_FORGIVEN = 5
MOST_JOINED = 3
"""Words that may be written as one: "de la Cruz", "delacruz"."""
LONGEST_JOINED = 40
"""Most letters of several words joined as one; the longest names of people and places have fewer."""

_TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))')
_AND_OF_LETTERS = re.compile(r"(?<!\S)([a-z]) (?:and|&|\+) ([a-z])(?!\S)", re.IGNORECASE)
_AND = frozenset({"and", "&", "+"})


@dataclass(frozen=True, slots=True)
class Term:
    """One term. `words` has one word, or those of a phrase; `prefix` marks a word as a beginning."""

    words: tuple[str, ...]
    prefix: bool = False
    exclude: bool = False
    quoted: bool = False

    @property
    def forgives(self) -> bool:
        """True if one slip is forgiven if no row has the word."""
        return not (self.prefix or self.exclude) and len(self.words) == 1 and len(self.words[0]) >= SHORTEST_FORGIVEN

    @property
    def is_phrase(self) -> bool:
        """True if the term needs positions."""
        return len(self.words) > 1

    @property
    def is_literal(self) -> bool:
        """True if the term is a phrase in quotation marks, which matches only word by word."""
        return self.quoted and self.is_phrase

    @property
    def joined(self) -> str:
        """The words as one; "" if they are too many or too long."""
        word = "".join(self.words)
        return word if len(self.words) <= MOST_JOINED and len(word) <= LONGEST_JOINED else ""


@dataclass(frozen=True, slots=True)
class TextQuery:
    """The terms of a text; all must match."""

    stretches: tuple[tuple[Term, ...], ...]
    """The wanted terms; terms of one stretch are neighbors and may be parts of one word."""
    excluded: tuple[Term, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms, the excluded ones at the end."""
        return (*chain.from_iterable(self.stretches), *self.excluded)


def parse_text(text: str) -> TextQuery:
    """Return the terms of a text; raises SearchRequestError if it is too long or a beginning too short."""
    if len(text) > MAX_TEXT:
        raise SearchRequestError(f"the text has {len(text)} characters; write at most {MAX_TEXT}")
    stretches: list[list[Term]] = [[]]
    excluded: list[Term] = []
    for term in _terms(text):
        if term is None or term.exclude or term.is_literal:
            excluded += [term] if term and term.exclude else []
            stretches += [[term], []] if term and not term.exclude else [[]]
        else:
            stretches[-1].append(term)
    query = TextQuery(tuple(tuple(stretch) for stretch in stretches if stretch), tuple(excluded))
    _check_size(query)
    return query


def joined_terms(stretch: tuple[Term, ...], first: int, last: int) -> Term | None:
    """Return the neighbors stretch[first:last] as one word; None if they cannot be one.

    Only the last of them may be a beginning; the word then is a beginning too.
    """
    terms = stretch[first:last]
    if any(term.prefix for term in terms[:-1]):
        return None
    term = Term(tuple(chain.from_iterable(term.words for term in terms)))
    return Term((term.joined,), prefix=terms[-1].prefix, exclude=terms[-1].exclude) if term.joined else None


def _check_size(query: TextQuery) -> None:
    if len(query.terms) > MAX_TERMS:
        raise SearchRequestError(f"the text has {len(query.terms)} words and phrases; write at most {MAX_TERMS}")
    words = sum(len(term.words) for term in query.terms)
    if words > MAX_WORDS:
        raise SearchRequestError(f"the text has {words} words; write at most {MAX_WORDS}")


def _terms(text: str) -> list[Term | None]:
    """Return the terms in order; None is an `and` between two of them."""
    plain = _AND_OF_LETTERS.sub(r"\1&\2", searchable(text))
    written = list(_TERM.finditer(plain))
    terms: list[Term | None] = []
    for number, match in enumerate(written):
        if match[0].casefold() in _AND and 0 < number < len(written) - 1:
            terms.append(None)
        elif (term := _term(match)) is not None:
            terms.append(term)
    return terms


def _term(match: re.Match[str]) -> Term | None:
    exclude = bool(match["minus"])
    if match["phrase"] is not None:
        words = tuple(words_of(match["phrase"]))
        return Term(words, exclude=exclude, quoted=True) if words else None
    words = tuple(words_of(match["word"]))
    if not words:
        return None
    prefix = match["word"].endswith("*") and len(words) == 1
    if prefix and len(words[0]) < SHORTEST_PREFIX:
        raise SearchRequestError(
            f"{match['word']!r} is too short to look up beginnings; write at least {SHORTEST_PREFIX} letters before *"
        )
    return Term(words, prefix=prefix, exclude=exclude)
