"""The members in an answer of Wild Apricot, each with its cells by column.

The answer is JSON after `while(1);`. In it is a string, a JavaScript literal: `members`, with a list of each member's
columns `c1` to `c5` and a list of the members' ids, and `layout` with the headings of the columns.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from crawler.formats.fields import is_mail, is_private
from crawler.formats.js_literal import JsLiteralError, js_value
from crawler.formats.visible_text import text_of, text_of_html

_GUARD = re.compile(r"\s*while\s*\(1\)\s*;?")
"""The prefix that keeps the answer from being run as a script by another site."""
_COLUMN = re.compile(r"c\d+")
_BUNDLE = re.compile(r"\s*\(\d+\)$")
"""The number of people in a company's membership, after its name."""
PICTURE = 12
"""The type of a field (`fft`) that is a picture."""


class NoMembersError(ValueError):
    """An answer is no JSON, or has no members."""


@dataclass(frozen=True, slots=True)
class Member:
    """One member: the shown text of each column (`c2`), of each value in it (`c2.1`), and of the member's page.

    Mail addresses and private columns are left out. A damaged member has no id, or only empty columns.
    """

    id: str
    headings: Mapping[str, str]
    columns: Mapping[str, str]
    parts: Mapping[str, str]
    page: Mapping[str, str] = field(default_factory=dict)
    """The fields of the member's own page by number, if it was read."""


@dataclass(frozen=True, slots=True)
class Members:
    """The members of an answer, and their total number as the answer has it."""

    members: tuple[Member, ...]
    total: int


def read_members(body: str) -> Members:
    """Return the members of an answer; raises NoMembersError."""
    try:
        answer = json.loads(_GUARD.sub("", body.lstrip("\ufeff"), count=1))
        written = answer["JsonStructure"]
        structure: Any = js_value(written) if isinstance(written, str) else written
        rows, ids = structure["members"]
        headings = {column: text_of_html(_get(cell, "h")) for column, cell in _columns(structure.get("layout"))}
        found = tuple(_member(row, id_, headings) for row, id_ in zip(rows, ids, strict=True))
    except (JsLiteralError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise NoMembersError(f"no list of members: {type(error).__name__}: {error}") from error
    total = answer.get("TotalCount")
    return Members(found, total if isinstance(total, int) else len(found))


def _columns(row: object) -> Iterator[tuple[str, object]]:
    if isinstance(row, dict):
        yield from ((name, value) for name, value in row.items() if _COLUMN.fullmatch(str(name)))


def _get(cell: object, key: str) -> object:
    return cell.get(key) if isinstance(cell, dict) else None


def _member(row: object, id_: object, headings: Mapping[str, str]) -> Member:
    shown = ((column, cell) for column, cell in _columns(row) if not is_private(headings.get(column, "")))
    values = {column: _values(cell) for column, cell in shown}
    columns = {column: " ".join(filter(None, texts)) for column, texts in values.items()}
    parts = {f"{column}.{number}": one for column, texts in values.items() for number, one in enumerate(texts, 1)}
    return Member(text_of(id_), headings, columns, parts)


def _values(cell: object) -> list[str]:
    """Return the values of a column; pictures and mail addresses are empty."""
    values = cell if isinstance(cell, list) else [cell]
    texts = ["" if _get(value, "fft") == PICTURE else text_of_html(_get(value, "v")) for value in values]
    return ["" if is_mail(text) else _BUNDLE.sub("", text) for text in texts]
