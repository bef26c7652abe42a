"""The lines of a robots.txt as its owner meant them, and rule paths as octets that can be compared.

Any encoding, line end and comment is read, and common misspellings of fields too. Both sides of a comparison get the
same percent-encoding (RFC 9309 section 2.2.2). In a rule's path `*` matches any octets, and a final `$` the end of the
address.
"""

import codecs
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

LIMIT = 500 * 1024
"""Octets of a robots.txt that are read; RFC 9309 section 2.5 requires at least as many."""
LINE_END = re.compile(rb"\r\n|\n|\r")
BREAK = re.compile(rb"<br[ \t]*/?>", re.IGNORECASE)  # in files written with an editor for web pages
HTML = re.compile(rb"<(?:!doctype|html|head|body)\b", re.IGNORECASE)
NO_BREAK = "\N{NO-BREAK SPACE}".encode()
SPACE = b" \t\v\f" + NO_BREAK
"""Octets around a field name and before a path that are ignored; a no-break space comes in UTF-8 and in Latin-1."""
TEXT_SHOWN = 200


class Field(StrEnum):
    """The fields that are read. Every other field, such as `Sitemap`, is ignored and ends no group."""

    AGENT = "user-agent"
    ALLOW = "allow"
    DISALLOW = "disallow"
    CRAWL_DELAY = "crawl-delay"
    REQUEST_RATE = "request-rate"


SPELLINGS = {
    b"user-agent": Field.AGENT,
    b"useragent": Field.AGENT,
    b"user agent": Field.AGENT,
    b"allow": Field.ALLOW,
    b"disallow": Field.DISALLOW,
    b"dissallow": Field.DISALLOW,
    b"dissalow": Field.DISALLOW,
    b"disalow": Field.DISALLOW,
    b"diasllow": Field.DISALLOW,
    b"disallaw": Field.DISALLOW,
    b"crawl-delay": Field.CRAWL_DELAY,
    b"crawldelay": Field.CRAWL_DELAY,
    b"crawl delay": Field.CRAWL_DELAY,
    b"request-rate": Field.REQUEST_RATE,
    b"requestrate": Field.REQUEST_RATE,
    b"request rate": Field.REQUEST_RATE,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line with a field that is read."""

    number: int
    field: Field
    value: bytes
    octets: bytes

    @property
    def text(self) -> str:
        """The line with its number, as the owner sees it in the file; long lines are cut."""
        words = self.octets[: 4 * TEXT_SHOWN].decode("utf-8", errors="replace")
        shown = "".join(letter if letter.isprintable() else " " for letter in words[:TEXT_SHOWN])
        return f"line {self.number}: {shown}{'…' if len(words) > TEXT_SHOWN else ''}"


def lines_of(body: bytes) -> Iterator[Line]:
    """Yield the lines that are understood, up to the limit; a line that the limit cuts is left out."""
    for number, physical in enumerate(LINE_END.split(_within_limit(_as_utf8(body))), start=1):
        for part in BREAK.split(physical) if b"<" in physical else (physical,):
            if line := _read(number, part):
                yield line


def is_html(body: bytes) -> bool:
    """Return whether the body is a web page and not a robots.txt."""
    return HTML.match(_as_utf8(body[:1024]).lstrip()) is not None


def _read(number: int, octets: bytes) -> Line | None:
    said = octets.partition(b"#")[0].strip()
    name, colon, value = said.partition(b":")
    if not colon:
        words = said.split()
        if len(words) != 2:  # noqa: PLR2004  (`Disallow /path`, the colon forgotten)
            return None
        name, value = words
    field = SPELLINGS.get(name.strip(SPACE).lower())
    if field is None:
        return None
    # a path may end in one of these octets as part of a letter; an ASCII name cannot
    value = value.strip(SPACE) if field is Field.AGENT else value.lstrip(SPACE).removesuffix(NO_BREAK).rstrip()
    return Line(number, field, value, said)


def _as_utf8(body: bytes) -> bytes:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if body.startswith(mark):
            return body[2 : 2 * LIMIT + 4].decode(encoding, errors="replace").encode()
    for length in (3, 2, 1):  # a truncated byte order mark is removed too
        if body.startswith(codecs.BOM_UTF8[:length]):
            return body[length:]
    return body


def _within_limit(body: bytes) -> bytes:
    if len(body) <= LIMIT:
        return body
    end = max(body.rfind(b"\n", 0, LIMIT + 1), body.rfind(b"\r", 0, LIMIT + 1))
    return body[: max(end, 0)]


UNRESERVED = frozenset(f"{string.ascii_letters}{string.digits}-._~".encode())
TOKEN = re.compile(rb"%[0-9A-Fa-f]{2}|[^A-Za-z0-9\-._~:/?#\[\]@!&'()+,;=]")
SPELLING = {octet: b"%%%02X" % octet for octet in range(256)} | {octet: bytes((octet,)) for octet in UNRESERVED}


def spelled(octets: bytes) -> bytes:
    """Return octets with the percent-encoding that both sides of a comparison use."""
    return TOKEN.sub(_spell, octets)


def target(url: str) -> bytes:
    """Return the part of an address that rules match: path, parameters and query, without the fragment."""
    rest = url.partition("#")[0]
    _, scheme, after = rest.partition("://")
    if scheme:
        rest = after
    elif rest.startswith("//"):
        rest = rest[2:]
    elif rest.startswith("/"):
        return spelled(_octets(rest))
    starts = [at for at in (rest.find(mark) for mark in "/?;") if at >= 0]
    path = rest[min(starts) :] if starts else "/"
    return spelled(_octets(path if path.startswith("/") else f"/{path}"))


def _octets(text: str) -> bytes:
    return text.encode("utf-8", errors="surrogatepass")


def _spell(found: re.Match[bytes]) -> bytes:
    token = found[0]
    return SPELLING[int(token[1:], 16) if len(token) > 1 else token[0]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A rule's path, which addresses are matched against.

    The pieces between the asterisks are searched from left to right, each once, so that a match takes time linear in
    the length of address and pattern, whatever the file holds.
    """

    first: bytes
    others: tuple[bytes, ...]
    anchored: bool
    octets: int
    """The rule's specificity: the rule with the most octets decides (RFC 9309 section 2.2.2)."""

    @classmethod
    def of(cls, path: bytes) -> "Pattern":
        """Parse a path as a rule writes it."""
        anchored = path.endswith(b"$")
        first, *others = [spelled(piece) for piece in path.removesuffix(b"$").split(b"*")]
        octets = len(first) + sum(len(piece) for piece in others) + len(others) + anchored
        if anchored and others:
            *middle, last = others
            return cls(first, (*filter(None, middle), last), anchored, octets)
        return cls(first, tuple(filter(None, others)), anchored, octets)

    def matches(self, target: bytes) -> bool:
        """Return whether the rule matches an address, given as `target` spells it."""
        if not target.startswith(self.first):
            return False
        if not self.anchored:
            return self._holds(target, self.others)
        if not self.others:
            return target == self.first
        last = self.others[-1]
        return target.endswith(last) and self._holds(target[: len(target) - len(last)], self.others[:-1])

    def _holds(self, target: bytes, pieces: tuple[bytes, ...]) -> bool:
        at = len(self.first)
        for piece in pieces:
            at = target.find(piece, at)
            if at < 0:
                return False
            at += len(piece)
        return at <= len(target)
