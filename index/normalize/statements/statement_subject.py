"""Decides the subject of a sentence about dry needling: the listing's person, or the practice.

"We offer dry needling" in somebody's listing is about the practice, and so is "Sam Lindrow offers dry needling" in
Jordan Avery's. In a practice's own text, a sentence that names the person who does it is about that person.
"""

import re
from functools import cache

from index.normalize.names.name_text import is_short_form
from index.normalize.statements.statement_patterns import any_of, patterns
from index.normalize.text import fold_text
from index.records import PersonName, Subject
from index.vocabulary.name_words import name_words
from index.vocabulary.statement_words import statement_words

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_PERSON = re.compile(r"\b(?:he|she|his|her|my|me)\b|\bI\b", re.IGNORECASE)
_LEFT_BEHIND = re.compile(r"\b(?:and|who|where\s+(?:he|she))\b", re.IGNORECASE)
_NAMED = re.compile(r"(?:Dr\.?\s+)?[A-Z][\w'-]+(?:\s+[A-Z]\.)?(?:\s+[A-Z][\w'-]+){0,4}(?:,\s*[A-Z][\w./-]*)*,?\s+$")
_RELATED = re.compile(r"(?:his|her|my)\s+(?:assistants?|colleagues?|husband|wife|partner|associates?)\b", re.IGNORECASE)
_HELPED = re.compile(r"(?:\b(?:by|with|for|to|of)\s+)$", re.IGNORECASE)


def subject_of(sentence: str, about: Subject, person: PersonName | None) -> Subject:
    """Return the subject of a sentence about dry needling in a text whose source is `about` a person or a clinic.

    `person` is the listing's person; None for a practice's listing or where no name was read.
    """
    match = patterns().term.search(sentence)
    head, tail = (sentence[: match.start()], sentence[match.end() :]) if match else (sentence, "")
    named = _subject_name(head)
    if about is Subject.CLINIC:
        return Subject.PERSON if person and named and _is_theirs(named, person) else about
    if named and person and not _is_theirs(named, person):
        return Subject.CLINIC
    return Subject.CLINIC if _of_practice(head, tail, person) else about


def is_anothers_no(sentence: str, about: Subject, person: PersonName | None) -> bool:
    """Return whether a no in a person's listing is about somebody else: "Sam Lindrow does not perform dry needling"."""
    match = patterns().term.search(sentence)
    if about is Subject.CLINIC or person is None or match is None:
        return False
    named = _subject_name(sentence[: match.start()])
    if not named:
        return bool(_RELATED.match(sentence))
    organization = any(word.casefold() in name_words().organizations for word in _WORD.findall(named))
    return not organization and not _is_theirs(named, person)


def _subject_name(head: str) -> str:
    """Return the capitalized words right before the last verb of offering: "Sam Lindrow, DPT, ", or ""."""
    verbs = list(_verbs().finditer(head))
    if not verbs:
        return ""
    before = head[: verbs[-1].start()]
    match = _NAMED.search(before)
    if match is None or _HELPED.search(before[: match.start()]) or _starts(match.group()):
        return ""
    return match.group()


def _starts(words: str) -> bool:
    """Return whether capitals are those of a sentence's first word, not of a name: "Currently ", "We "."""
    first, *more = _WORD.findall(words)
    return not more and (first.casefold() in statement_words().starters or first.endswith("ly"))


def _is_theirs(named: str, person: PersonName) -> bool:
    parts = (person.given, person.middle, person.family, person.nickname, *person.former)
    own = {word for part in parts for word in _WORD.findall(fold_text(part))}
    said = [word for word in _WORD.findall(named) if not word.isupper()]
    return any(fold_text(word) in own or is_short_form(word, person.given) for word in said)


def _of_practice(head: str, tail: str, person: PersonName | None) -> bool:
    practice = list(_practice().finditer(head))
    if not practice:
        return bool(_at_practice().match(tail)) and not _person_ends(head, person)
    whose = _person_ends(head, person)
    if not whose:
        return True
    behind = head[practice[-1].end() :]
    return whose[-1] <= practice[-1].end() and not _LEFT_BEHIND.search(behind)


def _person_ends(head: str, person: PersonName | None) -> list[int]:
    own = {fold_text(part) for part in (person.given, person.family, person.nickname) if part} if person else set()
    names = [word.end() for word in _WORD.finditer(head) if fold_text(word.group()).removesuffix("'s") in own]
    return sorted([*names, *(match.end() for match in _PERSON.finditer(head))])


@cache
def _verbs() -> re.Pattern[str]:
    words = r"who|also|now|currently|often|regularly|proudly|can|is\s+trained\s+to|has\s+been"
    negated = r"do(?:es)?(?:n't|\s+not)|cannot|can't"
    helpers = rf"(?:(?:{words}|{negated})\s+){{0,3}}"
    return re.compile(rf"(?<!\w){helpers}{any_of(statement_words().offers)}(?!\w)", re.IGNORECASE)


@cache
def _practice() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(statement_words().practice)}(?!\w)", re.IGNORECASE)


@cache
def _at_practice() -> re.Pattern[str]:
    words = any_of(statement_words().practice)
    return re.compile(rf"\W+(?:[^\s.;!?]+\s+){{0,8}}?(?:at|in|by|from)\s+{words}(?!\w)", re.IGNORECASE)
