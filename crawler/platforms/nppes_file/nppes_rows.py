"""The rows of an NPPES file, a CSV or the zip that it is published in; a damaged row costs no other."""

import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from crawler.formats.delimited import LONGEST_LINE, numbered_rows
from crawler.formats.text_encoding import text_of_bytes

BUFFER = 1024 * 1024  # bytes
MOST_IRREGULAR = 1000  # lines collected for the csv module before they are parsed
QUOTED, PLAIN = b'","', b","
RECORDS = "npidata_pfile"


class NppesFileError(ValueError):
    """The file is neither an NPPES CSV nor a zip that holds one, or breaks off."""


@dataclass(frozen=True, slots=True)
class NppesRow:
    """A row that may be wanted: the number of its line, the byte at which the next row begins, and its first fields.

    `width` is the number of fields in the row; `fields` may have fewer, those that are needed.
    """

    number: int
    end: int
    width: int
    fields: Sequence[bytes]


@contextmanager
def open_nppes(path: Path, kind: str = RECORDS) -> Iterator[BinaryIO]:
    """Give the bytes of a CSV, or of the only one of its kind in a zip, without unpacking; raises NppesFileError."""
    try:
        if not zipfile.is_zipfile(path):
            with path.open("rb", buffering=BUFFER) as stream:
                yield stream
            return
        with zipfile.ZipFile(path) as archive, archive.open(_only(archive, path, kind)) as packed:
            yield cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", packed), BUFFER))
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise NppesFileError(f"{path.name} is damaged or not whole: {error}; download it again") from error


def members(path: Path, kind: str) -> list[str]:
    """Return the names of the CSV files of a kind in a zip; none if the file is no zip."""
    if not zipfile.is_zipfile(path):
        return []
    with zipfile.ZipFile(path) as archive:
        return [name for name in archive.namelist() if _is_kind(name, kind)]


def header_of(stream: BinaryIO) -> tuple[list[str], int]:
    """Return the names of the columns, and the length of the header in bytes."""
    line = stream.readline(LONGEST_LINE)
    try:
        return next(csv.reader([line.decode("utf-8-sig", errors="replace")]), []), len(line)
    except csv.Error:  # no header: the caller reports which column is missing
        return [], len(line)


def rows_of(
    stream: BinaryIO, width: int, needed: int, wanted: Callable[[Sequence[bytes]], bool], *, start: int, first: int = 2
) -> Iterator[NppesRow]:
    """Yield the rows of a stream, now at byte `start` and line `first`, that may be wanted.

    Only the first `needed` fields of a row are split, and the row is yielded only if `wanted` is true of them: in a
    national file nine rows in ten are not. A row with unusual quoting is parsed by the csv module, which is slower.
    """
    number, end = first, start
    irregular: list[bytes] = []
    for line in iter(partial(stream.readline, LONGEST_LINE), b""):
        fields = _whole(line, width, needed)
        if irregular and (fields is not None or len(irregular) >= MOST_IRREGULAR):
            yield from _slowly(irregular, width, needed, wanted, number - len(irregular), end)
            irregular = []
        number, end = number + 1, end + len(line)
        if fields is None:
            irregular.append(line)
        elif wanted(fields):
            yield NppesRow(number - 1, end, width, fields)
    yield from _slowly(irregular, width, needed, wanted, number - len(irregular), end)


def _whole(line: bytes, width: int, needed: int) -> list[bytes] | None:
    """Return the first fields of a row in which all fields are quoted, or none is; None for any other line."""
    separator = QUOTED if line.startswith(b'"') else PLAIN
    if separator is PLAIN and b'"' in line:
        return None
    fields = line.split(separator, needed)
    rest = fields.pop() if needed < width else b""
    if len(fields) != needed or rest.count(separator) != max(0, width - needed - 1):
        return None
    if separator is QUOTED:
        fields[0] = fields[0][1:]
    if needed == width:
        fields[-1] = fields[-1].rstrip(b'"\r\n')
    return fields


def _slowly(
    lines: list[bytes], width: int, needed: int, wanted: Callable[[Sequence[bytes]], bool], first: int, end: int
) -> Iterator[NppesRow]:
    texts = iter(map(text_of_bytes, lines))
    for number, row in numbered_rows(texts, width, first):
        fields = [field.encode() for field in row[:needed]]
        if len(row) != width or wanted(fields):
            yield NppesRow(number, end, len(row), fields)


def _only(archive: zipfile.ZipFile, path: Path, kind: str) -> str:
    names = [name for name in archive.namelist() if _is_kind(name, kind)]
    if len(names) != 1:
        raise NppesFileError(f"{path.name} holds {len(names)} files named {kind}_….csv; one is needed")
    return names[0]


def _is_kind(name: str, kind: str) -> bool:
    stem = Path(name).name.lower()
    return stem.startswith(kind) and stem.endswith(".csv") and "fileheader" not in stem
