"""The PDF of a sheet: tagged (PDF/UA-1), one page, made in this process from a file of ours and the sheet as data."""

import json
import threading
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import typst

from webapp.referrals.sheets.sheet import Sheet

FOLDER = Path(__file__).parent
FONTS = FOLDER / "fonts"
_ONE_AT_A_TIME = threading.Lock()
"""A compiler refuses a second thread while it works (docs/surprises.md)."""


@cache
def _compiler() -> typst.Compiler:
    """Return the compiler of this process, which knows no font but ours."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.Compiler(FOLDER / "sheet.typ", root=FOLDER, font_paths=fonts)


def pdf(sheet: Sheet, printed_on: date) -> bytes:
    """Return a sheet as PDF; the same sheet of the same day gives the same bytes."""
    data = json.dumps(asdict(sheet), ensure_ascii=False)
    made_at = datetime(printed_on.year, printed_on.month, printed_on.day, tzinfo=UTC)
    with _ONE_AT_A_TIME:
        made = _compiler().compile(format="pdf", sys_inputs={"sheet": data}, pdf_standards=["ua-1"], timestamp=made_at)
    if not isinstance(made, bytes):
        raise TypeError(f"a sheet is one file, not {type(made).__name__}")
    return made
