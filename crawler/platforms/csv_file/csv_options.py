"""The options of a table: where the file is, what its columns mean, which rows are read."""

import codecs
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, Self

from pydantic import Field, FilePath, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from crawler.formats.delimited import Table, open_table
from crawler.platforms.base import CommaList, Options
from crawler.platforms.csv_file.csv_layout import Layout, layout_of, same
from crawler.platforms.mapped_fields import ColumnsOf, ValuesOf
from index.records import ListingKind


class CsvFileOptions(Options):
    """The file, and the meaning of its columns."""

    fetch: str = Field(default="", description="Address or path of the file to fetch; empty: one on this machine")
    file: FilePath | None = Field(
        default=None, validate_default=True, description="The file on this machine; needed with each run, or `fetch`"
    )
    columns: ColumnsOf = Field(
        default_factory=dict,
        description="What each field of a listing is read from, a column or several, as `name: [First, Last]`; empty: "
        "columns named after a field",
    )
    constants: ValuesOf = Field(
        default_factory=dict, description="Values of fields where no column has one, as `country: US`"
    )
    id: CommaList = Field(
        default=(), description="Columns that identify a row; empty: a number of it, or name and place"
    )
    group_by: CommaList = Field(
        default=(), description="In place of `id`: rows alike in these columns are one listing with several locations"
    )
    keep: dict[str, CommaList] = Field(
        default_factory=dict, description="Rows to read: a column, and the values of which it must have one"
    )
    private: CommaList = Field(default=(), description="Columns that are never stored, besides births, mail and SSN")
    family_first: bool = Field(default=False, description="Whether the name is written family name first")
    entries: ListingKind = Field(default=ListingKind.PERSON, description="What a row is: `person` or `clinic`")
    encoding: str = Field(default="", description="Encoding of the file, as `cp1252`; empty: found out")
    delimiter: str = Field(default="", max_length=1, description="Character between fields; empty: found out")
    skip_lines: int = Field(default=0, ge=0, description="Lines before the one with the names of columns")

    @field_validator("encoding")
    @classmethod
    def _is_encoding(cls, value: str) -> str:
        try:
            codecs.lookup(value or "utf-8")
        except LookupError as error:
            raise ValueError(f"{value!r} is no encoding; write cp1252, utf-8 or another that Python knows") from error
        return value

    @field_validator("file")
    @classmethod
    def _is_given(cls, value: Path | None, info: ValidationInfo) -> Path | None:
        if value is None and not info.data.get("fetch"):
            raise PydanticCustomError("missing", "is missing; give it with -a file=…")
        return value

    @model_validator(mode="after")
    def _identifies_rows(self) -> Self:
        if self.columns and "name" not in self.columns:
            raise ValueError("columns.name: is missing; write from which columns a name is read")
        if self.id and self.group_by:
            raise ValueError("write either id: or group_by:, the columns that identify an entry")
        if self.key and set(map(same, self.key)) <= set(map(same, self.columns.get("name", ()))):
            raise ValueError("id: two people can have one name; add a column such as the number of a license")
        if self.file is not None:
            with self.file.open("rb") as file, self.table(file) as table:
                self.layout(table.names)
        return self

    @property
    def key(self) -> tuple[str, ...]:
        """The columns of a listing's id."""
        return self.id or self.group_by

    def table(self, file: BinaryIO) -> AbstractContextManager[Table]:
        """Give the table in a file while the `with` block lasts; raises MarkupError, NoHeaderError."""
        return open_table(file, encoding=self.encoding, delimiter=self.delimiter, skip_lines=self.skip_lines)

    def layout(self, names: Sequence[str]) -> Layout:
        """Return the layout of a file whose columns are `names`; raises UnknownColumnError, PrivateColumnError."""
        return layout_of(names, columns=self.columns, key=self.key, keep=self.keep, private=self.private)
