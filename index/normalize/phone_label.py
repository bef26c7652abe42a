"""Labels of the phone numbers in a field: "Fax: 303-555-0144", "303-555-0144 (fax)", "0144 F | 0142 P".

A label belongs to the number on its right or on its left. A colon after it decides, then a separator on one side, then
whether the field begins or ends with a label.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.normalize.phone import find_phones, spell_digits
from index.records import Phone


class Line(StrEnum):
    """The person or machine that answers a number."""

    VOICE = "voice"
    CELL = "cell"
    FAX = "fax"
    TEXT = "text"
    HOME = "home"
    NO_VOICE = "no_voice"
    """A teletype or pager."""


_WORDS: Mapping[Line, str] = {
    Line.FAX: r"telefax|telecopier|fac?s[ií]mile?|e-?fax|fax|fx",
    Line.NO_VOICE: r"tty|tdd|teletype|pager|beeper|pgr",
    Line.TEXT: r"texting|text|sms|txt",
    Line.CELL: r"cell(?:ular|phone)?|celular|cel|mobile|m[oó]vil|mob",
    Line.HOME: r"home|residence|res|casa",
    Line.VOICE: r"toll[\s-]?free|telephone|phone|phn|ph|tel|office|off|voice|main|work|business|bus|clinic|direct|"
    r"appointments?|appt|scheduling|reception|front desk|call|"
    r"tel[eé]f(?:ono)?|oficina|consultorio|principal|citas|llame|llamar|trabajo",
}
_LETTERS: Mapping[Line, str] = {
    Line.FAX: "f", Line.CELL: "cm", Line.HOME: "h", Line.VOICE: "ptowvd",
}  # fmt: skip
_LINE_OF = {letter: line for line, letters in _LETTERS.items() for letter in letters}
_WORD = "|".join(f"(?P<{line.name}>{words})" for line, words in _WORDS.items())
# a single letter is a label before a number or a mark, but not in "M-F 9-5"
_LABEL = re.compile(
    rf"(?:(?<![\w-])|(?<=^-))(?:(?:{_WORD})(?![a-z])|(?P<LETTER>[{''.join(_LINE_OF)}])(?![\w'-]))"
    r"(?:\s*(?:no\b\.?|nbr\b|number\b|line\b))?",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\.?\s*(?:/|&|\+|\band\b|\bor\b)\s*", re.IGNORECASE)
_AROUND_A_SLASH = re.compile(r"\s+/\s*|\s*/\s+")
_POINTS_RIGHT = re.compile(r"\s*\)?\s*[:=#]")
_SEPARATOR = re.compile(r"[,;|\u2022\u00b7/]|\s[-\u2013\u2014]\s|\bor\b|\band\b", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:[().,;:#=|/+-]|$)")
_NO_FAX = re.compile(r"\b(?:no|sin|without|without a)\s+fax\b(?!\s*(?:no\b|number|[:#=]))[.,;]?", re.IGNORECASE)
_RELAY = re.compile(
    r"(?:\b(?:tty|tdd|relay)\b\W{0,3}711(?!\d)|(?<![\d-])711\W{0,3}\b(?:tty|tdd|relay)\b)", re.IGNORECASE
)
"""The national relay service (711), which is not the practice's number."""
_NO = re.compile(r"\b(?:no|not|without)\b", re.IGNORECASE)


Name = frozenset[Line] | None
"""The lines that a label names; None without a label."""


@dataclass(frozen=True, slots=True)
class LabeledPhone:
    """A number with the lines that its labels name: both for "Phone/Fax", none without a label."""

    phone: Phone
    lines: frozenset[Line]

    @property
    def is_fax(self) -> bool:
        """Return whether a fax answers, perhaps as well as a person."""
        return Line.FAX in self.lines

    @property
    def is_voice(self) -> bool:
        """Return whether a person can be called there: False where the labels name only a fax or a teletype."""
        return not self.lines or bool(self.lines - {Line.FAX, Line.NO_VOICE})


@dataclass(frozen=True, slots=True)
class _Label:
    lines: frozenset[Line]
    start: int
    end: int


def labeled_phones(text: str) -> tuple[LabeledPhone, ...]:
    """Return the phone numbers of a field in order, each once, with the labels next to them."""
    line = _RELAY.sub(" ", _NO_FAX.sub(" ", spell_digits(text)))
    found = find_phones(line)
    starts, ends = [one.start for one in found], [one.end for one in found]
    gaps = [line[start:end] for start, end in zip([0, *ends], [*starts, len(line)], strict=True)]
    before, behind = _labels_of(gaps)
    named: dict[Phone, frozenset[Line]] = {}
    for one, left, right in zip(found, before, behind, strict=True):
        lines = _joined(left, right)
        known = named.get(one.phone)
        named[one.phone] = lines if known is None else known | lines
    return tuple(LabeledPhone(phone, lines) for phone, lines in named.items())


def _joined(left: Name, right: Name) -> frozenset[Line]:
    """Return the lines named by the labels before and after a number: "Phone: 303-555-0144 (fax)" is a fax."""
    for lines in (left, right):
        if lines and not lines - {Line.FAX, Line.NO_VOICE}:
            return lines
    return (left or frozenset()) | (right or frozenset())


def _labels_of(gaps: Sequence[str]) -> tuple[Sequence[Name], Sequence[Name]]:
    """Return the labels before each number and those after it, given the texts around and between the numbers."""
    count = len(gaps) - 1
    before: list[Name] = [None] * count
    behind: list[Name] = [None] * count
    labels = [list(_labels(gap)) for gap in gaps]
    leads = bool(labels[0])
    trails = any(not _POINTS_RIGHT.match(gaps[-1], label.end) for label in labels[-1])
    for place, gap in enumerate(gaps if count else ()):
        between = 0 < place < count
        found = [part for label in labels[place] for part in _parts(gap, label)] if between else labels[place]
        to_right = [label for label in found if between and _points_right(gap, label, leads=leads, trails=trails)]
        to_right = to_right if place else found
        to_left = [label for label in found if place > 0 and label not in to_right]
        if to_right:
            before[place] = to_right[-1].lines  # the nearest
        if to_left and (between or _names_the_last(gap, to_left[0], named=before[-1])):
            behind[place - 1] = to_left[0].lines
    return before, behind


def _names_the_last(gap: str, label: _Label, *, named: Name) -> bool:
    """Return whether a label after the last number names it: "(fax)" does, "Fax:" with nothing after it does not."""
    between = gap[: label.start].strip(" ,;.-\u2013\u2014/|")
    in_brackets = between.startswith(("(", "["))
    near = len(between.split()) <= 1 and not _NO.search(between)
    return near and not _POINTS_RIGHT.match(gap, label.end) and (named is None or in_brackets)


def _labels(gap: str) -> Iterator[_Label]:
    """Yield the labels of a text; joined ones ("Fax/Text", "Phone & Fax") count as one."""
    label: _Label | None = None
    for match in _LABEL.finditer(gap):
        lines = frozenset({_line(match)})
        joins = bool(label and _JOINT.fullmatch(gap, label.end, match.start()))
        if match["LETTER"] and not joins and not _is_label(gap, match):
            continue
        if label and joins:
            label = _Label(label.lines | lines, label.start, match.end())
            continue
        if label:
            yield label
        label = _Label(lines, match.start(), match.end())
    if label:
        yield label


def _is_label(gap: str, letter: re.Match[str]) -> bool:
    """Return whether a letter is a label: "F 303-555-0144", but not "Suite F" or "open F 8 to 12"."""
    return not gap[: letter.start()].rstrip()[-1:].isalnum() and bool(_ENDS.match(gap, letter.end()))


def _parts(gap: str, label: _Label) -> Iterator[_Label]:
    """Yield the parts of a joint label whose slash separates two numbers ("0144 F / P 0142"), else the label itself."""
    text = gap[label.start : label.end]
    slash = _AROUND_A_SLASH.search(text)
    if not slash or _POINTS_RIGHT.match(gap, label.end):
        yield label
        return
    for match in _LABEL.finditer(gap, label.start, label.end):
        yield _Label(frozenset({_line(match)}), match.start(), match.end())


def _line(match: re.Match[str]) -> Line:
    if letter := match["LETTER"]:
        return _LINE_OF[letter.casefold()]
    return next(line for line in _WORDS if match[line.name])


def _points_right(gap: str, label: _Label, *, leads: bool, trails: bool) -> bool:
    """Return whether a label between two numbers names the second.

    `leads`: a label precedes the first number; `trails`: one follows the last.
    """
    if _POINTS_RIGHT.match(gap, label.end):
        return True
    separated_before = bool(_SEPARATOR.search(gap, 0, label.start))
    separated_behind = bool(_SEPARATOR.search(gap, label.end))
    if separated_before != separated_behind:
        return separated_before
    return leads or not (trails or gap[: label.start].rstrip().endswith("("))
