"""The NPI registry's report of deactivated numbers, as .xlsx, as a CSV, or in the zip that it is published in."""

import csv
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import ClassVar

from pydantic import Field, FilePath, field_validator

from crawler.formats.delimited import plain_cell
from crawler.formats.spreadsheet import CONTENT, DAY_ZERO, Sheet, day_of_number, open_spreadsheet
from crawler.formats.unreadable import UnreadableError
from crawler.platforms.base import Options
from crawler.platforms.local_file import LocalFileSpider
from crawler.platforms.socrata.license_columns import day_of
from index.records import EntryStatus, RegisterEntry, RegisterKind
from index.records.identifiers import valid_npi

NPI, DAY = "npi", "deactivation date"
ROWS_BEFORE_HEADER = 10


class DeactivationReportError(ValueError):
    """The file is no report of deactivated NPIs."""


class NpiDeactivationsOptions(Options):
    """The file."""

    file: FilePath = Field(description="The report as .xlsx or CSV, or the zip that it comes in")

    @field_validator("file")
    @classmethod
    def _has_columns(cls, value: Path) -> Path:
        with open_report(value):
            return value


class NpiDeactivationsSpider(LocalFileSpider):
    """Reads the report, a register of numbers without names and without the reasons of deactivation."""

    options_model: ClassVar[type[Options]] = NpiDeactivationsOptions
    asked_for: ClassVar[frozenset[str]] = frozenset({"file"})

    def records(self) -> Iterator[RegisterEntry]:
        """Yield an entry for each number, in the order of the report."""
        path: Path = self.options.file
        with open_report(path) as report:
            for number, row in enumerate(report.rows, report.header + 1):
                if not any(row):
                    continue
                try:
                    yield self._entry(row, report)
                except UnreadableError as error:
                    self.problem(error.kind, f"{path.name} row {number}", str(error))

    def _entry(self, row: Sequence[str], report: "Report") -> RegisterEntry:
        number = row[report.npi].strip().removesuffix(".0") if report.npi < len(row) else ""
        if not valid_npi(number):
            raise UnreadableError("row/check_digit", f"{number[:20]!r} is no valid NPI")
        written = row[report.day] if report.day < len(row) else ""
        deactivated = day_of_number(written.strip(), report.day_zero) or day_of(written)
        if deactivated is None:
            raise UnreadableError("row/no_date", f"NPI {number} has no date of deactivation")
        return RegisterEntry(
            source=self.definition.id,
            source_id=number,
            register=RegisterKind.NPI_DEACTIVATIONS,
            url=self.definition.url,
            npi=number,
            status=EntryStatus.NOT_ACTIVE,
            deactivated=deactivated,
        )


@dataclass(frozen=True, slots=True)
class Report:
    """The rows below a report's header; `npi` and `day` are columns from 0, `header` is the header's row from 1."""

    rows: Iterator[list[str]]
    npi: int
    day: int
    header: int
    day_zero: date


def report_in(rows: Iterator[list[str]], day_zero: date = DAY_ZERO) -> Report:
    """Return the report in the rows of a table, which may begin with a title; raises DeactivationReportError."""
    for number, row in enumerate(islice(rows, ROWS_BEFORE_HEADER), 1):
        names = [" ".join(cell.casefold().split()) for cell in row]
        day = next((place for place, name in enumerate(names) if DAY in name), None)
        if NPI in names and day is not None:
            return Report(rows, names.index(NPI), day, number, day_zero)
    raise DeactivationReportError("it has no row with `NPI` and `NPI Deactivation Date`; is it the registry's report?")


@contextmanager
def open_report(path: Path) -> Iterator[Report]:
    """Give the report in a file; in a workbook the first sheet that is a report.

    Raises DeactivationReportError or SpreadsheetError.
    """
    if not zipfile.is_zipfile(path):
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
            yield report_in(list(map(plain_cell, row)) for row in csv.reader(stream))
        return
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        inside = [name for name in names if name.lower().endswith((".xlsx", ".csv")) and "/" not in name]
        if CONTENT not in names and len(inside) != 1:
            raise DeactivationReportError(f"{path.name} holds {len(inside)} .xlsx or .csv files; one is needed")
        if CONTENT not in names:
            with tempfile.TemporaryDirectory() as folder:
                unpacked = Path(folder) / Path(inside[0]).name
                with archive.open(inside[0]) as packed, unpacked.open("wb") as target:
                    shutil.copyfileobj(packed, target)
                with open_report(unpacked) as report:
                    yield report
            return
    with open_spreadsheet(path) as sheets:
        yield _report_among(sheets)


def _report_among(sheets: Iterator[Sheet]) -> Report:
    """Return the report in the first sheet that is one; a sheet of notes may come before it."""
    for sheet in sheets:
        with suppress(DeactivationReportError):
            return report_in(sheet.rows, sheet.day_zero)
    return report_in(iter(()))
