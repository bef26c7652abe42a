"""The NPPES bulk file: a CSV of all NPI records, or the zip it comes in, read row by row."""

from collections.abc import AsyncIterator, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar

from pydantic import Field, FilePath, field_validator

from crawler.platforms.base import CommaList, DirectorySpider, Options, UnreadableError
from crawler.platforms.npi_record import OutsideCountryError, chosen, npi_listing
from crawler.platforms.nppes_columns import NppesColumns
from crawler.platforms.nppes_rows import NppesFileError, numbered_rows, open_nppes
from index.records import RawListing
from index.vocabulary.professions import needling_taxonomies


class NppesFileOptions(Options):
    """Which file, and which of its records."""

    file: FilePath = Field(description="The CSV, or the zip that the registry publishes")
    taxonomies: CommaList = Field(default=needling_taxonomies(), description="Prefixes of NUCC codes to keep")
    states: CommaList = Field(default=(), description="States of practice to keep; none: all")

    @field_validator("file")
    @classmethod
    def _has_columns(cls, value: Path) -> Path:
        with open_nppes(value) as lines:
            _columns(lines)
        return value

    @field_validator("states")
    @classmethod
    def _in_capitals(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(str.upper, value))


class NppesFileSpider(DirectorySpider):
    """Reads the bulk file. Nothing is fetched; memory does not grow with the file."""

    options_model: ClassVar[type[Options]] = NppesFileOptions
    restricting: ClassVar[frozenset[str]] = frozenset({"taxonomies", "states"})
    asked_for: ClassVar[frozenset[str]] = frozenset({"file"})
    # Scrapy's own limit never ends a crawl whose items come from `start`; ours is there.
    custom_settings = {"CLOSESPIDER_ITEMCOUNT": 0}  # noqa: RUF012  (Scrapy's own declaration)

    async def start(self) -> AsyncIterator[Any]:
        """Yield a raw listing for each chosen record."""
        path: Path = self.options.file
        try:
            with open_nppes(path) as lines:
                for listing in islice(self.read(lines, path.name), self._sample()):
                    yield listing
        except NppesFileError as error:
            self.problem("file/unreadable", path.name, str(error))

    def _sample(self) -> int | None:
        crawler = getattr(self, "crawler", None)  # a file can be read without a crawl
        return (crawler.settings.getint("PINPOINT_SAMPLE") or None) if crawler else None

    def read(self, lines: Iterator[str], file: str) -> Iterator[RawListing]:
        """Yield the raw listings of the lines of a CSV, header first."""
        columns = _columns(lines)
        for name in columns.unknown:
            self.count(f"unread/{name}")
        for number, row in numbered_rows(lines, columns.width, first=2):
            if columns.may_be_wanted(row, self.options.taxonomies):
                yield from self._listing(columns, row, f"{file}:{number}")

    def _listing(self, columns: NppesColumns, row: list[str], where: str) -> Iterator[RawListing]:
        try:
            record = columns.record(row)
            if record.deactivated or chosen(record, self.options.taxonomies, self.options.states):
                yield npi_listing(record, source=self.definition.id, url=self.definition.url)
        except UnreadableError as error:
            self.problem(error.kind, where, str(error))
        except OutsideCountryError:
            self.count("skipped/outside_country")


def _columns(lines: Iterator[str]) -> NppesColumns:
    _, header = next(numbered_rows(lines, width=0), (1, []))
    return NppesColumns(header)
