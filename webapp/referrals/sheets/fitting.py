"""The size of a sheet's text, and how many rows each value has, so that all of it is on one Letter page.

Heights are estimated from the widths of letters. Page and PDF draw no line with more rows than it has here, so
that what is estimated to fit does.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import ceil

from webapp.referrals.sheets.sheet import Line, LineKind, Part, PartKind, Section, Sheet

WIDTH, HEIGHT = 525.6, 705.6
"""Points within margins of 0.6 inches."""
SIZES = (13.0, 12.5, 12.0, 11.5, 11.0)
ROW = 1.1
"""The height of a row of text, in its size."""
_NARROW = frozenset(" iIjlftr.,:;'|!()[]{}/-·•\"")
_WIDE = frozenset("mwMW@%")
NARROW, WIDE, CAPITAL, USUAL, STRONG = 0.3, 0.92, 0.68, 0.56, 1.05
"""Widths of letters in the size of the text, and how much wider strong letters are."""
RAGGED = 2.5
"""Characters that a row leaves free at its end, where the next word does not fit."""
SPARE = 1.15
"""A value may have a row more where it nearly fills its rows."""
WRITING = 22.0
"""The height of a line to write on, in points."""
LEFT, ASIDE, GUTTER, TITLE, PADDING = 76.0, 140.0, 14.0, 16.0, 3.0
NUMBER = 14.0
TICK = 22.0
"""Points: a box to tick, and the space before the next."""
SHORT_RULE = 36.0


def fitted(sheet: Sheet, least_notes: int = 0) -> Sheet:
    """Return a sheet in the largest size that fits with so many lines for notes; values are cut if none does."""
    for size in SIZES:
        whole = replace(sheet, size=size)
        if _height(whole, least_notes) <= HEIGHT:
            return _with_rows(whole, _rows_of_values(whole, SPARE))
    rows, least = _rows_of_values(whole), _of_values(whole, lambda line, _width: line.least)
    while _height(whole, min(1, least_notes)) > HEIGHT and (
        longer := [at for at, own in enumerate(rows) if own > least[at]]
    ):
        # The last of the longest values loses a row.
        rows[max(longer, key=lambda at: (rows[at], at))] -= 1
        whole = _with_rows(whole, rows)
    return whole


def _rows_of_values(sheet: Sheet, spare: float = 1.0) -> list[int]:
    """Return the rows that each value of a sheet needs, at most those that it may have, in the order of the sheet."""
    return _of_values(sheet, lambda line, width: min(line.rows, _rows(line, width, sheet.size, spare)))


def _of_values(sheet: Sheet, read: Callable[[Line, float], int]) -> list[int]:
    """Return a number for each line of values, in the order of the sheet."""
    found: list[int] = []

    def note(line: Line, width: float) -> Line:
        found.append(read(line, width))
        return line

    _map_values(sheet, note)
    return found


def _with_rows(sheet: Sheet, rows: Sequence[int]) -> Sheet:
    left = iter(rows)
    return _map_values(sheet, lambda line, _width: replace(line, rows=next(left)))


def _map_values(sheet: Sheet, changed: Callable[[Line, float], Line]) -> Sheet:
    """Return a sheet with every line of values changed; `changed` gets it with its width in points."""

    def section(one: Section, width: float) -> Section:
        inner, aside = _inner(one, width)
        lines = tuple(changed(line, inner) if line.rows else line for line in one.lines)
        return replace(one, lines=lines, aside=tuple(changed(line, aside) if line.rows else line for line in one.aside))

    rows = tuple(tuple(section(one, _column(row)) for one in row) for row in sheet.rows)
    return replace(sheet, rows=rows)


def _column(row: Sequence[Section]) -> float:
    return (WIDTH - GUTTER * (len(row) - 1)) / len(row)


def _inner(section: Section, width: float) -> tuple[float, float]:
    """Return the widths of a section's lines and of its aside."""
    if section.is_at_left:
        return width - LEFT, 0.0
    return (width - ASIDE - GUTTER, ASIDE) if section.aside else (width, 0.0)


def _height(sheet: Sheet, least_notes: int) -> float:
    size = sheet.size
    head = max(TITLE * ROW, sum(_line_height(line, 0.7 * WIDTH, size) for line in sheet.head)) + PADDING
    rows = sum(_row_height(row, size) for row in sheet.rows)
    foot = sum(_line_height(line, WIDTH, size) for line in sheet.foot) + PADDING
    notes = PADDING + least_notes * WRITING if sheet.notes else 0.0
    return head + rows + foot + notes


def _row_height(row: Sequence[Section], size: float) -> float:
    padding = PADDING if any(one.heading for one in row) else PADDING / 2
    return max(_section_height(one, _column(row), size) for one in row) + padding


def _section_height(section: Section, width: float, size: float) -> float:
    inner, aside = _inner(section, width)
    heading = size * ROW if section.heading else 0.0
    lines = sum(_line_height(line, inner, size) for line in section.lines)
    if section.is_at_left:
        return max(heading, lines)
    return max(heading + lines, sum(_line_height(line, aside, size) for line in section.aside))


def _line_height(line: Line, width: float, size: float) -> float:
    if line.kind is LineKind.FIELDS:
        return WRITING
    if line.kind is LineKind.BOXES:
        return _rows(line, width, size) * size * 1.35
    largest = max(size, NUMBER) if any(part.is_number for part in line.parts) else size
    rows = _rows(line, width, size)
    return min(rows, line.rows or rows) * largest * ROW


def _rows(line: Line, width: float, size: float, spare: float = 1.0) -> int:
    """Return the estimated rows of a line that is not cut."""
    room = width - (16.0 if line.kind in {LineKind.ITEM, LineKind.STEP} else 0.0)
    needed = sum(_part_width(part, size) for part in line.parts) * spare
    return 1 if needed <= room else ceil(needed / (room - RAGGED * USUAL * size))


def _part_width(part: Part, size: float) -> float:
    drawn_size = max(size, NUMBER) if part.is_number else size
    wider = STRONG if part.is_strong or part.is_number else 1.0
    words = sum(map(_letter, f"{part.words} ")) * wider * drawn_size
    return words + (TICK + SHORT_RULE * part.share if part.kind is PartKind.BOX else 0.0)


def _letter(character: str) -> float:
    if character in _NARROW:
        return NARROW
    if character in _WIDE:
        return WIDE
    return CAPITAL if character.isupper() else USUAL
