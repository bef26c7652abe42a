"""An address among the lines of a card that has no element of its own for it."""

import re
from collections.abc import Sequence

from index.places.states import state_code

_END = re.compile(r"\b(?P<state>[A-Z]{2}|[A-Z][a-z]+(?: [A-Z][a-z]+){0,2})\.?,?\s+\d{5}(?:-\d{4})?(?!\d)")
_BEGIN = re.compile(r"\bP\.?\s?O\.?\s+Box\b|(?<![\d()+.-])\b\d{1,6}[A-Z]?(?:-\d{1,4})?\s+(?=[A-Z0-9])", re.IGNORECASE)
LINES_OF_AN_ADDRESS = 3
"""Street, unit, and town with state and ZIP code."""


def address_in(lines: Sequence[str]) -> str:
    """Return the first US address in some lines as one line, from house number or P.O. box to ZIP code; else ""."""
    for number, line in enumerate(lines):
        end = next((found for found in _END.finditer(line) if _is_state(found["state"])), None)
        if end is not None:
            return _from_begin(lines[max(0, number + 1 - LINES_OF_AN_ADDRESS) : number], line[: end.end()])
    return ""


def _is_state(words: str) -> bool:
    # "Salida Colorado 81201": the state is what the last words name
    parts = words.split()
    return any(state_code(" ".join(parts[start:])) for start in range(len(parts)))


def _from_begin(before: Sequence[str], line: str) -> str:
    """Cut what stands before the house number; take lines before it while there is none."""
    address = line
    for earlier in ["", *reversed(before)]:
        address = f"{earlier}, {address}" if earlier else address
        if begin := _BEGIN.search(address[: -len("12345")]):
            return address[begin.start() :].strip()
    return line.strip()
