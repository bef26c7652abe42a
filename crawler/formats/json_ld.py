"""JSON-LD of a page, block by block: a bad block affects no other, and gives the values before its fault.

Sites wrap the JSON in comments or CDATA, put two values into one element, leave line breaks inside strings and begin
with a byte order mark; all of that is read. A block that is still not JSON is read again leniently, as browsers and
search engines do: with extra commas, comments, single quotes, no-break spaces, an editor's markup, or its quotes as
entities.

The module also reads JSON responses, microdata (by extruct, which only this module imports) and JSON in scripts.
"""

import html
import json
import re
from collections.abc import Iterator
from itertools import pairwise

from extruct.w3cmicrodata import MicrodataExtractor
from parsel import Selector

from crawler.formats.js_literal import as_json, token_at
from crawler.formats.unreadable import UnreadableError

_DECODER = json.JSONDecoder(strict=False)
_WRAPPING = re.compile(r"^\s*(?:/[/*]\s*)?(?:<!--|<!\[CDATA\[)(?:\s*\*/)?|(?:/[/*]\s*)?(?:-->|\]\]>)(?:\s*\*/)?\s*$")
_BETWEEN = re.compile(r"[\s,;\ufeff]*")
_NOISE = re.compile(
    r"[\s;\ufeff\u200b-\u200d\u2060]+|<!--|-->|<!\[CDATA\[|\]\]>|\]\]&gt;|</?(?:p|br|div|span|script)\b[^>]*>",
    re.IGNORECASE,
)
"""Text between the tokens of a block that means nothing: white space, wrappings, and an editor's markup."""
_OPENING, _CLOSING = {"{": "}", "[": "]"}, ("}", "]")
_CURLY = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'))
_LEADING_ZERO = re.compile(r"0\d+")

Node = dict[str, object]


class BadBlockError(ValueError):
    """A block of JSON-LD is not JSON from some character on. `values` are the values before it."""

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
    """Return the JSON values of one block, read strictly or else leniently; raises BadBlockError."""
    try:
        return _strictly(block)
    except BadBlockError as fault:
        partly = fault.values
        for text in _spellings(block):
            values, whole = _leniently(text)
            if whole:
                return values
            partly = max(partly, values, key=len)
        raise BadBlockError(str(fault), partly) from fault


def _strictly(block: str) -> list[object]:
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


def _spellings(block: str) -> Iterator[str]:
    """Yield a block as it is, then with its entities decoded once and twice, if that changes it.

    In a text without straight quotes, curly ones are replaced by straight ones.
    """
    texts = [block, html.unescape(block), html.unescape(html.unescape(block))]
    for before, text in pairwise(["", *texts]):
        if text != before:
            yield text if '"' in text else text.translate(_CURLY)


def _leniently(text: str) -> tuple[list[object], bool]:
    """Return the values of a text up to its first fault, and whether the whole text was read.

    Commas that separate nothing, and brackets that close nothing, are ignored.
    """
    values: list[object] = []
    written: list[str] = []
    open_brackets: list[str] = []
    try:
        for kind, token in _words(text):
            mark = token if kind == "mark" else ""
            if mark in _CLOSING and mark not in open_brackets[-1:]:
                continue
            if mark == "," and (not open_brackets or written[-1] in (",", *_OPENING)):
                continue
            if mark in _CLOSING:
                open_brackets.pop()
                if written[-1] == ",":
                    written.pop()
            elif mark in _OPENING:
                open_brackets.append(_OPENING[mark])
            written.append(json.dumps(token) if _LEADING_ZERO.fullmatch(token) else as_json(kind, token))
            if not open_brackets:
                values.append(json.loads("".join(written)))
                written = []
    except (ValueError, RecursionError):  # JsLiteralError is one
        return values, False
    return values, not open_brackets


def _words(text: str) -> Iterator[tuple[str, str]]:
    position = 0
    while position < len(text):
        if noise := _NOISE.match(text, position):
            position = noise.end()
            continue
        kind, token, position = token_at(text, position)
        if kind != "blank":
            yield kind, token


def json_of(body: bytes) -> object:
    """Return the value of a JSON response, with or without a byte order mark; raises UnreadableError."""
    try:
        value: object = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # no JSON, no UTF-8, or brackets without end
        raise UnreadableError("page/not_json", f"the response is not JSON: {error}") from error
    return value


def list_in(value: object, what: str) -> list[object]:
    """Return a value that should be a list of rows; raises UnreadableError if it is not. `what` names the rows."""
    if not isinstance(value, list):
        raise UnreadableError("page/shape", f"the response is not a list of {what} but {type(value).__name__}")
    return value


def microdata_nodes(page: Selector, url: str) -> list[Node]:
    """Return the microdata items of a page as nodes: `@type`, `@id` and a key for each property, links absolute."""
    if not hasattr(page.root, "tag"):
        return []
    try:
        items = MicrodataExtractor().extract_items(page.root, base_url=url)
    except (ValueError, RecursionError):  # damaged links; items nested without end
        return []
    return [_node(item) for item in items]


def _node(item: dict[str, object]) -> Node:
    properties = item.get("properties")
    node: Node = {"@type": item.get("type", "")}
    if item.get("id"):
        node["@id"] = item["id"]
    if isinstance(properties, dict):
        node |= {str(key): _value(value) for key, value in properties.items()}
    return node


def _value(value: object) -> object:
    if isinstance(value, list):
        return [_value(one) for one in value]
    if isinstance(value, dict) and ("properties" in value or "type" in value):
        return _node(value)
    return value


def object_after(name: re.Pattern[str], text: str) -> dict[str, object]:
    """Return the JSON object right after the first match of a pattern; {} if there is none."""
    found = name.search(text)
    if found is None:
        return {}
    try:
        value, _ = _DECODER.raw_decode(text, found.end())
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
