"""Rows of the first sheet of an .xlsx file, read by hand: texts, numbers and days, and nothing that a cell computes.

The format is a zip of XML (ECMA-376, part 1: 18.3 sheets, 18.4 shared strings).
"""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from lxml import etree

SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
SHARED = "xl/sharedStrings.xml"
CONTENT = "[Content_Types].xml"
DAY_ZERO = date(1899, 12, 30)
"""Day 0 of a spreadsheet's own count of days."""
MOST_XML = 1 << 30  # bytes of one part, unpacked; the registry's list has about 30 MB
_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class SpreadsheetError(ValueError):
    """The file is no .xlsx, or is damaged."""


@contextmanager
def open_spreadsheet(path: Path) -> Iterator[Iterator[list[str]]]:
    """Give the rows of the first sheet, each cell as text; raises SpreadsheetError."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            sheets = sorted((name for name in names if SHEET.fullmatch(name)), key=_number)
            if CONTENT not in names or not sheets:
                raise SpreadsheetError(f"{path.name} is a zip and no .xlsx")
            if any(archive.getinfo(name).file_size > MOST_XML for name in (sheets[0], *_there(SHARED, names))):
                raise SpreadsheetError(f"{path.name} unpacks to more than {MOST_XML >> 20} MiB, so it is not read")
            texts = _shared(archive) if SHARED in names else []
            yield _rows(archive, sheets[0], texts)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, EOFError) as error:
        raise SpreadsheetError(f"{path.name} is damaged or no .xlsx: {error}; download it again") from error


def day_of_number(text: str) -> date | None:
    """Return the day that a spreadsheet's number of days stands for; None for what is no such number."""
    return DAY_ZERO + timedelta(days=int(float(text))) if re.fullmatch(r"\d{4,5}(?:\.\d+)?", text) else None


def _there(name: str, names: list[str]) -> list[str]:
    return [name] if name in names else []


def _number(name: str) -> int:
    return int(re.sub(r"\D", "", name))


def _elements(archive: zipfile.ZipFile, part: str, tag: str) -> Iterator[etree._Element]:
    with archive.open(part) as stream:
        for _, element in etree.iterparse(
            stream, tag=_NAMESPACE + tag, resolve_entities=False, no_network=True, load_dtd=False
        ):
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _shared(archive: zipfile.ZipFile) -> list[str]:
    return ["".join(element.itertext(_NAMESPACE + "t")) for element in _elements(archive, SHARED, "si")]


def _rows(archive: zipfile.ZipFile, sheet: str, texts: list[str]) -> Iterator[list[str]]:
    for row in _elements(archive, sheet, "row"):
        cells: dict[int, str] = {}
        for place, cell in enumerate(row.iterfind(_NAMESPACE + "c")):
            cells[_column(cell.get("r"), place)] = _value(cell, texts)
        yield [cells.get(number, "") for number in range(max(cells, default=-1) + 1)]


def _column(reference: str | None, place: int) -> int:
    letters = re.match(r"[A-Z]+", reference or "")
    if not letters:
        return place
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(cell: etree._Element, texts: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(cell.itertext(_NAMESPACE + "t")).strip()
    value = (cell.findtext(_NAMESPACE + "v") or "").strip()
    if cell.get("t") == "s":
        return texts[int(value)].strip() if value.isdigit() and int(value) < len(texts) else ""
    return value
