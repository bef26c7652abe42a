"""The NPI registry's report of deactivated numbers: the whole list, as .xlsx, as a CSV, or the zip it comes in."""

import csv
import shutil
import tempfile
import zipfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from pydantic import Field, FilePath, field_validator

from crawler.platforms.base import Options, UnreadableError
from crawler.platforms.license_columns import day_of
from crawler.platforms.local_file import LocalFileSpider
from crawler.platforms.spreadsheet import CONTENT, day_of_number, open_spreadsheet
from index.normalize.npi import valid_npi
from index.records import EntryStatus, RegisterEntry, RegisterKind

NPI, DAY = "npi", "deactivation date"
ROWS_BEFORE_HEADER = 10


class DeactivationReportError(ValueError):
    """The file is no report of deactivated NPIs."""


class NpiDeactivationsOptions(Options):
    """Which file."""

    file: FilePath = Field(description="The report as .xlsx or CSV, or the zip that it comes in")

    @field_validator("file")
    @classmethod
    def _has_columns(cls, value: Path) -> Path:
        with open_report(value) as rows:
            columns_of(rows)
        return value


class NpiDeactivationsSpider(LocalFileSpider):
    """Reads the report, a register of numbers: it has no name, and does not say why a number was deactivated."""

    options_model: ClassVar[type[Options]] = NpiDeactivationsOptions
    asked_for: ClassVar[frozenset[str]] = frozenset({"file"})

    async def start(self) -> AsyncIterator[Any]:
        """Yield an entry for each number."""
        for entry in self.sampled(self.entries()):
            yield entry

    def entries(self) -> Iterator[RegisterEntry]:
        """Yield the numbers in the order of the report."""
        path: Path = self.options.file
        with open_report(path) as rows:
            npi, day, number = columns_of(rows)
            for number, row in enumerate(rows, number + 1):  # noqa: B020  (counting goes on behind the header)
                if not any(row):
                    continue
                try:
                    yield self._entry(row, npi, day)
                except UnreadableError as error:
                    self.problem(error.kind, f"{path.name} row {number}", str(error))

    def _entry(self, row: Sequence[str], npi: int, day: int) -> RegisterEntry:
        number = row[npi].strip().removesuffix(".0") if npi < len(row) else ""
        if not valid_npi(number):
            raise UnreadableError("row/check_digit", f"{number[:20]!r} is no valid NPI")
        deactivated = _day(row[day] if day < len(row) else "")
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


def _day(text: str) -> date | None:
    return day_of_number(text.strip()) or day_of(text)


def columns_of(rows: Iterator[list[str]]) -> tuple[int, int, int]:
    """Return where the number and the day stand, and the number of the header's row; raises DeactivationReportError.

    A title stands above the header.
    """
    for number, row in enumerate(rows, 1):
        names = [" ".join(cell.casefold().split()) for cell in row]
        day = next((place for place, name in enumerate(names) if DAY in name), None)
        if NPI in names and day is not None:
            return names.index(NPI), day, number
        if number >= ROWS_BEFORE_HEADER:
            break
    raise DeactivationReportError("it has no row with `NPI` and `NPI Deactivation Date`; is it the registry's report?")


@contextmanager
def open_report(path: Path) -> Iterator[Iterator[list[str]]]:
    """Give the rows of a report; raises SpreadsheetError or DeactivationReportError."""
    if not zipfile.is_zipfile(path):
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
            yield csv.reader(stream)
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
                with open_report(unpacked) as rows:
                    yield rows
            return
    with open_spreadsheet(path) as rows:
        yield rows
