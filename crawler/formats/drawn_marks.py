"""Marks that a page draws and does not write: check boxes, icons, pictures of ticks, struck words, classes of items.

They are read only on a line that names dry needling: a tick next to a person's name is not part of the name.
"""

import re
from collections.abc import Iterator
from typing import Protocol

from crawler.formats.needling_words import is_needling_label
from index.normalize.statements.label_value import is_value
from index.normalize.text_folding import readable, searchable

TICKED, EMPTY, TICK, CROSS = "\u2611", "\u2610", "\u2713", "\u2717"
NOT_THERE = "-"
_PARTS = re.compile(r"[^a-z0-9]+")
_TICKS = frozenset({"check", "checked", "checkmark", "tick", "yes", "ok"})
_CROSSES = frozenset({"times", "xmark", "cross", "remove", "ban", "no", "uncheck", "unchecked", "close", "minus", "x"})
_NO_ITEM = re.compile(
    r"(?:not?|un)[-_]?(?:available|included|offered|provided|checked|supported)|no|off|false|excluded|crossed|absent"
    r"|disabled|strike(?:through)?|line-through|discontinued|text-decoration-line-through"
)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_ICONS = frozenset({"i", "em", "span", "svg", "b", "div", "use"})
_ITEMS = frozenset({"li", "td", "dd", "dt", "tr", "p", "div", "span", "label", "a"})
_BOX_ROLES = frozenset({"checkbox", "radio", "switch", "menuitemcheckbox"})


class Drawn(Protocol):
    """The part of lxml's element type that is used here."""

    tag: object

    def get(self, name: str, default: str) -> str:
        """Return an attribute."""

    def itertext(self) -> Iterator[str]:
        """Yield the texts inside."""


def mark_of(element: Drawn) -> str:
    """Return the mark that an element draws, or that its class or style gives its text; "" for none."""
    tag = str(element.tag)
    if tag == "input" or element.get("role", "") in _BOX_ROLES:
        return _box(element, tag)
    if tag == "img":
        return _said(element.get("alt", "") or element.get("title", "")) or _of_names(element.get("class", ""))
    if tag in {"del", "s", "strike"} or _STRUCK.search(element.get("style", "")):
        return CROSS if _is_label(element) else ""
    if tag in _ICONS and not any(map(str.strip, element.itertext())):
        return _said(element.get("aria-label", "") or element.get("title", "")) or _of_names(element.get("class", ""))
    if tag in _ITEMS and any(map(_NO_ITEM.fullmatch, element.get("class", "").lower().split())):
        return CROSS if _is_label(element) else ""
    return ""


def _is_label(element: Drawn) -> bool:
    return is_needling_label(" ".join("".join(element.itertext()).split()))


def _box(element: Drawn, tag: str) -> str:
    if tag == "input" and element.get("type", "").strip().lower() not in {"checkbox", "radio"}:
        return ""
    checked = (
        element.get("checked", NOT_THERE) != NOT_THERE or element.get("aria-checked", "").strip().lower() == "true"
    )
    return TICKED if checked else EMPTY


def _said(label: str) -> str:
    """Return the alternative text of a picture if it is a value ("yes", "not available"), else the mark it names."""
    written = readable(label)
    return written if written and is_value(searchable(written)) else _of_names(written)


def _of_names(names: str) -> str:
    """Return the mark that class names give, such as "fa fa-check-circle" or "icon-cross"; "" for none."""
    words = {part for name in names.lower().split() for part in _PARTS.split(name)}
    if words & _CROSSES:
        return CROSS
    return TICK if words & _TICKS else ""
