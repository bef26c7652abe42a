"""Links and phone numbers of a field that may hold HTML: what a click leads to, not only what is shown.

Content systems store `<a href="https://clinic.example">Website</a>` where an address is meant, and
`<a href="tel:3035550112">Call us</a>` where a number is.
"""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import unquote

from parsel import Selector

from crawler.formats.visible_text import text_of, text_of_html
from index.normalize.phone import parse_phones

CALLS = 'a[href^="tel:" i], a[href^="callto:" i], a[href^="sms:" i]'
"""Links that call or text a number. Schemes have no case (RFC 3986, section 3.1)."""
_CALL = re.compile(r"\s*(?:tel|callto|smsto|sms|phone)\s*:(?://)?\s*", re.IGNORECASE)
_PAUSE = re.compile(r"(?<=\d)(?:[,;pw]+|;ext=)(\d{1,6})#?$", re.IGNORECASE)  # what a telephone dials after a pause
_NO_PAGE = re.compile(r"\s*(?:mailto|tel|callto|smsto|sms|phone|skype|whatsapp)\s*:", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\s", re.IGNORECASE)
_AMPERSAND = re.compile(r"&(?:amp|#0*38|#x0*26);", re.IGNORECASE)
LINKS, CALLED = ("website", "url"), ("phone", "fax")
"""The fields of a listing that lead to a page, and those that are called."""


def number_of(link: str) -> str:
    """Return the number that a link calls ("tel:+1-303-555-0112", "CALLTO:3035550112"), "" for another link."""
    call = _CALL.match(link)
    number = unquote(link[call.end() :]).partition("?")[0] if call else ""
    return "" if "@" in number else text_of(_PAUSE.sub(r" ext. \1", number))


def link_in(value: object) -> str:
    """Return the address that a field gives: where its first link to a page leads, or its text."""
    text = text_of(value)
    pages = [link for link in _links(text) if not _NO_PAGE.match(link)]
    if pages:
        return pages[0]
    # An address in plain text may hold "&copy=1", which is no entity; content systems write "&#038;" for "&".
    return _AMPERSAND.sub("&", text) if "<" not in text else text_of_html(text)


def phone_in(value: object) -> str:
    """Return the phone numbers that a field shows, with the words around them; or else the number that it links to."""
    shown = text_of_html(value)
    called = next(filter(None, map(number_of, _links(text_of(value)))), "")
    return called if called and not parse_phones(shown) else shown


def linked_fields(raw: Mapping[str, object], columns: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the links and numbers among the fields that some columns of a source give."""
    read: dict[str, str] = {}
    for field, names in columns.items():
        if field in LINKS:
            read[field] = next(filter(None, (link_in(raw.get(name)) for name in names)), "")
        elif field in CALLED:
            read[field] = " ".join(filter(None, (phone_in(raw.get(name)) for name in names)))
    return {field: text for field, text in read.items() if text}


def _links(text: str) -> list[str]:
    if not _ANCHOR.search(text):
        return []
    return [link.strip() for link in Selector(text=text, type="html").css("a::attr(href)").getall() if link.strip()]
