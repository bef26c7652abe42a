"""Keeps every response of a run as it was read: one WARC file a run, indexed by page in the store.

A record is whole in the file before its index row is written, so a crawl that is killed leaves at most
an unindexed tail, and no indexed page that cannot be read.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Self

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from index import clock

# Scrapy hands over decompressed bodies, so headers that speak of the wire no longer describe them.
WIRE_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length", "set-cookie"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedPage:
    """One response: where it came from, when, and what it held."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class PageArchive:
    """Writes the responses of one run. Index rows wait in `pending` until the caller stores them."""

    def __init__(self, folder: Path, source: str, run_id: int) -> None:
        self.run_id = run_id
        self.name = f"{source}/{run_id:06}.warc.gz"
        self.pending: list[dict[str, object]] = []
        self._sequence = 0
        path = folder / self.name
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("wb")
        self._writer = WARCWriter(self._file, gzip=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def keep(self, page: ArchivedPage) -> None:
        """Write one response and remember its index row."""
        fetched_at = clock.now().isoformat()
        offset = self._file.tell()
        headers = [(name, value) for name, value in page.headers if name.lower() not in WIRE_HEADERS]
        record = self._writer.create_warc_record(
            page.url,
            "response",
            payload=BytesIO(page.body),
            http_headers=StatusAndHeaders(str(page.status), headers, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": fetched_at.replace("+00:00", "Z")},
        )
        self._writer.write_record(record)
        self._file.flush()
        self._sequence += 1
        self.pending.append(
            {
                "run": self.run_id,
                "sequence": self._sequence,
                "url": page.url,
                "status": page.status,
                "fetched_at": fetched_at,
                "sha256": hashlib.sha256(page.body).hexdigest(),
                "file": self.name,
                "offset": offset,
                "length": self._file.tell() - offset,
            }
        )

    def take_pending(self) -> list[dict[str, object]]:
        """Return the index rows that are not stored yet, and forget them."""
        rows, self.pending = self.pending, []
        return rows

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def read_pages(file: Path) -> Iterator[ArchivedPage]:
    """Yield the responses of one archive file in the order they were read."""
    with file.open("rb") as stream:
        for record in ArchiveIterator(stream):
            if record.rec_type == "response":
                yield ArchivedPage(
                    url=record.rec_headers.get_header("WARC-Target-URI"),
                    status=int(record.http_headers.get_statuscode()),
                    headers=tuple(record.http_headers.headers),
                    body=record.content_stream().read(),
                )
