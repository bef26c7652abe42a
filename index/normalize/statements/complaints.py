"""Finds the conditions that a text names as treated, leaving out those it merely mentions.

A false condition sends somebody with that complaint to the wrong place; a missed one can still be found by its words.
"""

import re
from collections.abc import Iterator
from functools import cache

from index.normalize.statements.statement import sentences
from index.normalize.statements.statement_patterns import any_of
from index.normalize.text_folding import without_invisible
from index.vocabulary.condition_words import condition_words
from index.vocabulary.conditions import Mention, areas_in, conditions, mentions_in

BEFORE, AFTER = 110, 70
"""Characters around a mention that are read, within its sentence; a page without periods is one long sentence."""
_CELLS = re.compile(r"\s[|•·*]\s|(?<=\w)\s*[|•·]\s*(?=\w)")
_ENDS = re.compile(r"[.;!?]|\s(?:but|however)\s")
_ENTRY = re.compile(r"(?:\s+(?:therapy|treatments?|services?|patients?))?\s*(?:[,.;!]|$|(?:or|and)\b)")
_FLAGS = re.IGNORECASE


def read_conditions(text: str) -> tuple[str, ...]:
    """Return the slugs of the conditions that a text names as treated, in the order of the vocabulary."""
    found = {
        slug
        for sentence in sentences(_CELLS.sub(", ", without_invisible(text)))
        for slug in _in_sentence(sentence.folded)
    }
    return tuple(slug for slug in conditions() if slug in found)


def _in_sentence(sentence: str) -> Iterator[str]:
    listed = _patterns().heading.search(sentence)
    for mention in (*mentions_in(sentence), *(areas_in(sentence, listed.end()) if listed else areas_in(sentence, 0))):
        before = sentence[max(0, mention.start - BEFORE) : mention.start]
        after = sentence[mention.end : mention.end + AFTER]
        if not (_is_denied(before, after) or _is_merely_mentioned(before, mention, after)):
            yield mention.slug


def _is_denied(before: str, after: str) -> bool:
    clause = _ENDS.split(before)[-1]
    bare = _patterns().bare_denial.search(before) or (_patterns().no_before.search(before) and _ENTRY.match(after))
    return bool(bare or _patterns().denial.search(clause) or _patterns().no_behind.match(after))


def _is_merely_mentioned(before: str, mention: Mention, after: str) -> bool:
    return bool(_patterns().left_aside.search(f"{before}{mention.words}{after}"))


class _Patterns:
    """The patterns, compiled once. Every repetition is bounded, so that no text makes a search slow."""

    def __init__(self) -> None:
        words = condition_words()
        treats = any_of(words.treats)
        self.heading = re.compile(rf"(?:(?<!.)|(?<=[.,]\s)){any_of(words.headings)}\s*[:\u2013-]\s*", _FLAGS)
        self.left_aside = re.compile(rf"(?<!\w){any_of(words.left_aside)}(?!\w)", _FLAGS)
        other = rf"(?!{treats}(?!\w)|just|only|merely|simply|hesitate|let)[^\s.;!?]+"
        self.denial = re.compile(
            rf"(?<!\w){any_of(words.negations)}\s+(?:{other}\s+){{0,3}}?{treats}(?!\w)\s+(?:{other}\s+){{0,10}}?$",
            _FLAGS,
        )
        # "but not TMJ", "except pelvic pain", "not for migraine"
        self.bare_denial = re.compile(
            r"(?:(?:,|\bbut|\band|(?<!.))\s*not|\bexcept(?:\s+for)?|\bexcluding)\s+(?:for\s+)?$", _FLAGS
        )
        self.no_before = re.compile(r"(?:(?<!.)|[:,]\s)no\s+$", _FLAGS)  # "sorry, no pelvic health, no TMJ"
        self.no_behind = re.compile(r"\s*[,:\u2013-]\s*no\W*$", _FLAGS)


@cache
def _patterns() -> _Patterns:
    return _Patterns()
