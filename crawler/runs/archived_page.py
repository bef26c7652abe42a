"""An archived page for a person to look at: its text, and for HTML its markup, decoded and bounded.

What cannot be shown as text (a PDF, a picture, a damaged record) is an error with a sentence.
"""

import zlib
from dataclasses import dataclass
from pathlib import Path

import brotli  # type: ignore[import-untyped]
from parsel import Selector
from scrapy.http import HtmlResponse

from crawler.archive.reader import PageReader
from crawler.archive.warc import ArchivedPage, DamagedRecordError
from crawler.formats.text_encoding import text_of_bytes
from crawler.formats.visible_text import shown_lines
from crawler.runs.page_charset import mended_page
from index.store.runs.pages import Page

MOST_BYTES = 2_000_000
"""Bytes of a decoded body that are looked at."""
MOST_LETTERS = 300_000
"""Characters of its text that are shown."""
_SNIFFED = 2048
_GZIP_OR_ZLIB = 47  # zlib's window bits that find out which of the two it is


class UnshowablePageError(RuntimeError):
    """An archived page cannot be shown as text: it is damaged, deleted, or no text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPage:
    """An archived page. `markup` is "" unless it is HTML, and never safe to show as it is (`harmless_html`)."""

    url: str
    status: int
    fetched_at: str
    content_type: str
    text: str
    markup: str
    is_cut: bool
    """True if only the beginning is here."""


def shown_page(archive: Path, page: Page) -> ShownPage:
    """Return an archived page; raises UnshowablePageError."""
    reader = PageReader(archive)
    try:
        found = reader.page(page.file, page.offset, page.length)
    except DamagedRecordError as error:
        raise UnshowablePageError(
            "its record in the archive cannot be read, or its file was deleted; `pinpoint archive check` says which"
        ) from error
    finally:
        reader.close()
    body, is_cut = _decoded(found)
    content_type = found.header("content-type") or ""
    _refuse_what_is_no_text(body, content_type)
    markup = _markup(page.url, body, content_type)
    text = "\n".join(shown_lines(Selector(text=markup, type="html"))) if markup.strip() else _plain(body, markup)
    return ShownPage(
        url=page.url,
        status=found.status,
        fetched_at=found.fetched_at,
        content_type=content_type,
        text=text[:MOST_LETTERS],
        markup=markup,
        is_cut=is_cut or len(text) > MOST_LETTERS,
    )


def _decoded(found: ArchivedPage) -> tuple[bytes, bool]:
    """Return the beginning of a body without its Content-Encoding, and whether that is only a part."""
    body = found.body
    try:
        for coding in reversed((found.header("content-encoding") or "").lower().split(",")):
            body = _uncompressed(body, coding.strip())
    except (zlib.error, brotli.error) as error:
        raise UnshowablePageError("its body is compressed and damaged, so there is no text to show") from error
    return body[:MOST_BYTES], len(body) > MOST_BYTES


def _uncompressed(body: bytes, coding: str) -> bytes:
    """Return one more than MOST_BYTES bytes at most, so that a small body cannot fill the memory."""
    match coding:
        case "" | "identity":
            return body
        case "gzip" | "x-gzip":
            return zlib.decompressobj(_GZIP_OR_ZLIB).decompress(body, MOST_BYTES + 1)
        case "deflate":
            try:
                return zlib.decompressobj().decompress(body, MOST_BYTES + 1)
            except zlib.error:  # many servers send it without zlib's head
                return zlib.decompressobj(-zlib.MAX_WBITS).decompress(body, MOST_BYTES + 1)
        case "br":
            return bytes(brotli.Decompressor().process(body, output_buffer_limit=MOST_BYTES + 1))
    raise UnshowablePageError(f"its body is compressed in a way that is not read here ({coding[:20]})")


def _refuse_what_is_no_text(body: bytes, content_type: str) -> None:
    start = body[:_SNIFFED]
    if start.lstrip().startswith(b"%PDF-"):
        raise UnshowablePageError("it is a PDF, which is not shown here; look at the address in a browser")
    is_utf_16 = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in start and not is_utf_16:
        kind = f" ({content_type.partition(';')[0][:60]})" if content_type else ""
        raise UnshowablePageError(f"it is no text{kind}, so there is nothing to show")


def _markup(url: str, body: bytes, content_type: str) -> str:
    """Return the decoded markup of an HTML page; "" for anything else."""
    kind = content_type.partition(";")[0].strip().lower()
    is_html = kind in {"text/html", "application/xhtml+xml"} or (not kind and b"<html" in body[:_SNIFFED].lower())
    if not is_html:
        return ""
    mended = mended_page(body, content_type)
    if mended is not None:
        return mended
    return HtmlResponse(url, body=body, headers={"Content-Type": content_type or "text/html"}).text


def _plain(body: bytes, markup: str) -> str:
    if markup:
        return ""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", errors="replace")
    return text_of_bytes(body)
