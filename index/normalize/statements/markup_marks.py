"""Marks drawn by markup, as a browser shows them: check boxes and struck-out words."""

import re

from index.normalize.statements.statement_patterns import patterns
from index.normalize.text import without_markup
from index.normalize.text_folding import searchable

TICKED, EMPTY, CROSS = "\u2611", "\u2610", "\u2717"
LONGEST_STRUCK = 80  # characters of a label; a longer struck text is an edit
_STRUCK = re.compile(r"<(del|s|strike)(?:\s[^<>]{0,200})?>(.{1,400}?)</\1\s*>", re.IGNORECASE | re.DOTALL)
_BOX = re.compile(r"<input\b(?=[^<>]{0,300}\btype\s*=\s*[\"']?(?:checkbox|radio)\b)([^<>]{0,300})>", re.IGNORECASE)
_CHECKED = re.compile(r"(?<![\w-])checked(?![\w-])", re.IGNORECASE)


def with_drawn_marks(text: str) -> str:
    """Return a text with markup, its check boxes as ☑ or ☐, and ✗ before a struck label of dry needling."""
    if "<" not in text:
        return text
    boxed = _BOX.sub(lambda box: f" {TICKED if _CHECKED.search(box[1]) else EMPTY} ", text)
    return _STRUCK.sub(_crossed, boxed)


def _crossed(struck: re.Match[str]) -> str:
    words = searchable(without_markup(struck[2]))
    is_label = len(words) <= LONGEST_STRUCK and patterns().term.search(words)
    return f"{CROSS} {struck[2]}" if is_label else struck.group()
