"""Whether a source's words say that dry needling is done here, or that it is not.

A false yes is worse than a miss: a sentence counts only where it offers, or plainly does not; what
explains, compares, teaches, plans, asks, or speaks of others and of the law is left aside. A text with both
a yes and a no is left aside too.
"""

import re
from collections.abc import Iterator

from index.normalize.statement_words import (
    BOARD_NO,
    FALSE_NEGATION,
    LABEL_STOP,
    NEGATED,
    NEGATED_AFTER,
    NEGATED_NOUN,
    OFFERS,
    ONLY_DISCUSSES,
    TERM,
    VERB,
)
from index.normalize.tidy import tidy
from index.records import RawStatement, Statement, StatementKind

QUOTE_AT_MOST = 300  # characters
TEXT_AT_MOST = 20_000  # characters; what is longer is a page, not a statement
LABEL_AT_MOST = 12  # words of a category or a list of services without a verb
_LINES = re.compile(r"[\r\n\u2028]+|\s[|•·]\s|(?i:<(?:br|/p|/li|/h[1-6]|/div|/td)\b[^>]*>)")
_SENTENCE = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])")
_SHORT_FORM = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|St|vs|e\.g|i\.e|etc|Cert|Dip|Dipl|L|No)|\b[A-Z])\.$")


def read_statement(raw: RawStatement) -> Statement | None:
    """Return what a text says about dry needling, with its deciding sentence, or None where it says neither.

    `board=True` gives the kind `board`, unless the record says that there is none. Never raises.
    """
    sentences = [sentence for sentence in _sentences(raw.text[:TEXT_AT_MOST]) if TERM.search(sentence)]
    if raw.board:
        return _board(raw, sentences)
    read = [(sentence, kind) for sentence in sentences if (kind := _kind(sentence)) is not None]
    if len({kind for _, kind in read}) != 1:
        return None
    sentence, kind = read[0]
    return Statement(kind=kind, about=raw.about, quote=quote_of(sentence))


def trained_in_needling(raw: RawStatement) -> str:
    """Return the words that say a person was trained or certified in dry needling, or "".

    That is no word on whether they do it: it reads as a course.
    """
    for sentence in _sentences(raw.text[:TEXT_AT_MOST]):
        match = _TRAINED.search(sentence)
        if match and not NEGATED_NOUN.search(sentence) and not _PLANNED.search(sentence) and "?" not in sentence:
            return match.group()
    return ""


_TRAINED = re.compile(
    rf"\b(?:certified|credentialed|certification|trained|training)\s+(?:in|for)\s+(?:[\w-]+,?\s+){{0,3}}?{TERM.pattern}"
    rf"|{TERM.pattern}\s+(?:certified|certification)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:not|will|plans?|hopes?|pursuing|working towards?|soon|offer(?:s|ing)?|courses?)\b", re.IGNORECASE
)


def quote_of(sentence: str) -> str:
    """Return a sentence in at most 300 characters: whole, or the part around the word, cut between words."""
    if len(sentence) <= QUOTE_AT_MOST:
        return sentence
    match = TERM.search(sentence)
    middle = match.start() if match else 0
    start = max(0, min(middle - QUOTE_AT_MOST // 2, len(sentence) - QUOTE_AT_MOST + 2))
    piece = sentence[start : start + QUOTE_AT_MOST - 2]
    if start:
        piece = "\u2026" + piece.partition(" ")[2]
    return piece if start + QUOTE_AT_MOST - 2 >= len(sentence) else piece.rpartition(" ")[0] + "\u2026"


def _board(raw: RawStatement, sentences: list[str]) -> Statement | None:
    if not sentences or any(BOARD_NO.search(sentence) for sentence in sentences):
        return None
    return Statement(kind=StatementKind.BOARD, about=raw.about, quote=quote_of(sentences[0]))


def _sentences(text: str) -> Iterator[str]:
    for line in _LINES.split(text):
        whole = tidy(line)
        start = 0
        for gap in _SENTENCE.finditer(whole):
            if not _SHORT_FORM.search(whole[start : gap.start()]):
                yield whole[start : gap.start()].strip()
                start = gap.end()
        if whole[start:].strip():
            yield whole[start:].strip()


def _kind(sentence: str) -> StatementKind | None:
    if sentence.rstrip("\"')").endswith("?"):
        return None
    plain = FALSE_NEGATION.sub(" ", sentence)
    if _says_no(plain):
        return None if ONLY_DISCUSSES.search(plain) else StatementKind.SAYS_NO
    if _has_negation(plain) or ONLY_DISCUSSES.search(plain):
        return None
    return StatementKind.OFFERS if OFFERS.search(plain) or _is_label(plain) else None


def _says_no(sentence: str) -> bool:
    return any(pattern.search(sentence) for pattern in (NEGATED, NEGATED_AFTER, NEGATED_NOUN))


def _has_negation(sentence: str) -> bool:
    return bool(re.search(r"\b(?:not|no|never|without|cannot|nor|neither|except)\b|n't\b", sentence, re.IGNORECASE))


def _is_label(sentence: str) -> bool:
    """Whether a text is a category or a list of services: short pieces between commas, no verb that explains."""
    if LABEL_STOP.search(sentence) or VERB.search(sentence):
        return False
    pieces = re.split(r"[,;/:&]|\band\b", sentence)
    return all(len(piece.split()) <= LABEL_AT_MOST // 2 for piece in pieces)
