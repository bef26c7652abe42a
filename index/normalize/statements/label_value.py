"""Reads a label by its value or mark: "Dry needling: yes", "☑ Dry needling", "Dry needling (N/A)".

A closed list of values says yes; with any other short value a label is no offer. The lists are data
(`statement_words.yml`); texts are folded (`text_folding.searchable`). Marks: `label_marks.py`.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from index.normalize.statements.label_marks import OTHER, YES, has_no_mark, is_only_marks, own_part, with_boxes
from index.normalize.statements.statement_patterns import any_of, patterns
from index.normalize.text_folding import searchable
from index.vocabulary.conditions import conditions_in
from index.vocabulary.statement_words import statement_words

SHORT_VALUE = 2  # words
LONGEST_VALUE, LONGEST_LABEL = 30, 80  # characters, of a cell by itself
_PIECES = re.compile(r"[,;]\s|\s(?:and|or|&)\s")
_KIND = r"(?:\s+(?:services?|therapy|treatments?|sessions?|offered|available|provided|performed|included))?"
_STATUS = re.compile(
    r"^(?:is\s*)?(?:offered|available|provided|performed|included|enabled|active|checked|selected|value|status|answer)\s*[:=]",
    re.IGNORECASE,
)
_PROMPTED = re.compile(r"^\s*(?:y|yes)\s*(?:/|or)\s*(?:n|no)\b(?=\s*[:=])", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]{0,60})[)\]]\s*[.:]?\s*$")
_SEPARATED = re.compile(r"\s*(?:[:=?|]+|\s(?:[-\u2013\u2014]+|/)(?=\s|$))[\s:=-]*(.*)$")
_BOTH = re.compile(r"(?:y|yes)\W*(?:/|or|\s)\W*(?:n|no)", re.IGNORECASE)
_BARE = re.compile(r"[01]|-+|[^\w\s]")
_NO_BEFORE = re.compile(r"(?:n|f|0|off|nil|false|null|-{2,}|\?)\W*", re.IGNORECASE)
_PRICE = re.compile(
    r"[$\u20ac\u00a3]\s?\d|\d\s?(?:usd|dollars)|\b\d+\s?-?(?:min|minutes?|hrs?|hours?|sessions?|visits?)\b|2056[01]"
)
_AROUND_A_VALUE = " \t.,;:!\"'{}()[]*_"
_ALL_OF_THEM = re.compile(r"\b(?:both|all|these|either)\b", re.IGNORECASE)


class LabelMeaning(StrEnum):
    """The meaning of a label's mark or value."""

    YES = "yes"
    NO = "no"
    NOTHING = "nothing"
    """A mark or value that does not say yes: the label is no offer."""
    NO_VALUE = "no_value"
    """Neither mark nor value: the label alone."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label without its mark and value, and their meaning."""

    text: str
    meaning: LabelMeaning


def is_value(text: str) -> bool:
    """Return whether a text is nothing but a mark or a value of a label: "No", "✗", "N/A", "[x]"."""
    plain = with_boxes(text).strip(_AROUND_A_VALUE)
    if not plain:
        return bool(text.strip()) and not any(map(str.isalnum, text))
    return is_only_marks(plain) or any(one.fullmatch(plain) for one in (_yes(), _no(), _unsure(), _BARE))


def is_value_of(label: str, text: str) -> bool:
    """Return whether a text, such as the next table cell, is the value of a label that names dry needling."""
    if len(text) > LONGEST_VALUE or len(label) > LONGEST_LABEL or label.endswith((".", "!", "?")):
        return False
    return is_value(searchable(text)) and bool(patterns().term.search(searchable(label)))


def is_taken_back(sentence: str) -> bool:
    """Return whether a mark next to the term, or a value at the end, retracts a sentence: "☐ Certified in …"."""
    boxed = with_boxes(sentence)
    value = boxed.rpartition(":")[2] if ":" in boxed else ""
    ends_so = bool(value.strip()) and is_value(value) and YES not in value and not _yes().fullmatch(value.strip(" ."))
    return has_no_mark(sentence) or ends_so or OTHER in (boxed[:1], boxed[-1:])


def read_label(sentence: str) -> Label:
    """Return the piece of a folded text that has the term, without mark and value, and their meaning."""
    text = with_boxes(sentence)
    meaning = LabelMeaning.YES if YES in text else LabelMeaning.NO_VALUE
    if OTHER in text:
        part = own_part(text)
        if part is None:
            return Label(text, LabelMeaning.NOTHING)
        text = part
    text = " ".join(text.replace(YES, " , ").split()).strip(" ,")
    text = text.rstrip(" :=-") if meaning is LabelMeaning.YES else text
    head, piece, behind = _piece(text)
    if _unsure().search(head) or _excepts().search(head) or (_ALL_OF_THEM.search(behind) and _unsure().search(behind)):
        return Label(text, LabelMeaning.NOTHING)
    label, says = _value_of(piece)
    following = _PIECES.split(behind)[1] if _PIECES.match(behind) else ""
    following = _STATUS.sub("", following)
    if is_value(following) and says is not _meaning(following):
        says = _meaning(following) if says is LabelMeaning.NO_VALUE else LabelMeaning.NOTHING
    if says is LabelMeaning.NO_VALUE:
        return Label(text, meaning)
    if says is LabelMeaning.YES and ":" not in behind and _unsure().search(behind):
        says = LabelMeaning.NOTHING
    return Label(f"{head} {label}".strip(), says)


def _piece(text: str) -> tuple[str, str, str]:
    """Return the head of a list ("Treatments:"), its piece with the term, and the text after that."""
    match = patterns().term.search(text)
    if match is None:
        return "", text, ""
    starts = [one.end() for one in _PIECES.finditer(text, 0, match.start())]
    start = starts[-1] if starts else 0
    stop = next((one.start() for one in _PIECES.finditer(text, match.end())), len(text))
    before = text[: match.start()]
    return before[: before.find(":") + 1], text[start:stop], text[stop:]


def _value_of(piece: str) -> tuple[str, LabelMeaning]:
    """Return a piece without its value, and the value's meaning."""
    match = patterns().term.search(piece)
    if match is None:
        return piece, LabelMeaning.NO_VALUE
    before, label = piece[: match.start()], piece[: match.end()]
    if _NO_BEFORE.fullmatch(before) or _unsure_before().search(before):
        return label, LabelMeaning.NOTHING
    kind = re.match(_KIND, piece[match.end() :], re.IGNORECASE)
    tail = _PROMPTED.sub("", piece[match.end() + (kind.end() if kind else 0) :])
    if bracketed := _BRACKETED.match(tail):
        return label, _meaning(bracketed[1], named=True)
    if separated := _SEPARATED.match(tail):
        return label, _meaning(separated[1], named=separated.group().lstrip()[:1] in "-\u2013\u2014/")
    return label, _bare(tail.strip(_AROUND_A_VALUE))


def _bare(tail: str) -> LabelMeaning:
    """Return the meaning of words right after a label, without a sign between: "Dry needling unavailable"."""
    if _no().fullmatch(tail):
        return LabelMeaning.NO
    single = len(tail) == 1 and not tail.isdigit()
    value = single or _unsure().match(tail) or _BOTH.fullmatch(tail) or _BARE.fullmatch(tail)
    return LabelMeaning.NOTHING if value and tail != "1" else LabelMeaning.NO_VALUE


def _meaning(written: str, *, named: bool = False) -> LabelMeaning:
    """Return the meaning of a value. `named`: it may be a name or a place ("TDN", "Salida"), which is no value."""
    value = written.strip(_AROUND_A_VALUE)
    if _no().fullmatch(value):
        return LabelMeaning.NO
    if _yes().fullmatch(value) or _yes_and_more().match(value):
        return LabelMeaning.YES
    first = value.partition(" ")[0]
    if _unsure().search(value) or _asked().search(value) or _no().fullmatch(first) or first in {"0", "-", "?", ""}:
        return LabelMeaning.NOTHING
    if _PRICE.search(value) or conditions_in(value):
        return LabelMeaning.NO_VALUE
    if named:
        return LabelMeaning.NO_VALUE if len(value) > 1 or value.isdigit() else LabelMeaning.NOTHING
    short = len(value.split()) <= SHORT_VALUE and "," not in value
    return LabelMeaning.NOTHING if short or not any(map(str.isalpha, value)) else LabelMeaning.NO_VALUE


@cache
def _yes() -> re.Pattern[str]:
    return re.compile(any_of(statement_words().yes_values), re.IGNORECASE)


@cache
def _yes_and_more() -> re.Pattern[str]:
    return re.compile(rf"{any_of(statement_words().yes_values)}\s*[-,;(\u2013\u2014]", re.IGNORECASE)


@cache
def _no() -> re.Pattern[str]:
    return re.compile(any_of(statement_words().no_values), re.IGNORECASE)


@cache
def _excepts() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(statement_words().excepts)}(?!\w)", re.IGNORECASE)


@cache
def _unsure() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(statement_words().unsure)}(?!\w)", re.IGNORECASE)


@cache
def _asked() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(statement_words().asked)}(?!\w)", re.IGNORECASE)


@cache
def _unsure_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(statement_words().unsure)}\W*$", re.IGNORECASE)
