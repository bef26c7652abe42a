"""The size of a sheet's text, and how many rows each line with values has, so that all of it is on one Letter page.

Heights are estimated. Page and PDF draw no line with more rows than it has here, so that what is estimated to fit does.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from math import ceil

from webapp.referrals.sheets.row_estimate import MARGIN, NUMBER, least_rows, rows_of, shortened, width_of
from webapp.referrals.sheets.sheet import Line, LineKind, Section, Sheet

WIDTH, HEIGHT = 525.6, 705.6
"""Points within margins of 0.6 inches."""
SIZES = (13.0, 12.5, 12.0, 11.5, 11.0)
SMALLER = (10.5, 10.0)
"""Sizes for a sheet in two languages that does not fit even with its values cut."""
ROW = 1.1
"""The height of a row of text, in its size."""
SPARE = 1.15
"""A line with values may have a row more where it nearly fills its rows."""
WRITING = 22.0
"""The height of a line to write on, in points."""
TITLED = 0.62
"""The most of the width that the title takes; the days are at its right."""
LEFT, ASIDE, GUTTER, TITLE, PADDING = 76.0, 140.0, 14.0, 16.0, 3.0


def sized(sheet: Sheet, sizes: Iterable[float] = SIZES) -> tuple[Sheet, ...]:
    """Return a sheet in each of these sizes."""
    return tuple(replace(sheet, size=size) for size in sizes)


def fitted(forms: Iterable[Sheet], least_notes: int = 0, *, is_last: bool = True) -> Sheet:
    """Return the first form of a sheet that fits with so many lines for notes; values of the last are cut if none does.

    Each form has its size. With `is_last` lines are cut at their end where shortened values are not enough.
    """
    for form in forms:
        if fits(form, least_notes):
            return _with_rows(form, _rows_of_values(form, SPARE))
    rows, cut = _rows_of_values(form), form
    with_shortest = _of_values(form, lambda line, width: least_rows(line, width, form.size))
    # Where even that does not fit, somebody's town or street is absurdly long.
    for least in (with_shortest, [1] * len(rows)) if is_last else (with_shortest,):
        while not fits(cut, least_notes) and (longer := [at for at, own in enumerate(rows) if own > least[at]]):
            # The last of the longest lines loses a row.
            rows[max(longer, key=lambda at: (rows[at], at))] -= 1
            cut = _with_rows(form, rows)
    return cut


def fits(sheet: Sheet, least_notes: int = 0) -> bool:
    """Return whether a sheet fits on its page with so many lines for notes."""
    return _height(sheet, least_notes) <= HEIGHT


def _rows_of_values(sheet: Sheet, spare: float = MARGIN) -> list[int]:
    """Return the rows that each line with values needs, at most those that it may have, in the order of the sheet."""
    return _of_values(sheet, lambda line, width: min(line.rows, rows_of(line, width, sheet.size, spare)))


def _of_values(sheet: Sheet, read: Callable[[Line, float], int]) -> list[int]:
    """Return a number for each line with values, in the order of the sheet."""
    found: list[int] = []

    def note(line: Line, width: float) -> Line:
        found.append(read(line, width))
        return line

    _map_values(sheet, note)
    return found


def _with_rows(sheet: Sheet, rows: Sequence[int]) -> Sheet:
    left = iter(rows)
    return _map_values(sheet, lambda line, width: shortened(replace(line, rows=next(left)), width, sheet.size))


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
    title = min(width_of(sheet.title, TITLE), TITLED * WIDTH)
    titled = ceil(width_of(sheet.title, TITLE) / title) * TITLE * ROW
    head = max(titled, sum(_line_height(line, WIDTH - title - GUTTER, size) for line in sheet.head)) + PADDING
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
        return rows_of(line, width, size) * size * 1.35
    largest = max(size, NUMBER) if any(part.is_number for part in line.parts) else size
    rows = rows_of(line, width, size)
    return min(rows, line.rows or rows) * largest * ROW
