"""Redacts a page: every letter and digit of its texts is replaced, and its structure stays.

Names of tags, classes and keys and the paths of scripts are structure; texts, values and addresses are not. Different
values stay different, so a redacted page parses as the original did, and has no data of people.
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import count
from urllib.parse import urlsplit, urlunsplit

from parsel import Selector

KEPT_ATTRIBUTES = frozenset(
    {"class", "id", "rel", "type", "itemprop", "itemscope", "itemtype", "role", "property", "name", "lang"}
)
ADDRESSES = frozenset({"href", "src", "action", "data-src"})
PATHS_ARE_SHAPE = frozenset({"script", "link", "iframe"})
ROWS_KEPT = 20  # of one list in JSON; a directory may have thousands of one shape
LETTERS = "xabcdefghijklmnopqrstuvwyz"
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"(\s*:)?|\'((?:[^\'\\]|\\.)*)\'(\s*:)?')
_SCHEME = re.compile(r"^(tel:|mailto:|https?://|//)", re.IGNORECASE)


class Redaction:
    """Redacts pages of one source: a value is replaced by the same text in all of them.

    Addresses below `own_roots` keep their root, so that a link still leads to its page.
    """

    def __init__(self, own_roots: Iterable[str] = ()) -> None:
        self._own_roots = tuple(own_roots)
        self._shapes: dict[str, str] = {}
        self._used: set[str] = set()

    def page(self, body: bytes, media_type: str) -> str:
        """Return a redacted page: JSON by its values, markup by its texts, anything else as text."""
        text = body.decode("utf-8", errors="replace")
        if text.lstrip("\ufeff \r\n\t").startswith(("{", "[")):
            try:
                return json.dumps(self._value(json.loads(text)), ensure_ascii=False, indent=1)
            except (ValueError, RecursionError):
                return self.text(text)
        is_markup = "html" in media_type or "xml" in media_type or text.lstrip().startswith("<")
        return self._markup(text) if is_markup else self.text(text)

    def text(self, text: str) -> str:
        """Return a text of the same shape: "Jordan (303)" becomes "Xxxxxx (000)", the next one differs."""
        if text not in self._shapes:
            shape = "".join(map(_redacted, text))
            free = (one for one in _variants(shape) if one not in self._used)
            self._shapes[text] = next(free, shape)
            self._used.add(self._shapes[text])
        return self._shapes[text]

    def address(self, address: str) -> str:
        """Return an address with its scheme or own root, and the rest redacted."""
        scheme = _SCHEME.match(address)
        begin = next((root for root in self._own_roots if address.startswith(f"{root}/")), scheme[0] if scheme else "")
        return begin + self.text(address[len(begin) :])

    def known_address(self, address: str) -> str:
        """Return an address as the links of the redacted pages have it, unchanged if none of them has it."""
        for root in self._own_roots:
            if address.startswith(f"{root}/") and (path := address[len(root) :]) in self._shapes:
                return root + self._shapes[path]
        return address

    def _value(self, value: object) -> object:
        if isinstance(value, dict):
            return {name: self._value(part) for name, part in value.items()}
        if isinstance(value, list):
            return [self._value(part) for part in value[:ROWS_KEPT]]
        if isinstance(value, str):
            return self._markup(value) if "<" in value else self.address(value)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return value
        return type(value)(re.sub(r"[1-9]", "1", str(value)))

    def _markup(self, text: str) -> str:
        page = Selector(text=text, type="html")
        for element in page.root.iter():
            element.tail = self.text(element.tail) if element.tail else element.tail
            if not isinstance(element.tag, str):
                element.text = " "  # a comment or processing instruction
                continue
            element.text = self._inside(element.tag, element.text)
            for name, value in element.attrib.items():
                element.attrib[name] = self._attribute(element.tag, name, value)
        return str(page.get())

    def _inside(self, tag: str, text: str | None) -> str | None:
        if not text or tag == "style":
            return text
        return _QUOTED.sub(self._literal, text) if tag == "script" else self.text(text)

    def _literal(self, found: re.Match[str]) -> str:
        quote, inner = ('"', found[1]) if found[1] is not None else ("'", found[3])
        is_key = found[2] or found[4]
        return found[0] if is_key else f"{quote}{self.address(inner)}{quote}"

    def _attribute(self, tag: str, name: str, value: str) -> str:
        if name in KEPT_ATTRIBUTES:
            return value
        if tag in PATHS_ARE_SHAPE and name in ADDRESSES:
            parts = urlsplit(value)
            return urlunsplit((parts.scheme, parts.netloc, parts.path, self.text(parts.query), ""))
        return self.address(value)


def _redacted(character: str) -> str:
    if character.isdigit():
        return "0"
    if character.isalpha():
        return "X" if character.isupper() else "x"
    return character


def _variants(shape: str) -> Iterator[str]:
    """Yield a shape, then others that differ from it in their last letters and digits."""
    places = [number for number, character in enumerate(shape) if character in "Xx0"][::-1]
    yield shape
    for number in count(1):
        varied, rest = list(shape), number
        for place in places:
            characters = "0123456789" if shape[place] == "0" else LETTERS
            rest, index = divmod(rest, len(characters))
            varied[place] = characters[index].upper() if shape[place] == "X" else characters[index]
        yield "".join(varied)
        if rest:  # no room for more of them
            yield shape
            return
