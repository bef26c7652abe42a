"""The charset in which a page is read where what is said of it is wrong: header, `<meta>` and bytes are weighed here.

A server often says one charset for all its pages, and a page was written in another. Browsers believe the header
(WHATWG, encoding sniffing); so do we, as long as the bytes fit.
"""

import re

from scrapy import Request
from scrapy.http import HtmlResponse, Response
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

from crawler.formats.text_encoding import text_of_bytes

_PAIR = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")
"""A letter beyond ASCII as UTF-8 writes it; in Latin-1 it would be something like "Ã©"."""
_OTHER_ALPHABET = re.compile(rb"[\x80-\xff]{2}|\0")
"""What pages in English with some accented names do not have, and Russian, Chinese or UTF-16 without a mark has."""
LATIN = frozenset({"cp1252", "iso8859-1", "iso8859-15", "ascii"})
UTF_8 = "utf-8"
_BEGINNING = 2048  # bytes in which a page has its first tag


class PageCharset:
    """A downloader middleware: hands a page on in UTF-8 where its bytes are not what is said of them."""

    def process_response(self, request: Request, response: Response) -> Response:  # noqa: ARG002  (Scrapy's signature)
        """Return the answer, or the same page in UTF-8."""
        if not isinstance(response, HtmlResponse) or b"<" not in response.body[:_BEGINNING]:
            return response
        text = mended_page(response.body, (response.headers.get("Content-Type") or b"").decode("latin-1"))
        return response if text is None else response.replace(body=text.encode(), encoding=UTF_8)


def mended_page(body: bytes, content_type: str) -> str | None:
    """Return the text of a page where its header or its `<meta>` is wrong about it; None: it is as it is said."""
    if body.isascii() or read_bom(body)[0]:
        return None
    meta = html_body_declared_encoding(body)
    said = resolve_encoding(http_content_type_encoding(content_type) or "") or meta
    if (text := _decoded(body, UTF_8)) is not None:
        once = _encoded_once(text)
        return text if once is None and said in LATIN else once
    if said in LATIN and meta == UTF_8 and _PAIR.search(body):
        return text_of_bytes(body)
    return None if said and _decoded(body, said) is not None else _where_nothing_fits(body, said, meta)


def _where_nothing_fits(body: bytes, said: str | None, meta: str | None) -> str | None:
    """Return the text of a page that is not UTF-8, and of which nothing is said, or nothing that its bytes fit."""
    if meta and meta != said and (text := _decoded(body, meta)) is not None:
        return text
    if said == UTF_8:
        return text_of_bytes(body)
    # Scrapy guesses by statistics where nothing is said, and takes two accented names for Polish
    return None if said or _OTHER_ALPHABET.search(body) else text_of_bytes(body)


def _decoded(body: bytes, charset: str) -> str | None:
    try:
        return body.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return None


def _encoded_once(text: str) -> str | None:
    """Return the text of a page that was encoded twice ("RenÃ©e" in UTF-8 for "Renée"), None for any other page.

    It was where every letter beyond ASCII is part of such a pair.
    """
    for charset in ("cp1252", "latin-1"):
        try:
            return text.encode(charset).decode()
        except UnicodeError:
            continue
    return None
