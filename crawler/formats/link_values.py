"""Links and phone numbers of a field that may hold HTML: the targets of links, not only the visible text.

Content systems store `<a href="https://clinic.example">Website</a>` in a field for an address, and
`<a href="tel:3035550112">Call us</a>` in a field for a number.
"""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import unquote

from parsel import Selector

from crawler.formats.visible_text import text_of, text_of_html
from index.normalize.phone import parse_phones

CALLS = 'a[href^="tel:" i], a[href^="callto:" i], a[href^="sms:" i]'
"""Links that call or text a number. Schemes are case-insensitive (RFC 3986, section 3.1)."""
_CALL = re.compile(r"\s*(?:tel|callto|smsto|sms|phone)\s*:(?://)?\s*", re.IGNORECASE)
_PAUSE = re.compile(r"(?<=\d)(?:[,;pw]+|;ext=)(\d{1,6})#?$", re.IGNORECASE)  # digits dialed after a pause
_NO_PAGE = re.compile(r"\s*(?:mailto|tel|callto|smsto|sms|phone|skype|whatsapp)\s*:", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\s", re.IGNORECASE)
_AMPERSAND = re.compile(r"&(?:amp|#0*38|#x0*26);", re.IGNORECASE)
LINKS, CALLED = ("website", "url"), ("phone", "fax")
"""The fields of a listing that hold a page's address, and those that hold a phone number."""


def number_of(link: str) -> str:
    """Return the number that a link calls ("tel:+1-303-555-0112", "CALLTO:3035550112"); "" for any other link."""
    call = _CALL.match(link)
    number = unquote(link[call.end() :]).partition("?")[0] if call else ""
    return "" if "@" in number else text_of(_PAUSE.sub(r" ext. \1", number))


def link_in(value: object) -> str:
    """Return the address in a field: the target of its first link to a page, else its text."""
    text = text_of(value)
    pages = [link for link in _links(text) if not _NO_PAGE.match(link)]
    if pages:
        return pages[0]
    # An address in plain text may hold "&copy=1", which is not an entity; content systems write "&#038;" for "&".
    return _AMPERSAND.sub("&", text) if "<" not in text else text_of_html(text)


def phone_in(value: object) -> str:
    """Return the visible text of a field if it has a phone number, else the number that it links to."""
    shown = text_of_html(value)
    called = next(filter(None, map(number_of, _links(text_of(value)))), "")
    return called if called and not parse_phones(shown) else shown


def linked_fields(raw: Mapping[str, object], columns: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the addresses and numbers of a raw row by field; `columns` names the columns of each field."""
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
