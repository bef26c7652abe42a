"""Strict reading of vocabulary files: an unknown value raises an error with file, row and what to write."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

DATA = Path(__file__).parent / "data"
SOURCE_KINDS = ("official", "law_copy", "association", "school", "news")
GENERAL_KNOWLEDGE = "general_knowledge"

Member = TypeVar("Member", bound=StrEnum)
Read = TypeVar("Read")


class VocabularyError(ValueError):
    """A vocabulary file has an unknown value. The message has file, row and what to write."""

    def __init__(self, path: Path, row: int | str, what: str) -> None:
        self.path, self.row = path, row
        super().__init__(f"{path}, row {row}: {what}")


def read_yaml(path: Path, shape: TypeAdapter[Read], described_in: str) -> Read:
    """Return what a YAML file holds, in the shape that a module describes; raises VocabularyError."""
    try:
        return shape.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValidationError) as error:
        module = described_in.rpartition(".")[2]
        raise VocabularyError(path, "-", f"{error}. Write what {module}.py describes.") from error


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a CSV file with its line number; each method that reads a field raises VocabularyError."""

    path: Path
    number: int
    values: dict[str, str]

    def text(self, column: str, *, required: bool = False) -> str:
        """Return a field without surrounding blanks; a required one may not be empty."""
        value = self.values[column].strip()
        if required and not value:
            raise self.error(f"{column} is empty. Write a value.")
        return value

    def choice(self, column: str, allowed: Sequence[str]) -> str:
        """Return a field that is one of `allowed` ("" in it allows an empty one)."""
        value = self.text(column)
        if value not in allowed:
            shown = ", ".join(word or "(empty)" for word in allowed)
            raise self.error(f"{column} is {value!r}. Write one of: {shown}.")
        return value

    def member(self, column: str, enumeration: type[Member]) -> Member:
        """Return a field as a member of an enumeration."""
        return enumeration(self.choice(column, [member.value for member in enumeration]))

    def flag(self, column: str) -> bool:
        """Return a field that is `true` or `false`; empty is false."""
        return self.choice(column, ("true", "false", "")) == "true"

    def day(self, column: str) -> date | None:
        """Return a date, None where empty."""
        value = self.text(column)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError as error:
            raise self.error(f"{column} is {value!r}. Write a date like 2026-11-23.") from error

    def web_address(self, column: str) -> str:
        """Return an http(s) address, or "" where empty."""
        value = self.text(column)
        if value and not value.startswith(("https://", "http://")):
            raise self.error(f"{column} is {value!r}. Write an address that starts with https:// or http://.")
        return value

    def several(self, column: str) -> tuple[str, ...]:
        """Return the parts of a field, separated by `|`."""
        return tuple(part.strip() for part in self.values[column].split("|") if part.strip())

    def error(self, what: str) -> VocabularyError:
        """Return the error for this row."""
        return VocabularyError(self.path, self.number, what)


def read_rows(path: Path, columns: Sequence[str], optional: Sequence[str] = ()) -> Iterator[Row]:
    """Yield the rows of a CSV file with exactly these columns, in any order; raises VocabularyError.

    A file may leave out `optional` columns; their fields are then "".
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        try:
            _check_header(path, reader.fieldnames or (), columns, optional)
            for values in reader:
                yield _row(path, reader.line_num, values, optional)
        except (csv.Error, UnicodeDecodeError) as error:
            what = f"the file cannot be read ({error}). Write CSV in UTF-8."
            raise VocabularyError(path, reader.line_num, what) from error


def _check_header(path: Path, found: Sequence[str], columns: Sequence[str], optional: Sequence[str]) -> None:
    if unknown := [name for name in found if name not in {*columns, *optional}]:
        raise VocabularyError(
            path, 1, f"unknown column {unknown[0]!r}. Write only: {', '.join([*columns, *optional])}."
        )
    if missing := [name for name in columns if name not in found]:
        raise VocabularyError(path, 1, f"column {missing[0]!r} is missing. Write all of: {', '.join(columns)}.")
    if len(set(found)) != len(found):
        raise VocabularyError(path, 1, "a column is there twice. Write each once.")


def _row(path: Path, number: int, values: dict[str, str], optional: Sequence[str]) -> Row:
    if None in values or None in values.values():
        what = (
            "the number of fields is not that of the header. Write one field a column, quoted where it holds a comma."
        )
        raise VocabularyError(path, number, what)
    return Row(path, number, dict.fromkeys(optional, "") | values)
