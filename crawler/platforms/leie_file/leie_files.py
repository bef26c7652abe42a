"""The order in which the OIG's files are read, and the exclusions after all of them.

The month is in a file's name (1601EXCL.csv). A reinstatement ends an exclusion; a full file replaces everything before.
"""

import calendar
import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from crawler.formats.text_encoding import MENDED
from crawler.platforms.leie_file.leie_columns import Exclusion, LeieColumns, LeieFileError

_NAME = re.compile(r"(?:(\d\d)(\d\d)[-_ ]?)?(UPDATED|EXCL|REIN)\.csv", re.IGNORECASE)
MONTHS = 12


class LeieKind(StrEnum):
    """The kinds of files, in the order in which those of one month are read."""

    FULL = "UPDATED"
    EXCLUSIONS = "EXCL"
    REINSTATEMENTS = "REIN"


@dataclass(frozen=True, slots=True)
class LeieFile:
    """One file. `month` is (year, month), None for a full file without a month in its name."""

    path: Path
    kind: LeieKind
    month: tuple[int, int] | None

    @property
    def as_of(self) -> date | None:
        """The last day of the file's month."""
        return date(*self.month, calendar.monthrange(*self.month)[1]) if self.month else None

    def rows(self) -> Iterator[list[str]]:
        """Yield the rows, header first; a row that is not valid CSV comes as an empty one."""
        with self.path.open(encoding="utf-8-sig", errors=MENDED, newline="") as stream:
            reader = csv.reader(stream)
            while True:
                try:
                    yield next(reader)
                except csv.Error:
                    yield []
                except StopIteration:
                    return

    def columns(self) -> LeieColumns:
        """Return the file's columns; raises LeieFileError."""
        try:
            return LeieColumns(next(self.rows(), []))
        except LeieFileError as error:
            raise LeieFileError(f"{self.path.name}: {error}") from error


def leie_file(path: Path) -> LeieFile:
    """Return the kind and month of a file by its name; raises LeieFileError."""
    named = _NAME.fullmatch(path.name)
    if not named:
        raise LeieFileError(f"{path.name}: write UPDATED.csv, YYMMUPDATED.csv, YYMMEXCL.csv or YYMMREIN.csv")
    year, month, kind = named.groups()
    if month and not 1 <= int(month) <= MONTHS:
        raise LeieFileError(f"{path.name}: there is no month {month}")
    if not month and kind.upper() != LeieKind.FULL:
        raise LeieFileError(f"{path.name}: a supplement's name begins with its month, such as 1601{kind.upper()}.csv")
    return LeieFile(path, LeieKind(kind.upper()), (2000 + int(year), int(month)) if month else None)


def in_order(paths: Sequence[Path]) -> tuple[LeieFile, ...]:
    """Return the files by month, in a month the full one first; of a folder its exclusion files.

    Raises LeieFileError if a file is missing, or if a full file without a month is among several files.
    """
    found = {path.resolve(): leie_file(path) for path in (each for one in paths for each in _inside(one))}
    files = list(found.values())
    if not files:
        raise LeieFileError("there is no UPDATED.csv, YYMMEXCL.csv or YYMMREIN.csv among them")
    if len(files) > 1 and any(file.month is None for file in files):
        raise LeieFileError("UPDATED.csv is one of several files: put its month before its name, as 2611UPDATED.csv")
    return tuple(sorted(files, key=lambda file: (file.month or (0, 0), list(LeieKind).index(file.kind))))


def missing_months(files: Sequence[LeieFile]) -> list[str]:
    """Return the names of missing supplements, such as "1603REIN", after the last full file or else the first month."""
    months = [_number(file.month) for file in files if file.month]
    full = [_number(file.month) + 1 for file in files if file.month and file.kind is LeieKind.FULL]
    there = {(_number(file.month), file.kind) for file in files if file.month}
    wanted = range(max(full) if full else min(months), max(months) + 1) if months else ()
    return [
        f"{number // MONTHS % 100:02}{number % MONTHS + 1:02}{kind}"
        for number in wanted
        for kind in (LeieKind.EXCLUSIONS, LeieKind.REINSTATEMENTS)
        if (number, kind) not in there
    ]


def _number(month: tuple[int, int]) -> int:
    return month[0] * MONTHS + month[1] - 1


def _inside(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(inside for inside in path.iterdir() if _NAME.fullmatch(inside.name))
    if not path.is_file():
        raise LeieFileError(f"there is no file {path}")
    return [path]


Key = tuple[str, ...]


class Exclusions:
    """The exclusions after the files read so far, with `counts` of each kind of row and of reinstatements."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._rows: dict[Key, Exclusion] = {}
        self._named: dict[Key, Key] = {}

    def __iter__(self) -> Iterator[Exclusion]:
        return iter(self._rows.values())

    def begin(self, kind: LeieKind) -> None:
        """Begin a file: a full one replaces everything before it."""
        if kind is LeieKind.FULL:
            self._rows.clear()
            self._named.clear()

    def take(self, kind: LeieKind, row: Exclusion) -> None:
        """Add a row of the file."""
        self.counts[kind] += 1
        if kind is LeieKind.REINSTATEMENTS:
            self._reinstate(row)
        else:
            self._keep(row)

    def _keep(self, row: Exclusion) -> None:
        key = row.by_npi if row.npi else row.by_name
        self.counts["repeated"] += key in self._rows
        self._rows[key] = row
        self._named[row.by_name] = key

    def _reinstate(self, row: Exclusion) -> None:
        key = row.by_npi if row.npi and row.by_npi in self._rows else self._named.get(row.by_name)
        if key is not None and key in self._rows:
            self._keep(self._rows.pop(key).reinstated_as(row))
            self.counts["reinstated"] += 1
            return
        self.counts["reinstated_from_before"] += 1
        if row.npi:  # an exclusion that an earlier run may have stored
            self._keep(row)
