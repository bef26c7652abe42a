"""Visible text of a page or a field, block by block, from any HTML, broken or not."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol, cast

from parsel import Selector

from crawler.formats.drawn_marks import mark_of
from crawler.formats.label_cells import below, in_list, in_one_row
from crawler.formats.needling_words import speaks_of_needling, takes_back, with_value
from index.normalize.statements.label_value import is_value_of
from index.normalize.statements.mail_filler import without_mail_filler
from index.normalize.statements.soft_breaks import goes_on

_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_NEVER_SHOWN = frozenset(
    {"head", "iframe", "noscript", "object", "script", "select", "style", "svg", "template", "textarea"}
)
_AROUND_THE_PAGE = frozenset({"aside", "button", "footer", "form", "header", "nav"})
_MARKUP = re.compile(r"<[a-zA-Z!/]")


class Element(Protocol):
    """The part of lxml's element type that is used here."""

    tag: object
    text: str | None
    tail: str | None

    def __iter__(self) -> Iterator["Element"]: ...

    def getparent(self) -> "Element | None":
        """Return the parent element."""

    def get(self, name: str, default: str) -> str:
        """Return an attribute."""

    def itertext(self) -> Iterator[str]:
        """Yield the texts inside."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of visible text, with the block element that holds it. `linked`: it consists of links alone."""

    text: str
    element: Element
    linked: bool
    broken_before: bool = False
    """True if only a `<br>` separates it from the line before."""
    drawn: bool = False
    """True if it consists of drawn marks alone: check boxes, icons."""
    marked: str = ""
    """The text with its drawn marks, if it does not mention dry needling itself: "☑ Yes ☐ No"."""


def text_of(value: object) -> str:
    """Return a field as one line of text; numbers as written, any other type as "".

    Filler that protects email addresses is removed.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(without_mail_filler(str(value).replace("\x00", " ")).split())


def text_of_html(value: object) -> str:
    """Return the visible text of a field that may hold HTML, broken or not; entities are decoded."""
    text = text_of(value)
    if not _MARKUP.search(text):
        return text_of(html.unescape(text))
    return shown_text(Selector(text=f"<div>{text}</div>", type="html"))


def shown_text(element: Selector) -> str:
    """Return all visible text of an element, on one line."""
    return " ".join(shown_lines(element))


def shown_lines(element: Selector) -> list[str]:
    """Return all visible text of an element, one line for each paragraph, list item, cell and the like."""
    return list(_lines(element, _NEVER_SHOWN, links=True))


def spoken_lines(element: Selector) -> list[str]:
    """Return the visible lines of an element for reading sentences: a `<br>` inside a sentence ends no line."""
    return [line.text for line in _spoken(element, _NEVER_SHOWN)]


def paragraphs(page: Selector) -> list[str]:
    """Return the lines of a page's own content in order, without header, navigation, footer and bare links."""
    return [line.text for line in content_lines(page) if not line.linked]


def content_lines(page: Selector) -> list[Line]:
    """Return the lines of a page's own content in order, bare links included, each with its element.

    A `<br>` inside a sentence ends no line.
    """
    return list(_spoken(page, _NEVER_SHOWN | _AROUND_THE_PAGE))


def _spoken(element: Selector, left_out: frozenset[str]) -> Iterator[Line]:
    if not hasattr(element.root, "tag"):
        return
    held: Line | None = None
    first_in_row = True
    for line in _led(_blocks(cast("Element", element.root), left_out, marks=True)):
        same_row = held is not None and in_one_row(held.element, line.element)
        if held and (both := _together(held, line, same_row=same_row, first_in_row=first_in_row)):
            held = replace(held, text=both, linked=held.linked and line.linked, drawn=False)
            continue
        if held and not held.drawn:
            yield held
        held, first_in_row = line, not same_row
    if held and not held.drawn:
        yield held


def _together(held: Line, line: Line, *, same_row: bool, first_in_row: bool) -> str:
    """Return two lines joined, if a sentence goes on or one is the value of the other; "" if they are separate."""
    if line.broken_before and not line.drawn and not held.drawn and goes_on(held.text, line.text):
        return f"{held.text} {line.text}"
    if not same_row:
        return ""
    return with_value(held.text, line.marked or line.text) or (
        f"{held.text} {line.text}" if first_in_row and is_value_of(line.text, held.text) else ""
    )


def _led(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines with text; add to those on dry needling the line above their list or the values of their column.

    Such a line is "We do not offer:", such values are "Yes, No".
    """
    lead = ""
    for line in lines:
        listed = bool(lead) and in_list(line.element)
        if line.text and not listed:
            lead = line.text if takes_back(line.text) else ""
        if not speaks_of_needling(line.text):
            if line.text:
                yield line
            continue
        values = below(line.element) if line.element.tag == "th" else ""
        text = f"{lead} {line.text}" if listed else line.text
        yield replace(line, text=f"{text}: {values}" if values else text)


class _Block:
    """The text of one block while it is read. A block that consists of links alone may be navigation."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.marks: set[int] = set()
        self.own_words = False
        self.soft, self.hard = 0, False
        """Breaks since the last line: how many `<br>`, and whether a paragraph, cell or the like began or ended."""

    def add(self, text: str | None, *, linked: bool) -> None:
        if text:
            self.parts.append(text)
            self.own_words = self.own_words or (not linked and any(map(str.isalnum, text)))

    def draw(self, mark: str) -> None:
        """Add a mark that the page draws here; "" for none."""
        if mark:
            self.marks.add(len(self.parts))
            self.parts.append(f" {mark} ")

    def take(self, element: Element) -> Line:
        text, marked, drawn = text_of("".join(self.parts)), "", False
        if self.marks:
            plain = text_of("".join(part for number, part in enumerate(self.parts) if number not in self.marks))
            drawn = not plain
            if plain and not speaks_of_needling(plain):
                text, marked = plain, text
        broken = self.soft == 1 and not self.hard
        line = Line(text, element, not self.own_words, broken_before=broken, drawn=drawn, marked=marked)
        self.parts, self.own_words, self.marks = [], False, set()
        if text:
            self.soft, self.hard = 0, False
        return line

    def breaks(self, tag: str) -> None:
        """Note the start of an element that ends a line, by its tag, or the end of one ("")."""
        self.soft += tag == "br"
        self.hard = self.hard or tag != "br"


def _lines(element: Selector, left_out: frozenset[str], *, links: bool) -> Iterator[str]:
    root = element.root
    if hasattr(root, "tag"):
        for line in _blocks(cast("Element", root), left_out):
            if line.text and (links or not line.linked):
                yield line.text


def _blocks(root: Element, left_out: frozenset[str], *, marks: bool = False) -> Iterator[Line]:
    """Yield the lines of an element, without recursion and in linear time: some pages nest 200,000 elements.

    With `marks`, check boxes and icons on lines about dry needling are read as marks.
    """
    block, around = _Block(), [root]
    waiting: list[tuple[Element | str | None, bool]] = [(root, False)]  # None ends a block
    while waiting:
        item, linked = waiting.pop()
        if item is None:
            ended = around.pop()
            yield block.take(ended)
            if ended.tag != "br":
                block.breaks("")
        elif isinstance(item, str):
            block.add(item, linked=linked)
        elif isinstance(item.tag, str):
            inside, entered = linked or item.tag == "a", item is root or item.tag not in left_out
            if entered and item.tag in _BLOCKS:
                yield block.take(around[-1])
                block.breaks(item.tag)
                around.append(item)
                waiting.append((None, linked))
            block.draw(mark_of(item) if marks and (entered or item.tag == "svg") else "")
            if entered:
                block.add(item.text, linked=inside)
                waiting.extend(
                    one for child in reversed(list(item)) for one in ((child.tail or "", inside), (child, inside))
                )
    yield block.take(root)
