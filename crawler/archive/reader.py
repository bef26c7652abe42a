"""Reading of archived pages: one by its place in a file, or all of a file up to the first damaged record."""

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from crawler.archive.warc import GZIP, ArchivedPage, DamagedRecordError, decode

CHUNK = 1 << 16
OPEN_FILES = 8  # a run's pages lie in few files


class PageReader:
    """Reader of pages by file, offset and length, which caches open files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[str, BinaryIO] = {}

    def page(self, file: str, offset: int, length: int) -> ArchivedPage:
        """Return one page; raises DamagedRecordError if it cannot be read, or is not a response."""
        try:
            stream = self._open(file)
            stream.seek(offset)
            found = decode(stream.read(length))
        except OSError as error:
            raise DamagedRecordError(f"{file} of the archive cannot be read: {error.strerror}") from error
        if found is None:
            raise DamagedRecordError(f"{file} of the archive has no page at byte {offset}")
        return found

    def close(self) -> None:
        """Close the files."""
        for stream in self._files.values():
            stream.close()
        self._files = {}

    def _open(self, file: str) -> BinaryIO:
        if file not in self._files:
            if len(self._files) >= OPEN_FILES:
                self.close()
            self._files[file] = (self.folder / file).open("rb")
        return self._files[file]


def read_pages(file: Path, start: int = 0) -> Iterator[tuple[int, int, ArchivedPage]]:
    """Yield (offset, length, page) for each response of a file, in the order of the crawl; offset and length in bytes.

    Raises DamagedRecordError at a truncated or damaged record, after it has yielded all before it.
    """
    with file.open("rb") as stream:
        stream.seek(start)
        for offset, member in _members(stream, start):
            page = decode(member)
            if page is not None:
                yield offset, len(member), page


def _members(stream: BinaryIO, offset: int) -> Iterator[tuple[int, bytes]]:
    """Yield each gzip member with its offset, still compressed."""
    waiting = b""
    while waiting := waiting or stream.read(CHUNK):
        unpacker = zlib.decompressobj(GZIP)
        taken = []
        while not unpacker.eof:
            if not waiting:
                raise DamagedRecordError(f"the last record is truncated: it begins at byte {offset}")
            try:
                unpacker.decompress(waiting)
            except zlib.error as error:
                raise DamagedRecordError(f"the record at byte {offset} is damaged: {error}") from error
            taken.append(waiting)
            waiting = stream.read(CHUNK) if not unpacker.eof else b""
        rest = unpacker.unused_data
        member = b"".join(taken)
        member = member[: len(member) - len(rest)]
        yield offset, member
        offset += len(member)
        waiting = rest
