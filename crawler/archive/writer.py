"""Writing of one run's pages to its WARC file; index rows wait in `pending` until the caller stores them.

A record is complete in the file before `keep` returns, so a killed crawl leaves at most one truncated record, and
records without rows, which `crawler/archive/tail.py` indexes.
"""

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from crawler.archive.warc import ArchivedPage, encode, encode_information, encode_request
from index.store.runs.pages import Origin, Page


def file_of_run(source: str, run_id: int) -> str:
    """Return the path of a run's file, relative to the archive."""
    return f"{source}/{run_id:06}.warc.gz"


class PageArchive:
    """The archive of one run. Its file is created with the first page."""

    def __init__(self, folder: Path, source: str, run_id: int) -> None:
        self.run_id = run_id
        self.source = source
        self.name = file_of_run(source, run_id)
        self.pending: list[Page] = []
        self._path = folder / self.name
        self._file: BinaryIO | None = None
        self._sequence = 0
        self._end = 0

    def keep(self, page: ArchivedPage, known: Page | None = None) -> None:
        """Write one response and add its row to `pending`; for a 304, a row of the `known` page. Raises OSError."""
        if self._file is None:
            self._file = self._begin()
        if page.asked:
            self._append(self._file, encode_request(page))
        offset = self._end
        self._append(self._file, encode(page))
        if known is not None:
            self.point_to(known, origin=Origin.UNCHANGED, fetched_at=page.fetched_at)
            return
        self._sequence += 1
        self.pending.append(row_of(page, self.run_id, self._sequence, self.name, offset, self._end - offset))

    def point_to(self, known: Page, *, origin: Origin, fetched_at: str = "") -> None:
        """Add a row to `pending` that points to a page of an earlier run."""
        self._sequence += 1
        self.pending.append(known.reused(self.run_id, self._sequence, origin, fetched_at))

    def take_pending(self) -> list[Page]:
        """Return the rows that are not stored yet, and clear `pending`."""
        rows, self.pending = self.pending, []
        return rows

    def close(self) -> None:
        """Close the file."""
        if self._file:
            self._file.close()

    def _append(self, file: BinaryIO, member: bytes) -> None:
        rest = memoryview(member)
        try:
            while rest:
                rest = rest[file.write(rest) :]
        except OSError:
            with suppress(OSError):
                file.truncate(self._end)  # remove the partial record
                file.seek(self._end)
            raise
        self._end += len(member)

    def _begin(self) -> BinaryIO:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = self._path.open("wb", buffering=0)  # unbuffered: a record is in the file when `write` returns
        information = encode_information({"software": "Pinpoint", "source": self.source, "run": str(self.run_id)})
        self._end = file.write(information)
        return file


def row_of(page: ArchivedPage, run_id: int, sequence: int, file: str, offset: int, length: int) -> Page:
    """Return the index row of a page in a run's own file."""
    return Page(
        run=run_id,
        sequence=sequence,
        url=page.url,
        method=page.method,
        fingerprint=page.fingerprint,
        status=page.status,
        fetched_at=page.fetched_at,
        sha256=hashlib.sha256(page.body).hexdigest(),
        etag=page.header("etag"),
        last_modified=page.header("last-modified"),
        file=file,
        offset=offset,
        length=length,
    )
