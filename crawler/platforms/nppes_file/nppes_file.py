"""The NPPES bulk file, monthly or weekly: a CSV of NPI records, or the zip that it is published in, read row by row.

Other names of organizations and further practice locations are companion files, given apart or in the same zip. A run
that was killed is resumed at the row after the last one that it staged.
"""

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, ClassVar

from pydantic import Field, FilePath, ValidationInfo, field_validator

from crawler.formats.file_mark import FileMark, taken_up
from crawler.formats.unreadable import UnreadableError
from crawler.platforms.base import CommaList, Options, StateList
from crawler.platforms.local_file import LocalFileSpider
from crawler.platforms.npi.npi_record import OutsideCountryError, chosen, npi_listing
from crawler.platforms.nppes_file.nppes_columns import MissingColumnError, NppesColumns
from crawler.platforms.nppes_file.nppes_companions import (
    LOCATIONS,
    NO_COMPANIONS,
    OTHER_NAMES,
    CompanionFiles,
    check_companion,
    read_companions,
)
from crawler.platforms.nppes_file.nppes_rows import (
    RECORDS,
    NppesFileError,
    NppesRow,
    header_of,
    members,
    open_nppes,
    rows_of,
)
from crawler.sources.definition import SourceDefinition
from index.records import RawListing
from index.store import Store
from index.store.runs.runs import RunRow
from index.vocabulary.professions import needling_taxonomies

_PERIOD = re.compile(r"npidata_pfile_(\d{8})-\d{8}", re.IGNORECASE)
FIRST_DAY = "20050523"
"""The first day in the name of a monthly file, the registry's first; a weekly file has the first day of its week."""


class NppesFileOptions(Options):
    """The files, and the records that are chosen in them."""

    file: FilePath = Field(description="The CSV, or the zip that the registry publishes")
    other_names: FilePath | None = Field(
        default=None,
        description="othername_pfile_….csv with the names that clinics go by; left out: looked for in the zip",
    )
    locations: FilePath | None = Field(
        default=None, description="pl_pfile_….csv with further practice locations; left out: looked for in the zip"
    )
    taxonomies: CommaList = Field(default=needling_taxonomies(), description="Prefixes of NUCC codes to keep")
    states: StateList = Field(default=(), description="States of practice to keep; none: all")

    @field_validator("file")
    @classmethod
    def _has_columns(cls, value: Path) -> Path:
        with open_nppes(value) as stream:
            NppesColumns(header_of(stream)[0])
        return value

    @field_validator("other_names", "locations")
    @classmethod
    def _is_of_its_kind(cls, value: Path | None, info: ValidationInfo) -> Path | None:
        if value is not None:
            check_companion(value, OTHER_NAMES if info.field_name == "other_names" else LOCATIONS)
        return value


class NppesFileSpider(LocalFileSpider):
    """Reads the bulk file. Nothing is fetched, and memory does not grow with the number of records."""

    options_model: ClassVar[type[Options]] = NppesFileOptions
    restricting: ClassVar[frozenset[str]] = frozenset({"taxonomies", "states"})
    asked_for: ClassVar[frozenset[str]] = frozenset({"file"})

    def __init__(self, *arguments: Any, taken_up_at: FileMark | None = None, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.mark = taken_up_at or FileMark.of(self.options.file)
        self.restricted = self.restricted or _is_weekly(self.options.file)
        self._companions = NO_COMPANIONS

    @classmethod
    def prepared(cls, store: Store, run: RunRow, definition: SourceDefinition) -> Mapping[str, Any]:  # noqa: ARG003
        """Take over the rows that a killed run of the same file staged; return how far it came."""
        return {"taken_up_at": taken_up(store, run)}

    async def start(self) -> AsyncIterator[Any]:
        """Yield a raw listing for each chosen record."""
        path: Path = self.options.file
        self._companions = self._read_companions(path)
        self.count("file/bytes_taken_over", self.mark.position)
        try:
            with open_nppes(path) as stream:
                for listing in self.sampled(self.read(stream, path.name)):
                    yield listing
        except NppesFileError as error:
            self.problem("file/unreadable", path.name, str(error))

    def _read_companions(self, path: Path) -> CompanionFiles:
        """Read the companion files; an unreadable one is reported, and all are left out."""
        try:
            return read_companions(path, self.options.other_names, self.options.locations)
        except (MissingColumnError, NppesFileError) as error:
            self.problem("file/beside", path.name, str(error))
            return NO_COMPANIONS

    def read(self, stream: BinaryIO, file: str) -> Iterator[RawListing]:
        """Yield the raw listings of a CSV, header first."""
        names, header = header_of(stream)
        columns = NppesColumns(names)
        for name in columns.unknown:
            self.count(f"unread/{name}")
        wanted = columns.chooser(self.options.taxonomies)
        start, first = self.mark.goto(stream, header)
        for row in rows_of(stream, columns.width, columns.needed, wanted, start=start, first=first):
            yield from self._listing(columns, row, f"{file}:{row.number}")

    def _listing(self, columns: NppesColumns, row: NppesRow, where: str) -> Iterator[RawListing]:
        if row.width != columns.width:
            self.problem("row/width", where, f"{row.width} fields, the header has {columns.width}")
            return
        try:
            record = self._companions.added_to(columns.record(row.fields))
            if record.deactivated or chosen(record, self.options.taxonomies, self.options.states):
                listing = npi_listing(record, source=self.definition.id, url=self.definition.url)
                self.mark.passed(listing.source_id, row.end, row.number + 1)
                yield listing
        except UnreadableError as error:
            self.problem(error.kind, where, str(error))
        except OutsideCountryError:
            self.count("skipped/outside_country")

    def mark_after(self, source_id: str) -> str:
        """Return how far the file was read when a listing was yielded."""
        return self.mark.after(source_id)


def _is_weekly(path: Path) -> bool:
    names = [path.name, *members(path, RECORDS)]
    periods = [found for name in names if (found := _PERIOD.search(name))]
    return any(period[1] != FIRST_DAY for period in periods)
