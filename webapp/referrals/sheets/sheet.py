"""Lines of a printed sheet. The page and the PDF draw the same lines, so that their words cannot differ."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from webapp.referrals.sheets.drawn_text import drawn

LONGEST = 160
"""The most characters of one value; what is longer ends with the mark of a cut."""


class PartKind(StrEnum):
    """Kinds of parts of a line."""

    WORDS = "words"
    BLANK = "blank"
    """A label and a rule to write on."""
    BOX = "box"
    """A box to tick with its label, and a short rule where `share` is not 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Words of one style, a blank or a box; `language` is "" where it is that of the section."""

    kind: PartKind
    words: str
    language: str = ""
    is_strong: bool = False
    is_number: bool = False
    """True for a phone or fax number, which is printed larger."""
    share: int = 0
    """The width of a blank next to others of its line."""
    value: str = ""
    """The piece of its words that is shortened where its line has no room; the words around it stay."""


class LineKind(StrEnum):
    """Kinds of lines, by how they are drawn."""

    TEXT = "text"
    ITEM = "item"
    STEP = "step"
    """A numbered item."""
    FIELDS = "fields"
    """Blanks that share the width of the sheet."""
    BOXES = "boxes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Parts that follow one another, with a space between them.

    A line with values has at most `rows` printed rows, and fewer on a full sheet; 0 is for a line of our own words,
    which are never cut.
    """

    kind: LineKind
    parts: tuple[Part, ...]
    rows: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with lines; `aside` are lines at its right, `is_at_left` puts the heading at its left."""

    heading: str
    lines: tuple[Line, ...]
    language: str
    aside: tuple[Line, ...] = ()
    is_at_left: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One Letter page. `rows` hold sections side by side, `notes` is the heading of ruled lines that fill the rest."""

    title: str
    language: str
    head: tuple[Line, ...]
    rows: tuple[tuple[Section, ...], ...]
    foot: tuple[Line, ...]
    notes: str = ""
    size: float = 11.0
    """The size of its text, in points."""

    def parts(self) -> Iterator[Part]:
        """Yield every part, in the order of reading."""
        sections = [section for row in self.rows for section in row]
        for lines in (self.head, *(lines for one in sections for lines in (one.aside, one.lines)), self.foot):
            for line in lines:
                yield from line.parts


def words(
    text: str, *, language: str = "", strong: bool = False, number: bool = False, most: int = LONGEST, value: str = ""
) -> Part:
    """Return words as a part, without characters that the font does not draw, of at most so many characters.

    `value` is a piece of the text, as `shown` returns it, that may be shortened further.
    """
    said = drawn(text, most)
    return Part(
        kind=PartKind.WORDS,
        words=said,
        language=language,
        is_strong=strong,
        is_number=number,
        value=value if value in said else "",
    )


def shown(value: str) -> str:
    """Return a value as the font draws it, for a heading or to be put into a part's words."""
    return drawn(value, LONGEST)


def blank(label: str, share: int = 1) -> Part:
    """Return a rule to write on, after its label."""
    return Part(kind=PartKind.BLANK, words=shown(label), share=share)


def box(label: str, share: int = 0) -> Part:
    """Return a box to tick, before its label; with a `share` a short rule follows."""
    return Part(kind=PartKind.BOX, words=shown(label), share=share)


def text(*parts: Part, rows: int = 0) -> Line:
    """Return a line of text; one with values has a bound of `rows`."""
    return Line(kind=LineKind.TEXT, parts=parts, rows=rows)


def item(*parts: Part) -> Line:
    """Return an item of a list."""
    return Line(kind=LineKind.ITEM, parts=parts)


def step(*parts: Part) -> Line:
    """Return an item of a numbered list."""
    return Line(kind=LineKind.STEP, parts=parts)


def fields(*parts: Part) -> Line:
    """Return a line of blanks."""
    return Line(kind=LineKind.FIELDS, parts=parts)


def boxes(*parts: Part) -> Line:
    """Return a line of boxes to tick."""
    return Line(kind=LineKind.BOXES, parts=parts)
