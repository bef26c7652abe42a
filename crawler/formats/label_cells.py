"""Which cell holds the value of a label: the next one of the row, or those below the head of a column."""

from collections.abc import Iterator
from typing import Protocol

from index.normalize.statements.label_value import LONGEST_LABEL, is_value, is_value_of
from index.normalize.statements.statement_patterns import patterns
from index.normalize.text_folding import readable, searchable

_ROWS = frozenset({"tr", "dl", "li"})
LEVELS_UP = 4
MOST_ROWS = 200


class Cell(Protocol):
    """The part of lxml's element that is used here."""

    tag: object

    def __iter__(self) -> Iterator["Cell"]: ...

    def getparent(self) -> "Cell | None":
        """Return what is around the element."""

    def itertext(self) -> Iterator[str]:
        """Yield the texts inside."""


def in_one_row(left: Cell, right: Cell) -> bool:
    """Whether two elements are cells of one row, of one item, or lie in one element."""
    return _row(left) is _row(right)


def with_value(label: str, value: str) -> str:
    """Return a label with the value in the next cell, "" where that is none."""
    return f"{label}: {value}" if is_value_of(label, value) else ""


def takes_back(text: str) -> bool:
    """Whether a line before a list says that what follows is not offered: "We do not offer:", "Excluded:"."""
    folded = searchable(text)
    return folded.endswith(":") and len(folded) <= LONGEST_LABEL and patterns().takes_back.search(folded) is not None


def in_list(element: Cell) -> bool:
    """Whether an element is an item of a list, or lies in one."""
    inner: Cell | None = element
    for _ in range(LEVELS_UP):
        if inner is None or str(inner.tag) == "li":
            break
        inner = inner.getparent()
    return inner is not None and str(inner.tag) == "li"


def below(cell: Cell) -> str:
    """Return the values below the head of a column, each once: "Yes, No"; "" where there are none."""
    row = cell.getparent()
    if str(cell.tag) != "th" or row is None or any(str(one.tag) != "th" for one in _cells(row)):
        return ""
    column = next((number for number, one in enumerate(_cells(row)) if one is cell), 0)
    body = row.getparent()
    table = body.getparent() if body is not None and str(body.tag) in {"thead", "tbody"} else body
    rows = [one for one in _rows(table) if one is not row] if table is not None else []
    texts = [readable("".join(cells[column].itertext())) for one in rows if column < len(cells := _cells(one))]
    return ", ".join(dict.fromkeys(text for text in texts if text and is_value(searchable(text))))


def _rows(table: Cell) -> list[Cell]:
    parts = [table, *(part for part in table if str(part.tag) in {"tbody", "thead", "tfoot"})]
    return [row for part in parts for row in part if str(row.tag) == "tr"][:MOST_ROWS]


def _cells(row: Cell) -> list[Cell]:
    return [one for one in row if str(one.tag) in {"td", "th"}]


def _row(element: Cell) -> Cell | None:
    """Return the row, item or list of definitions around an element, else what holds it."""
    inner: Cell | None = element
    for _ in range(LEVELS_UP):
        if inner is None or str(inner.tag) in _ROWS:
            break
        inner = inner.getparent()
    return inner if inner is not None and str(inner.tag) in _ROWS else element.getparent()
