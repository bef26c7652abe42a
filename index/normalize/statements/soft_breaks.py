"""Soft breaks: line ends or `<br>` inside a sentence, which only lay out the words."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from index.normalize.statements.statement_patterns import any_of, patterns
from index.normalize.text_folding import searchable
from index.vocabulary.statement_words import statement_words

_ENDED = re.compile(r"[.!?][\"')\]]*$")
_OPEN = re.compile(
    r"(?:[,;:&/(+-]|\b(?:an?|the|of|for|with|and|or|not|no|never|nor|our|your|my|his|her|their|by|in|on|at|to|like|"
    r"including|without|except|excluding|but|is|are|than|\w+n't|cannot|dry|trigger|point|trigger-point))$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"\b(?:we|i|he|she|they|you|our|my|who|which|that|this|it)\b", re.IGNORECASE)
_LONG_TAIL = 200  # characters before a break that are looked at


def goes_on(before: str, after: str) -> bool:
    """Return whether a sentence continues after a break: "We offer dry" and "needling for neck pain".

    Lists with one item a line ("Massage", "Dry needling") do not, nor do the lines of an address.
    """
    head, tail = searchable(before[-_LONG_TAIL:]), searchable(after[:_LONG_TAIL])
    if not head or not tail or _ENDED.search(head):
        return False
    if _OPEN.search(head) or _ends_with_a_verb(head) or _term_crosses(head, tail):
        return True
    if not tail[0].islower():
        return False
    if _ENDED.search(tail) or _says_something(head) or _says_something(tail):
        return True
    words = head.split()
    return head[0].isupper() and (len(words) == 1 or any(word[0].islower() for word in words))


def _says_something(text: str) -> bool:
    """Return whether a line has a word of a sentence, which items of a list lack."""
    rules = patterns()
    return any(words.search(text) for words in (_SUBJECT, rules.negation, rules.verb, rules.discusses, rules.heading))


def joined(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines, joining those that continue after a soft break."""
    held = ""
    for line in lines:
        if held and not goes_on(held, line):
            yield held
            held = ""
        held = f"{held} {line}" if held else line
    if held:
        yield held


def _term_crosses(head: str, tail: str) -> bool:
    """Return whether a name of dry needling begins before the break and ends after it."""
    whole = f"{head} {tail}"
    return any(match.start() < len(head) < match.end() for match in patterns().term.finditer(whole))


def _ends_with_a_verb(head: str) -> bool:
    return bool(_last_verb().search(head))


@cache
def _last_verb() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(statement_words().offers)}$", re.IGNORECASE)
