"""The sheets of an .xlsx file as rows of texts; the only module that imports python-calamine.

It corrects two surprises of python-calamine 0.9: every number is a float, so an NPI would be 1234567893.0; and a sheet
takes memory for every cell between the first and the last used one, so that block is limited in size.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

CONTENT = "[Content_Types].xml"
WORKBOOK = "xl/workbook.xml"
DAY_ZERO = date(1899, 12, 30)
"""Day 0 of a spreadsheet's day numbers."""
DAY_ZERO_1904 = date(1904, 1, 1)
"""The same in the 1904 calendar, which Excel for the Mac wrote (ECMA-376, part 1: 18.2.28)."""
MOST_XML = 1 << 28  # bytes of all parts, unpacked; the registry's list has about 30 MB
MOST_CELLS = 1 << 24  # in the block around a sheet's used cells; the registry's list has about 700,000
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_CELL = re.compile(rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r=["']([A-Z]{1,3})(\d{1,7})["'][^>]*(?<!/)>""")
_CALENDAR_1904 = re.compile(rb"""<(?:\w+:)?workbookPr\b[^>]*\bdate1904=["'](?:1|true)["']""")
_CHUNK = 1 << 20  # bytes
DAMAGED_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError)
"""The errors that zipfile raises for a damaged or encrypted zip, because it validates few fields before use."""


class SpreadsheetError(ValueError):
    """The file is not an .xlsx, is damaged, or is too large when unpacked."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows from the first row on, each cell as text; an Excel error is an empty cell.

    A day is written as 2026-11-29. `day_zero` is the day from which a number counts that is a day without its format.
    """

    name: str
    rows: Iterator[list[str]]
    day_zero: date


@contextmanager
def open_spreadsheet(path: Path) -> Iterator[Iterator[Sheet]]:
    """Give the sheets in the order of the workbook, hidden ones last; raises SpreadsheetError."""
    with path.open("rb") as file:
        try:
            day_zero = _checked(file, path.name)
        except SpreadsheetError:
            raise
        except DAMAGED_ZIP as error:
            raise _damaged(path, error) from error
        file.seek(0)
        try:
            with load_workbook(file) as workbook:
                yield (Sheet(sheet.name, _rows(sheet), day_zero) for sheet in _sheets(workbook))
        except CalamineError as error:
            raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> SpreadsheetError:
    return SpreadsheetError(f"{path.name} is damaged or not an .xlsx: {error}; download it again")


def day_of_number(text: str, day_zero: date = DAY_ZERO) -> date | None:
    """Return the day of a spreadsheet's day number; None for a text that is not one."""
    return day_zero + timedelta(days=int(float(text))) if re.fullmatch(r"\d{4,5}(?:\.\d+)?", text) else None


def _checked(file: BinaryIO, name: str) -> date:
    """Check a file's unpacked size before it is read, and return day 0 of its calendar; raises SpreadsheetError."""
    with zipfile.ZipFile(file) as archive:
        parts = archive.namelist()
        sheets = [part for part in parts if _SHEET.fullmatch(part)]
        if CONTENT not in parts or not sheets:
            raise SpreadsheetError(f"{name} is a zip but not an .xlsx")
        if sum(part.file_size for part in archive.infolist()) > MOST_XML:
            raise SpreadsheetError(f"{name} unpacks to more than {MOST_XML >> 20} MiB, so it is not read")
        if damaged := archive.testzip():  # reads every part, so that none is longer than it says
            raise zipfile.BadZipFile(f"{damaged} has another checksum than it says")
        if any(_block(archive, sheet) > MOST_CELLS for sheet in sheets):
            raise SpreadsheetError(f"{name} has cells so far apart that a sheet has {MOST_CELLS:,} places or more")
        return DAY_ZERO_1904 if _CALENDAR_1904.search(_part(archive, WORKBOOK)) else DAY_ZERO


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    return archive.read(name) if name in archive.namelist() else b""


def _block(archive: zipfile.ZipFile, sheet: str) -> int:
    """Return the number of cells in the block from A1 to the last used row and column of a sheet."""
    last_row = last_column = 0
    with archive.open(sheet) as stream:
        rest = b""
        while chunk := stream.read(_CHUNK):
            seen = rest + chunk
            for letters, row in _CELL.findall(seen):
                last_row, last_column = max(last_row, int(row)), max(last_column, _column(letters))
            rest = seen[seen.rfind(b"<") :][:_CHUNK]  # the start of a cell that ends in the next chunk
    return last_row * last_column


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheets(workbook: CalamineWorkbook) -> Iterator[CalamineSheet]:
    there = [
        (one.visible is not SheetVisibleEnum.Visible, number)
        for number, one in enumerate(workbook.sheets_metadata)
        if one.typ is SheetTypeEnum.WorkSheet
    ]
    return (workbook.get_sheet_by_index(number) for _, number in sorted(there))


def _rows(sheet: CalamineSheet) -> Iterator[list[str]]:
    return (list(map(_text, row)) for row in sheet.iter_rows())  # including empty rows before the first used one


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return (cell.date() if cell.time() == datetime.min.time() else cell).isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()
