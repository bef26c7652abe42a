"""The NPPES bulk file: a CSV of all NPI records, or the zip it comes in, read row by row."""

import csv
import io
import zipfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from pydantic import Field, FilePath

from crawler.platforms.base import CommaList, DirectorySpider, Options
from crawler.platforms.npi_record import NpiRecordError, chosen, npi_listing
from crawler.platforms.nppes_columns import MissingColumnError, NppesColumns
from index.records import RawListing
from index.vocabulary.professions import needling_taxonomies


class NppesFileError(ValueError):
    """The file is neither an NPPES CSV nor a zip that holds one."""


class NppesFileOptions(Options):
    """Which file, and which of its records."""

    file: FilePath = Field(description="The CSV, or the zip that the registry publishes")
    taxonomies: CommaList = Field(default=needling_taxonomies(), description="Prefixes of NUCC codes to keep")
    states: CommaList = Field(default=(), description="States of practice to keep; none: all")


class NppesFileSpider(DirectorySpider):
    """Reads the bulk file. Nothing is fetched; memory does not grow with the file."""

    options_model: ClassVar[type[Options]] = NppesFileOptions
    restricting: ClassVar[frozenset[str]] = frozenset({"taxonomies", "states"})
    asked_for: ClassVar[frozenset[str]] = frozenset({"file"})

    async def start(self) -> AsyncIterator[Any]:
        """Yield a raw listing for each chosen record."""
        path: Path = self.options.file
        try:
            with open_nppes(path) as lines:
                for listing in self.read(lines, path.name):
                    yield listing
        except (NppesFileError, MissingColumnError) as error:
            self.problem("file/unreadable", str(path), str(error))

    def read(self, lines: Iterator[str], file: str) -> Iterator[RawListing]:
        """Yield the raw listings of the lines of a CSV, header first."""
        reader = csv.reader(lines)
        columns = NppesColumns(next(reader, []))
        for name in columns.unknown:
            self.problem("header/unknown_column", file, f"column {name!r} is not one that NPPES documents")
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self.problem("row/unreadable", f"{file}:{reader.line_num}", str(error))
                continue
            yield from self._listing(columns, row, f"{file}:{reader.line_num}")

    def _listing(self, columns: NppesColumns, row: list[str], where: str) -> Iterator[RawListing]:
        try:
            record = columns.record(row)
            if record.deactivated or chosen(record, self.options.taxonomies, self.options.states):
                yield npi_listing(record, source=self.definition.id, url=self.definition.url)
        except NpiRecordError as error:
            self.problem(error.kind, where, str(error))


@contextmanager
def open_nppes(path: Path) -> Iterator[Iterator[str]]:
    """Give the lines of the NPI records in a CSV or zip; raises NppesFileError."""
    if not zipfile.is_zipfile(path):
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            yield lines
        return
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if _holds_records(name)]
        if len(names) != 1:
            raise NppesFileError(f"{path} holds {len(names)} files named npidata_pfile_….csv; one is needed")
        with archive.open(names[0]) as stream:
            yield io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")


def _holds_records(name: str) -> bool:
    stem = Path(name).name.lower()
    return stem.startswith("npidata_pfile") and stem.endswith(".csv") and "fileheader" not in stem
