"""CMS's Doctors and Clinicians file: clinicians who bill Medicare, with their addresses and groups."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

from pydantic import Field, FilePath, field_validator

from crawler.formats.delimited import TableError, open_table
from crawler.formats.unreadable import UnreadableError
from crawler.platforms.base import Options, StateList
from crawler.platforms.dac_file.dac_columns import DacColumns, DacRow
from crawler.platforms.local_file import LocalFileSpider
from index.places.gazetteer import open_gazetteer
from index.records import ListingKind, RawListing

SPECIALTIES = {
    "PHYSICAL THERAP": "Physical therapist",
    "OCCUPATIONAL THERAP": "Occupational therapist",
    "CHIROPRACT": "Chiropractor",
}
"""The profession for words in a specialty ("PHYSICAL THERAPIST IN PRIVATE PRACTICE")."""


class DacFileOptions(Options):
    """The file, and the people that are chosen in it."""

    file: FilePath = Field(description="DAC_NationalDownloadableFile.csv")
    specialties: dict[str, str] = Field(
        default=SPECIALTIES,
        description="Words in the specialties to keep, each with its profession",
    )
    states: StateList = Field(default=(), description="States of practice to keep; none: all")

    @field_validator("file")
    @classmethod
    def _has_columns(cls, value: Path) -> Path:
        with value.open("rb") as stream, open_table(stream) as table:
            DacColumns(table.names)
        return value


class DacFileSpider(LocalFileSpider):
    """Reads the file once and joins the rows of each person; memory grows with the number of people chosen."""

    options_model: ClassVar[type[Options]] = DacFileOptions
    asked_for: ClassVar[frozenset[str]] = frozenset({"file"})
    restricting: ClassVar[frozenset[str]] = frozenset({"states"})

    def records(self) -> Iterator[RawListing]:
        """Yield a listing for each person, in the order of their first rows."""
        people: dict[str, list[DacRow]] = {}
        path: Path = self.options.file
        try:
            for row in self._rows(path):
                people.setdefault(row.npi, []).append(row)
        except TableError as error:
            self.problem(error.kind, path.name, str(error))
        for rows in people.values():
            yield self._listing(rows)

    def _rows(self, path: Path) -> Iterator[DacRow]:
        places, states = open_gazetteer(), self.options.states
        with path.open("rb") as stream, open_table(stream) as table:
            columns = DacColumns(table.names)
            for number, cells in table.rows:
                if cells and not any(map(str.strip, cells)):
                    continue
                try:
                    if profession_of(columns.specialty(cells), self.options.specialties):
                        row = columns.read(cells, places)
                        if not states or row.location.state.upper() in states:
                            yield row
                except UnreadableError as error:
                    self.problem(error.kind, f"{path.name}:{number}", str(error))

    def _listing(self, rows: list[DacRow]) -> RawListing:
        first = rows[0]
        return RawListing(
            source=self.definition.id,
            source_id=first.npi,
            kind=ListingKind.PERSON,
            url=self.definition.url,
            name=first.name,
            credentials=first.credential,
            profession=profession_of(first.specialty, self.options.specialties),
            locations=tuple(dict.fromkeys(row.location for row in rows)),
            npi=first.npi,
            family_first=True,
        )


def profession_of(specialty: str, specialties: Mapping[str, str]) -> str:
    """Return the profession of a specialty, "" for one that is not chosen."""
    upper = specialty.upper()
    return next((profession for words, profession in specialties.items() if words.upper() in upper), "")
