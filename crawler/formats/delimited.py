"""Delimited text files from any program: encoding, delimiter, header, and rows with their line numbers.

A quote that is never closed spoils its own line only.
"""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO, ClassVar

from crawler.formats.text_encoding import MENDED
from crawler.formats.visible_text import text_of

LONGEST_LINE = 256 * 1024  # characters or bytes; a row of 330 columns has about 2,000


def numbered_rows(
    lines: Iterator[str], width: int, first: int = 1, delimiter: str = ",", *, short: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """Yield (number of its first line, fields) of each row. A quote that is never closed spoils its own line only.

    `width` is the number of fields in a row: lines that together do not make such a row are read one by one. With
    `short` a row may have fewer, because Excel omits empty fields at the end; a line with an unclosed quote then has no
    fields.
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
    """Return whether several lines are separate rows that an unclosed quote has joined."""
    if not is_short:
        return fields != width or any(len(_alone(line, delimiter)) == width for line in taken[1:])
    return not _is_closed(taken, delimiter) or any(len(_alone(line, delimiter)) >= fields for line in taken[1:])


def _is_closed(lines: list[str], delimiter: str) -> bool:
    """Return whether each quote in some lines is closed, and begins or ends a field."""
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


DELIMITERS = (",", "\t", ";", "|")
UTF8 = frozenset({"utf-8", "utf-8-sig"})
"""Encodings whose invalid bytes are read as cp1252."""
LINES_LOOKED_AT = 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MARKUP = re.compile(r"\s*<(?:!doctype|!--|\?xml|html|head|body|meta|script|table|div|p)\b", re.IGNORECASE)
_QUOTED = r'"((?:[^"]|"")*)"'
_TEXT_FORMULA = re.compile(rf"=\s*(T\s*\()?\s*{_QUOTED}(?:\s*&\s*{_QUOTED})*\s*\)?", re.IGNORECASE)
_NUMBER_FORMULA = re.compile(r"=\s*(\d+)")
_APOSTROPHE = re.compile(r"'(?=[=+@-]|[\d\s().+/-]+$)")
_SEPARATOR_LINE = re.compile(r"sep=(.)\s*", re.IGNORECASE)
"""A first line that declares the delimiter to a spreadsheet program."""


class TableError(ValueError):
    """A file cannot be read as a table; `kind` is the path under which the problem is counted."""

    kind: ClassVar[str] = "file/unreadable"


class MarkupError(TableError):
    """The file is HTML or XML, saved under the name of a table."""

    kind = "file/markup"


class NoHeaderError(TableError):
    """The file has no line that could be a header."""

    kind = "file/header"


def plain_cell(cell: str) -> str:
    """Return the text that a spreadsheet shows for `="06103"`, `=T("06103")` and `'06103`, which preserve digits."""
    if cell[:1] == "'":
        return cell[1:] if _APOSTROPHE.match(cell) else cell
    if cell[:1] != "=":
        return cell
    if _TEXT_FORMULA.fullmatch(cell.strip()):
        return "".join(part.replace('""', '"') for part in re.findall(_QUOTED, cell))
    number = _NUMBER_FORMULA.fullmatch(cell.strip())
    return number[1] if number else cell


@dataclass(frozen=True, slots=True)
class Table:
    """The column names of a file, and its rows: (number of the first line, fields)."""

    names: tuple[str, ...]
    rows: Iterator[tuple[int, list[str]]]


@contextmanager
def open_table(file: BinaryIO, *, encoding: str = "", delimiter: str = "", skip_lines: int = 0) -> Iterator[Table]:
    """Give the table in a file, read from its start; an empty `encoding` or `delimiter` is detected.

    Rows are read lazily, so memory does not grow with the file. Raises MarkupError, NoHeaderError.
    """
    encoding = encoding or encoding_of(file)
    errors = MENDED if codecs.lookup(encoding).name in UTF8 else "replace"
    text = io.TextIOWrapper(file, encoding=encoding, errors=errors, newline="")
    try:
        yield _table(iter(lambda: text.readline(LONGEST_LINE), ""), delimiter, skip_lines)
    finally:
        text.detach()  # leaves the file open for the caller


def _table(lines: Iterator[str], delimiter: str, skip_lines: int) -> Table:
    number = 1 + sum(1 for _ in islice(lines, skip_lines))
    first = list(islice(lines, LINES_LOOKED_AT))
    if _MARKUP.match("".join(first).lstrip("\ufeff")):
        raise MarkupError("it is an HTML page and not a table; download the file again, and look at its content")
    if first and (declared := _SEPARATOR_LINE.fullmatch(first[0])):
        delimiter, first, number = delimiter or declared[1], first[1:], number + 1
    delimiter = delimiter or delimiter_of(first)
    lines = chain(first, lines)
    for header, taken in _lines_of_header(lines, delimiter):
        number += taken
        if any(map(str.strip, header)):
            names = column_names(header)
            return Table(names, numbered_rows(lines, len(names), number, delimiter, short=True))
    raise NoHeaderError("it has no line with the names of columns; is it the file that you meant?")


def _lines_of_header(lines: Iterator[str], delimiter: str) -> Iterator[tuple[list[str], int]]:
    """Yield (fields, number of lines) of the first rows; quoted names may hold line breaks."""
    reader = csv.reader(lines, delimiter=delimiter)
    before = 0
    try:
        for row in reader:
            yield row, reader.line_num - before
            before = reader.line_num
    except csv.Error as error:
        raise NoHeaderError(f"its first line cannot be read: {error}; is it the file that you meant?") from error


def encoding_of(file: BinaryIO) -> str:
    """Return the encoding of a file, from its byte order mark or its zeros, else UTF-8; rewind the file."""
    start = file.read(4096)
    file.seek(0)
    for mark, name in _BOMS:
        if start.startswith(mark):
            return name
    if start.count(b"\0") > len(start) // 4:  # every other byte, and no mark
        return "utf-16-be" if start[:1] == b"\0" else "utf-16-le"
    return "utf-8"


def delimiter_of(lines: Sequence[str]) -> str:
    """Return the delimiter with the largest product of a number of fields and the number of lines that have it."""

    def worth(delimiter: str) -> int:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
        return max((width * times for width, times in widths.items() if width > 1), default=0)

    try:
        return max(DELIMITERS, key=worth)
    except csv.Error:
        return DELIMITERS[0]


def column_names(header: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns, each on one line; an empty name, or a repeated one, gets its column's number.

    Some programs write tabs after the names, and some end each row with a delimiter.
    """
    names: list[str] = []
    for number, written in enumerate(header, 1):
        name = text_of(written) or f"column {number}"
        names.append(f"{name} (column {number})" if name in names else name)
    return tuple(names)
