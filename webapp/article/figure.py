"""Figures in a text: every number but 911, which is whom to call."""

import re

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_NO_FIGURE = frozenset({"911"})


def figures(text: str) -> frozenset[str]:
    """Return the numbers of a text as they are written: {"7,629", "19.18"}."""
    return frozenset(_NUMBER.findall(text)) - _NO_FIGURE
