"""Rows of a CSV with the number of their line, so that a quote that is never closed costs its own line only."""

import csv
from collections.abc import Iterator
from itertools import chain

LONGEST_LINE = 256 * 1024  # characters or bytes; a row of 330 columns has about 2,000


def numbered_rows(
    lines: Iterator[str], width: int, first: int = 1, delimiter: str = ",", *, short: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """Yield (number of its first line, fields) of each row. A quote that is never closed costs its own line only.

    `width` is how many fields a row has: several lines that do not make such a row are read one by one. With `short` a
    row may have fewer, as Excel leaves out the empty ones at its end; of a line whose quote is never closed there are
    then no fields.
    """
    number = first
    taken: list[str] = []
    reader = csv.reader(_remember(lines, taken), delimiter=delimiter)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            row = []
        is_short = short and len(row) < width
        if len(taken) > 1 and _is_no_row(taken, len(row), width, delimiter, is_short=is_short):
            row = _alone(taken[0], delimiter)
            if short and not _is_closed(taken[:1], delimiter):
                row = []
            lines = chain(taken[1:], lines)
            del taken[1:]
            yield number, row
            number, taken = number + 1, []
            reader = csv.reader(_remember(lines, taken), delimiter=delimiter)
            continue
        if is_short and not _is_closed(taken, delimiter):
            row = []
        if row or taken[0].strip():
            yield number, row
        number += len(taken)
        taken.clear()


def _is_no_row(taken: list[str], fields: int, width: int, delimiter: str, *, is_short: bool) -> bool:
    """Return whether several lines are rows of their own, which an open quote has put together."""
    if not is_short:
        return fields != width or any(len(_alone(line, delimiter)) == width for line in taken[1:])
    return not _is_closed(taken, delimiter) or any(len(_alone(line, delimiter)) >= fields for line in taken[1:])


def _is_closed(lines: list[str], delimiter: str) -> bool:
    """Return whether each quote in some lines is closed, and stands where a field begins or ends."""
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return True


def _alone(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _remember(lines: Iterator[str], taken: list[str]) -> Iterator[str]:
    for line in lines:
        taken.append(line)
        yield line
