"""Text out of whatever a source put into a field: HTML, numbers, nothing."""

import re
from html import unescape

from parsel import Selector

_MARKUP = re.compile(r"<[a-zA-Z!/]")
_BLOCK_EDGE = re.compile(
    r"(?=</?(?:address|article|br|dd|div|dt|h[1-6]|hr|li|option|p|section|table|td|th|tr|ul)\b)", re.IGNORECASE
)
LINE = "\u2028"
"""The line separator: white space to everybody, and in no page by accident."""
SHOWN = (
    "descendant-or-self::text()[not(ancestor::script or ancestor::style or ancestor::noscript or ancestor::template"
    " or ancestor::svg or ancestor::head)]"
)
"""XPath of the text that a reader sees."""


def text_of(value: object) -> str:
    """Return a field as one line of text: numbers as written, whatever else is no text as empty."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(str(value).replace("\x00", " ").split())


def text_of_html(value: object) -> str:
    """Return what a reader sees of a field that may hold HTML, broken or not; entities are resolved."""
    text = text_of(value)
    if not _MARKUP.search(text):
        return text_of(unescape(text))
    return shown_text(Selector(text=f"<div>{spaced(text)}</div>", type="html"))


def spaced(markup: str) -> str:
    """Return HTML with a line separator at the edge of each block, so that the words of two blocks stay apart."""
    return _BLOCK_EDGE.sub(LINE, markup)


def shown_text(element: Selector) -> str:
    """Return the text of an element without that of scripts and styles, on one line."""
    return text_of("".join(element.xpath(SHOWN).getall()))


def shown_lines(element: Selector) -> list[str]:
    """Return the same text with a line for each block of HTML that went through `spaced`."""
    lines = "".join(element.xpath(SHOWN).getall()).split(LINE)
    return [line for line in map(text_of, lines) if line]
