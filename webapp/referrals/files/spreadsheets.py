"""A table as CSV (RFC 4180) and as an XLSX workbook, whose second sheet is about the data."""

import codecs
import csv
import io
import re
from collections.abc import Iterable
from datetime import datetime

import xlsxwriter

from index.published.spreadsheet import guarded
from index.settings import current
from webapp.referrals.files.harmless import harmless
from webapp.referrals.files.rows import COLUMNS, Table
from webapp.words.translate import _

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ABOUT_WIDTH = 110  # characters
_ESCAPES_IN_A_ROW = re.compile(r"(?<=_x[0-9A-Fa-f]{4}_)(?=x[0-9A-Fa-f]{4}_)")
_NON_JOINER = "\u200c"
"""A mark without width, which parts escapes that share an underscore."""


def csv_file(table: Table) -> bytes:
    """Return the bytes of a CSV file in UTF-8, with the byte order mark by which spreadsheet programs know that.

    What a program would run as a formula begins with an apostrophe, also behind a semicolon: where a decimal comma is
    usual, programs end a cell there.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(table.headings)
    writer.writerows([";".join(map(guarded, cell.split(";"))) for cell in row] for row in table.rows)
    return codecs.BOM_UTF8 + text.getvalue().encode()


def xlsx_file(table: Table, about: Iterable[str], made_at: datetime) -> bytes:
    """Return the bytes of a workbook, every cell typed as text; equal content and `made_at` give equal bytes.

    Nothing is written to disk. `about` are the lines of the second sheet.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": current().site_name, "created": made_at.replace(tzinfo=None, microsecond=0)})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        bold = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "bold": True})
        listed = book.add_worksheet(harmless(_("Listings")))
        for at, (column, heading) in enumerate(zip(COLUMNS, table.headings, strict=True)):
            listed.set_column(at, at, column.width, text)
            listed.write_string(0, at, heading, bold)
        for number, row in enumerate(table.rows, 1):
            for at, cell in enumerate(row):
                listed.write_string(number, at, _cell(cell), text)
        listed.freeze_panes(1, 1)
        listed.set_landscape()
        listed.repeat_rows(0)
        noted = book.add_worksheet(harmless(_("About this file")))
        noted.set_column(0, 0, _ABOUT_WIDTH, text)
        for number, line in enumerate(about):
            noted.write_string(number, 0, harmless(line), text)
    return file.getvalue()


def _cell(text: str) -> str:
    """Return a text that a program reads back as it is, whatever escapes of OOXML ("_x202E_") are in it.

    XlsxWriter 3.3.1 escapes each, but of two that share an underscore only the first.
    """
    return _ESCAPES_IN_A_ROW.sub(_NON_JOINER, text)
