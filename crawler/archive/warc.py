"""Pages as WARC records (ISO 28500), each in a gzip member of its own; the only module that imports warcio.

Headers that concern only the connection, and cookies, are left out; of our request, only the line and the body are
stored. Headers are Latin-1, which preserves every octet: a Location in raw UTF-8 is common, and warcio would encode it
differently. Our own fields in a record begin with `Pinpoint-`.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from typing import Any

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedPage:
    """One response. `fingerprint` identifies its request: a hex digest of method, canonical address and body."""

    url: str
    method: str = "GET"
    fingerprint: str
    fetched_at: str
    """ISO time with offset, to the second."""
    status: int
    headers: Headers
    body: bytes
    """As it came over the wire: `Content-Encoding` still describes it."""
    asked: bytes = b""
    """The body of the request; it is archived, but `decode` does not return it."""
    unchanged: tuple[int, int] | None = None
    """For a 304: the run and sequence of the archived page that it confirms."""

    def header(self, name: str) -> str | None:
        """Return the last value of a header; `name` is in lower case."""
        return next((value for key, value in reversed(self.headers) if key.lower() == name), None)


OMITTED_HEADERS = frozenset({"connection", "keep-alive", "set-cookie", "set-cookie2", "transfer-encoding"})
NOT_MODIFIED = "http://netpreserve.org/warc/1.0/revisit/server-not-modified"
GZIP = 31  # zlib's window bits for a gzip member
LEVEL = 1  # servers have compressed most bodies already

PHRASES = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}


class _Head(StatusAndHeaders):  # type: ignore[misc]  # warcio has no types
    """A status line and headers, written octet for octet."""

    def compute_headers_buffer(self, header_filter: Any = None) -> None:
        """Set the bytes that warcio writes."""
        self.headers_buff = self.to_bytes(header_filter, "latin-1")


class DamagedRecordError(RuntimeError):
    """A record cannot be read: it is truncated or damaged, or its file is gone."""


def encode(page: ArchivedPage) -> bytes:
    """Return the record of a response, as one gzip member."""
    fields = _fields(page)
    if page.unchanged:
        fields |= {"WARC-Profile": NOT_MODIFIED, "Pinpoint-Unchanged": "{}/{}".format(*page.unchanged)}
    headers = [(name, value) for name, value in page.headers if name.lower() not in OMITTED_HEADERS]
    line = _Head(PHRASES.get(page.status, str(page.status)), headers, protocol="HTTP/1.1")
    return _member("revisit" if page.unchanged else "response", page.url, page.body, line, fields)


def encode_request(page: ArchivedPage) -> bytes:
    """Return the record of the request that a page answered, as one gzip member."""
    line = _Head(f"{page.method} {page.url} HTTP/1.1", [], is_http_request=True)
    return _member("request", page.url, page.asked, line, _fields(page))


def encode_information(fields: Mapping[str, str]) -> bytes:
    """Return the `warcinfo` record that begins a file, with these fields, as one gzip member."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=False)
    writer.write_record(writer.create_warcinfo_record(None, dict(fields)))
    return _compressed(out.getvalue())


def decode(member: bytes) -> ArchivedPage | None:
    """Return the page of one gzip member; None if it holds a record of another kind.

    Raises DamagedRecordError.
    """
    try:
        return _page(zlib.decompress(member, GZIP))
    except (zlib.error, ArchiveLoadFailed, EOFError, ValueError, AttributeError) as error:
        # warcio lets any exception through that a truncated record causes, AttributeError among them
        raise DamagedRecordError(f"a record of the archive is damaged: {error}") from error


def _fields(page: ArchivedPage) -> dict[str, str]:
    return {
        "WARC-Date": page.fetched_at.replace("+00:00", "Z"),
        "Pinpoint-Method": page.method,
        "Pinpoint-Fingerprint": page.fingerprint,
    }


def _member(kind: str, url: str, body: bytes, line: StatusAndHeaders, fields: dict[str, str]) -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=False)
    record = writer.create_warc_record(
        url, kind, payload=BytesIO(body), length=len(body), http_headers=line, warc_headers_dict=fields
    )
    writer.write_record(record)
    return _compressed(out.getvalue())


def _compressed(record: bytes) -> bytes:
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, GZIP)
    return packer.compress(record) + packer.flush()


def _page(plain: bytes) -> ArchivedPage | None:
    loader = ArcWarcRecordLoader()
    record: Any = loader.parse_record_stream(BytesIO(plain), known_format="warc", no_record_parse=True)
    if record.rec_type not in {"response", "revisit"}:
        return None
    field = record.rec_headers.get_header
    unchanged = field("Pinpoint-Unchanged")
    run, _, sequence = (unchanged or "").partition("/")
    head, _, body = record.raw_stream.read().partition(b"\r\n\r\n")
    line, *headers = head.decode("latin-1").split("\r\n")
    return ArchivedPage(
        url=field("WARC-Target-URI"),
        method=field("Pinpoint-Method") or "GET",
        fingerprint=field("Pinpoint-Fingerprint") or "",
        fetched_at=field("WARC-Date").replace("Z", "+00:00"),
        status=int(line.split(" ")[1]),
        headers=tuple(_name_and_value(header) for header in headers),
        body=body,
        unchanged=(int(run), int(sequence)) if unchanged else None,
    )


def _name_and_value(header: str) -> tuple[str, str]:
    name, _, value = header.partition(": ")
    return name, value
