"""The rows of an NPPES file, from a CSV or from the zip it comes in, so that a damaged row costs no other."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

LONGEST_LINE = 256 * 1024  # characters; a row of 330 columns has about 2,000


class NppesFileError(ValueError):
    """The file is neither an NPPES CSV nor a zip that holds one, or breaks off."""


@contextmanager
def open_nppes(path: Path) -> Iterator[Iterator[str]]:
    """Give the lines of the NPI records in a CSV or zip; raises NppesFileError. A zip is never unpacked to disk."""
    try:
        if not zipfile.is_zipfile(path):
            with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
                yield _lines(stream)
            return
        with zipfile.ZipFile(path) as archive, archive.open(_records_in(archive, path)) as packed:
            yield _lines(io.TextIOWrapper(packed, encoding="utf-8-sig", errors="replace", newline=""))
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise NppesFileError(f"{path.name} is damaged or not whole: {error}; download it again") from error


def numbered_rows(
    lines: Iterator[str], width: int, first: int = 1, delimiter: str = ","
) -> Iterator[tuple[int, list[str]]]:
    """Yield (number of its first line, fields) of each row. A quote that is never closed costs its own line only.

    `width` is how many fields a row has: several lines that do not make such a row are read one by one.
    """
    number = first
    taken: list[str] = []
    reader = csv.reader(_remember(lines, taken), delimiter=delimiter)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            row = []
        if len(taken) > 1 and (len(row) != width or any(len(_alone(line, delimiter)) == width for line in taken[1:])):
            row = _alone(taken[0], delimiter)
            lines = chain(taken[1:], lines)
            del taken[1:]
            yield number, row
            number, taken = number + 1, []
            reader = csv.reader(_remember(lines, taken), delimiter=delimiter)
            continue
        if row or taken[0].strip():
            yield number, row
        number += len(taken)
        taken.clear()


def _alone(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _remember(lines: Iterator[str], taken: list[str]) -> Iterator[str]:
    for line in lines:
        taken.append(line)
        yield line


def _lines(stream: io.TextIOBase) -> Iterator[str]:
    return iter(lambda: stream.readline(LONGEST_LINE), "")


def _records_in(archive: zipfile.ZipFile, path: Path) -> str:
    names = [name for name in archive.namelist() if _holds_records(name)]
    if len(names) != 1:
        raise NppesFileError(f"{path.name} holds {len(names)} files named npidata_pfile_….csv; one is needed")
    return names[0]


def _holds_records(name: str) -> bool:
    stem = Path(name).name.lower()
    return stem.startswith("npidata_pfile") and stem.endswith(".csv") and "fileheader" not in stem
