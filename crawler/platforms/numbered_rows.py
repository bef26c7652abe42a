"""Rows of a CSV with the number of their line, so that a quote that is never closed costs its own line only."""

import csv
from collections.abc import Iterator
from itertools import chain

LONGEST_LINE = 256 * 1024  # characters or bytes; a row of 330 columns has about 2,000


def numbered_rows(
    lines: Iterator[str], width: int, first: int = 1, delimiter: str = ","
) -> Iterator[tuple[int, list[str]]]:
    """Yield (number of its first line, fields) of each row. A quote that is never closed costs its own line only.

    `width` is how many fields a row has: several lines that do not make such a row are read one by one.
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
        if len(taken) > 1 and (len(row) != width or any(len(_alone(line, delimiter)) == width for line in taken[1:])):
            row = _alone(taken[0], delimiter)
            lines = chain(taken[1:], lines)
            del taken[1:]
            yield number, row
            number, taken = number + 1, []
            reader = csv.reader(_remember(lines, taken), delimiter=delimiter)
            continue
        if row or taken[0].strip():
            yield number, row
        number += len(taken)
        taken.clear()


def _alone(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _remember(lines: Iterator[str], taken: list[str]) -> Iterator[str]:
    for line in lines:
        taken.append(line)
        yield line
