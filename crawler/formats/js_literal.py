"""JavaScript literals that are not JSON: bare keys, single quotes, comments, extra commas.

Anything that would have to be computed (functions, `new Date()`, sums) is refused.
"""

import json
import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""
    (?P<blank>\s+|//[^\n]*|/\*.*?\*/)
    |(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    |(?P<key>[\w$]+)(?=\s*:)
    |(?P<hex>0x[0-9a-f]+)
    |(?P<number>[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)
    |(?P<word>true|false|null|undefined|nan)\b
    |(?P<mark>[{}\[\]:,])
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(\r\n|.))", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}


class JsLiteralError(ValueError):
    """A text is not a JavaScript literal."""


def js_value(text: str) -> object:
    """Return the value of a JavaScript literal in Python's JSON types; raises JsLiteralError.

    `undefined`, NaN and an empty place in a list become None.
    """
    written: list[str] = []
    for kind, mark in _tokens(text):
        if mark in ("]", "}") and written and written[-1] == ",":
            written.pop()
        if mark == "," and written and written[-1] in (",", "["):  # an empty place in a list
            written.append("null")
        written.append(as_json(kind, mark))
    try:
        return json.loads("".join(written))
    except (ValueError, RecursionError) as error:  # out of order, or brackets without end
        raise JsLiteralError(f"not a JavaScript literal: {error}") from error


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    position = 0
    while position < len(text):
        kind, token, position = token_at(text, position)
        if kind != "blank":
            yield kind, token


def token_at(text: str, position: int) -> tuple[str, str, int]:
    """Return (kind, token, position of its end) for the token at a position; raises JsLiteralError.

    White space and comments are tokens too, of the kind "blank".
    """
    match = _TOKEN.match(text, position)
    if match is None:
        raise JsLiteralError(f"not a JavaScript literal from character {position} on: {text[position:][:20]!r}")
    return str(match.lastgroup), match[0], match.end()


def as_json(kind: str, token: str) -> str:
    """Return a token in JSON syntax; `kind` is the one that `token_at` gave."""
    if kind == "text":
        return json.dumps(_ESCAPE.sub(_unescaped, token[1:-1]))
    if kind == "key":
        return json.dumps(token)
    if kind == "number":
        return json.dumps(float(token)) if re.search(r"[.eE]", token) else str(int(token))
    if kind == "hex":
        return str(int(token, 16))
    return {"undefined": "null", "nan": "null"}.get(token.lower(), token.lower())


def _unescaped(match: re.Match[str]) -> str:
    number = match[1] or match[2]
    return chr(int(number, 16)) if number else _ESCAPED.get(match[3], match[3])
