"""Writes .xlsx files: several sheets, a calendar, cells with texts, numbers, days and errors."""

import zipfile
from datetime import date
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DAY_ZERO, DAY_ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)
ERROR = object()
"""A cell that Excel could not compute."""


def write_workbook(path, sheets, *, hidden=(), calendar_1904=False, inline=False, files=None, doctype=""):
    """Write sheets, a mapping of names to rows, in their order. `files` are the numbers of their parts in the zip.

    A row None is not written at all. `doctype` goes before the root of each sheet.
    """
    files = files or range(1, len(sheets) + 1)
    day_zero = DAY_ZERO_1904 if calendar_1904 else DAY_ZERO
    texts = {}

    def cell(column, line, value):
        place = f"{_letters(column)}{line}"
        if value is ERROR:
            return f'<c r="{place}" t="e"><v>#N/A</v></c>'
        if isinstance(value, date):
            return f'<c r="{place}" s="1"><v>{(value - day_zero).days}</v></c>'
        if not isinstance(value, str):
            return f'<c r="{place}"><v>{value}</v></c>'
        if inline:
            return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
        return f'<c r="{place}" t="s"><v>{texts.setdefault(value, len(texts))}</v></c>'

    parts = {"[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>'}
    parts["_rels/.rels"] = _relations({"rId1": ("officeDocument", "xl/workbook.xml")})
    state = dict.fromkeys(hidden, ' state="hidden"')
    calendar = ' date1904="1"' if calendar_1904 else ""
    named = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"{state.get(name, "")}/>'
        for number, name in enumerate(sheets, 1)
    )
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><workbookPr{calendar}/><sheets>{named}</sheets></workbook>'
    )
    relations = {f"rId{number}": ("worksheet", f"worksheets/sheet{file}.xml") for number, file in enumerate(files, 1)}
    relations |= {"rId90": ("styles", "styles.xml"), "rId91": ("sharedStrings", "sharedStrings.xml")}
    parts["xl/_rels/workbook.xml.rels"] = _relations(relations)
    parts["xl/styles.xml"] = (
        f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    )
    for rows, file in zip(sheets.values(), files, strict=True):
        lines = "".join(
            f'<row r="{line}">{"".join(cell(column, line, one) for column, one in enumerate(row) if one != "")}</row>'
            for line, row in enumerate(rows, 1)
            if row is not None
        )
        parts[f"xl/worksheets/sheet{file}.xml"] = (
            f'{doctype}<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>'
        )
    shared = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{shared}</sst>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _relations(targets):
    inside = "".join(
        f'<Relationship Id="{key}" Type="{DOCUMENT}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


def _letters(column):
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(65 + last)
