"""Reads files back with second libraries: the rows of a spreadsheet by heading, and the cards of an address book."""

import csv
import io
import re

import openpyxl
import vobject


def rows_of_csv(content):
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def rows_of_xlsx(content):
    """The rows; every cell of them is typed as text."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    first, *others = sheet.iter_rows()
    assert {cell.data_type for row in (first, *others) for cell in row} <= {"s"}
    headings = [cell.value for cell in first]
    return [dict(zip(headings, (cell.value or "" for cell in row), strict=True)) for row in others]


def cards(content):
    return list(vobject.readComponents(content.decode()))


def rows(content, form):
    return {"csv": rows_of_csv, "xlsx": rows_of_xlsx}[form](content)


def ids(content, form):
    """The ids alone, in their order."""
    if form == "vcf":
        return re.findall(r"^UID:(\w+)\r$", content.decode(), re.MULTILINE)
    return [row["Number of this listing"] for row in rows(content, form)]
