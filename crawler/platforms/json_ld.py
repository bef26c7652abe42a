"""JSON-LD of a page, block by block: one bad block loses nothing of the others, and keeps what stands before its fault.

Sites wrap the JSON in comments or CDATA, put two values into one element, leave line breaks inside strings and
begin with a byte order mark. All of that is read.
"""

import json
import re
from collections.abc import Iterator

from parsel import Selector

_DECODER = json.JSONDecoder(strict=False)
_WRAPPING = re.compile(r"^\s*(?:/[/*]\s*)?(?:<!--|<!\[CDATA\[)(?:\s*\*/)?|(?:/[/*]\s*)?(?:-->|\]\]>)(?:\s*\*/)?\s*$")
_BETWEEN = re.compile(r"[\s,;\ufeff]*")

Node = dict[str, object]


class BadBlockError(ValueError):
    """A block of JSON-LD is no JSON from some character on. `values` are those that stand before."""

    def __init__(self, message: str, values: list[object]) -> None:
        super().__init__(message)
        self.values = values


def json_ld_blocks(page: Selector) -> Iterator[str]:
    """Yield the text of each JSON-LD element of a page that is not empty."""
    scripts = page.xpath('//script[contains(translate(@type, "LDJSON", "ldjson"), "ld+json")]')
    for script in scripts:
        block = "".join(script.xpath("text()").getall())
        if block.strip():
            yield block


def values_of(block: str) -> list[object]:
    """Return the JSON values of one block; raises BadBlockError."""
    text = _WRAPPING.sub("", _WRAPPING.sub("", block.strip().lstrip("\ufeff")))
    values: list[object] = []
    position = _end_of_blank(text, 0)
    while position < len(text):
        try:
            value, position = _DECODER.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            raise BadBlockError(str(error) or type(error).__name__, values) from error
        values.append(value)
        position = _end_of_blank(text, position)
    return values


def _end_of_blank(text: str, position: int) -> int:
    match = _BETWEEN.match(text, position)
    return match.end() if match else position
