"""Rows that a line of a sheet needs at a width, estimated from the widths of letters; and values shortened to fit."""

from collections.abc import Iterator
from dataclasses import replace
from math import ceil
from unicodedata import normalize

from webapp.referrals.sheets.drawn_text import CUT
from webapp.referrals.sheets.sheet import Line, LineKind, Part, PartKind

MARGIN = 1.02
"""Factor by which shortened text is estimated wider than it is, so that a page does not cut it again."""
SHORTEST = 20
"""The characters of a value that stay however full the sheet is."""
NUMBER = 14.0
"""The least size of a phone or fax number, in points."""
_WIDTHS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;'!()[]/-·•\"“”¿¡",
        (
            553, 596, 544, 596, 566, 396, 622, 576, 248, 262, 562, 303, 865, 577, 566, 596, 596, 391, 506, 389, 580,
            504, 780, 564, 535, 480, 710, 670, 688, 694, 620, 594, 733, 766, 283, 388, 682, 578, 886, 754, 734, 636,
            748, 676, 670, 594, 700, 672, 954, 688, 607, 637, 612, 407, 596, 630, 628, 640, 622, 600, 648, 624, 243,
            225, 242, 226, 240, 248, 251, 302, 309, 303, 303, 350, 378, 230, 316, 426, 419, 410, 518, 252,
        ),
        strict=True,
    )
)  # fmt: skip
"""Thousandths of the size that letters of Public Sans 2.001 take; Arial and its like are narrower in most texts."""
WIDE, STRONG = 950, 1.03
"""The width of any other letter, and how much wider strong letters are."""
GAP = _WIDTHS[" "] / 1000
LONG_WORD, PIECE = 25, 8
"""A word of so many characters may break after each eight of them (sheet.typ)."""
TICK = 22.0
"""Points: a box to tick, and the space before the next."""
SHORT_RULE = 36.0
BULLET = 16.0


def rows_of(line: Line, width: float, size: float, spare: float = 1.0) -> int:
    """Return the estimated rows of a line that is not cut; `spare` makes its words wider by that factor."""
    room = width - (BULLET if line.kind in {LineKind.ITEM, LineKind.STEP} else 0.0)
    rows, used = 1, 0.0
    for gap, wide in _words(line, size):
        own = wide * spare
        if used + gap + own > room:
            rows += bool(used) + ceil(own / room) - 1
            used = min(own, room)
        else:
            used += gap + own
    return rows


def width_of(words: str, size: float) -> float:
    """Return the estimated width of strong words in one row."""
    return sum(map(_letter, words)) * STRONG * size


def least_rows(line: Line, width: float, size: float) -> int:
    """Return the rows of a line whose values are as short as they get."""
    return min(
        line.rows, rows_of(replace(line, parts=tuple(_cut(part, SHORTEST) for part in line.parts)), width, size, MARGIN)
    )


def shortened(line: Line, width: float, size: float) -> Line:
    """Return a line with values cut, the last one first, until its rows hold it; none gets below `SHORTEST`."""
    parts = list(line.parts)
    for at in reversed(range(len(parts))):
        if rows_of(replace(line, parts=tuple(parts)), width, size, MARGIN) <= line.rows:
            break
        whole = parts[at]
        fits, is_over = SHORTEST, len(whole.value)
        while is_over - fits > 1:
            middle = (fits + is_over) // 2
            parts[at] = _cut(whole, middle)
            if rows_of(replace(line, parts=tuple(parts)), width, size, MARGIN) <= line.rows:
                fits = middle
            else:
                is_over = middle
        parts[at] = _cut(whole, fits)
    return replace(line, parts=tuple(parts))


def _cut(part: Part, most: int) -> Part:
    """Return a part of whose value so many characters are left, with the mark of a cut as the last."""
    if len(part.value) <= most:
        return part
    short = f"{part.value[: most - 1].rstrip(' ,.')}{CUT}"
    return replace(part, words=part.words.replace(part.value, short, 1).replace(f"{CUT}.", CUT), value=short)


def _words(line: Line, size: float) -> Iterator[tuple[float, float]]:
    """Yield the width of each word, of each piece of a long one, and of each box, after that of the gap before it."""
    for part in line.parts:
        drawn_size = max(size, NUMBER) if part.is_number else size
        letter = (STRONG if part.is_strong or part.is_number else 1.0) * drawn_size
        if part.kind is PartKind.BOX:
            yield GAP * size, sum(map(_letter, part.words)) * letter + TICK + SHORT_RULE * part.share
            continue
        for word in part.words.split():
            pieces = [word]
            if len(word) >= LONG_WORD:
                pieces = [word[at : at + PIECE] for at in range(0, len(word), PIECE)]
            for at, piece in enumerate(pieces):
                yield 0.0 if at else GAP * size, sum(map(_letter, piece)) * letter


def _letter(character: str) -> float:
    known = _WIDTHS.get(character) or _WIDTHS.get(normalize("NFD", character)[0], WIDE)
    return known / 1000
