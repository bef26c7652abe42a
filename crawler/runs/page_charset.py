"""Charset of a page whose declared charset is wrong, found from its header, its `<meta>` and its bytes.

A server often declares one charset for all pages, though some were written in another. Browsers believe the header
(WHATWG, encoding sniffing); so do we, as long as the bytes fit.
"""

import re

from scrapy import Request
from scrapy.http import HtmlResponse, Response, TextResponse
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

from crawler.formats.text_encoding import text_of_bytes

_PAIR = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")
"""A letter beyond ASCII in UTF-8; read as Latin-1 it would be something like "Ã©"."""
_OTHER_ALPHABET = re.compile(rb"[\x80-\xff]{2}|\0")
"""Bytes that Russian, Chinese or UTF-16 without a mark has, and English with some accented names has not."""
LATIN = frozenset({"cp1252", "iso8859-1", "iso8859-15", "ascii"})
UTF_8 = "utf-8"
PYTHON_S_OWN = frozenset({"idna", "mbcs", "oem", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
"""Codecs of Python that no page is written in. `charset=undefined` comes from a script with an unset variable."""
_BEGINNING = 2048  # bytes; a page has its first tag within them


class PageCharset:
    """Downloader middleware that converts a page to UTF-8 if its declared charset is wrong."""

    def process_response(self, request: Request, response: Response) -> Response:  # noqa: ARG002  (Scrapy's signature)
        """Return the response, or the same page in UTF-8."""
        if not isinstance(response, TextResponse):
            return response
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        if isinstance(response, HtmlResponse) and b"<" in response.body[:_BEGINNING]:
            text = mended_page(response.body, content_type)
        else:
            text = text_of_bytes(response.body) if _is_no_charset(http_content_type_encoding(content_type)) else None
        return response if text is None else response.replace(body=text.encode(), encoding=UTF_8)


def mended_page(body: bytes, content_type: str) -> str | None:
    """Return the text of a page whose header or `<meta>` declares a wrong charset; None if the declaration is right."""
    if read_bom(body)[0]:
        return None
    named = http_content_type_encoding(content_type), html_body_declared_encoding(body)
    stated, meta = (None if _is_no_charset(name) else name for name in named)
    text = None if body.isascii() else _mended(body, resolve_encoding(stated or "") or meta, meta)
    if text is None and (stated, meta) != named:
        text = _decoded(body, resolve_encoding(stated or "") or meta or UTF_8) or text_of_bytes(body)
    return text


def _mended(body: bytes, declared: str | None, meta: str | None) -> str | None:
    if (text := _decoded(body, UTF_8)) is not None:
        once = _encoded_once(text)
        return text if once is None and declared in LATIN else once
    if declared in LATIN and meta == UTF_8 and _PAIR.search(body):
        return text_of_bytes(body)
    return None if declared and _decoded(body, declared) is not None else _undeclared(body, declared, meta)


def _undeclared(body: bytes, declared: str | None, meta: str | None) -> str | None:
    """Return the text of a page that is not UTF-8 and declares no charset, or one that its bytes do not fit."""
    if meta and meta != declared and (text := _decoded(body, meta)) is not None:
        return text
    if declared == UTF_8:
        return text_of_bytes(body)
    # without a declaration Scrapy guesses by statistics, and takes two accented names for Polish
    return None if declared or _OTHER_ALPHABET.search(body) else text_of_bytes(body)


def _is_no_charset(name: str | None) -> bool:
    """Return whether a declared name is a codec of Python and no charset; w3lib takes any codec for one."""
    codec = resolve_encoding(name or "")
    if codec is None:
        return False
    try:
        b"a".decode(codec, "replace")
    except LookupError:  # such as rot13 and base64
        return True
    except UnicodeError:
        pass
    return codec.replace("_", "-") in PYTHON_S_OWN


def _decoded(body: bytes, charset: str) -> str | None:
    try:
        return body.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return None


def _encoded_once(text: str) -> str | None:
    """Return the text of a page that was encoded twice ("RenÃ©e" in UTF-8 for "Renée"), None for any other page.

    A page was encoded twice if every letter beyond ASCII belongs to such a pair.
    """
    for charset in ("cp1252", "latin-1"):
        try:
            return text.encode(charset).decode()
        except UnicodeError:
            continue
    return None
