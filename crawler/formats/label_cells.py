"""Cells that hold the value of a label: the next cell of the row, or the cells below a column's head."""

from collections.abc import Iterator
from typing import Protocol

from index.normalize.statements.label_value import is_value
from index.normalize.text_folding import readable, searchable

_ROWS = frozenset({"tr", "dl", "li"})
LEVELS_UP = 4
MOST_ROWS = 200


class Cell(Protocol):
    """The part of lxml's element type that is used here."""

    tag: object

    def __iter__(self) -> Iterator["Cell"]: ...

    def getparent(self) -> "Cell | None":
        """Return the parent element."""

    def itertext(self) -> Iterator[str]:
        """Yield the texts inside."""


def in_one_row(left: Cell, right: Cell) -> bool:
    """Return whether two elements are cells of one row or item, or children of one element."""
    return _row(left) is _row(right)


def in_list(element: Cell) -> bool:
    """Return whether an element is an item of a list, or inside one."""
    inner: Cell | None = element
    for _ in range(LEVELS_UP):
        if inner is None or str(inner.tag) == "li":
            break
        inner = inner.getparent()
    return inner is not None and str(inner.tag) == "li"


def below(cell: Cell) -> str:
    """Return the values below the head of a column, each once, such as "Yes, No"; "" if there are none."""
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
    """Return the row, list item or definition list around an element, else its parent."""
    inner: Cell | None = element
    for _ in range(LEVELS_UP):
        if inner is None or str(inner.tag) in _ROWS:
            break
        inner = inner.getparent()
    return inner if inner is not None and str(inner.tag) in _ROWS else element.getparent()
