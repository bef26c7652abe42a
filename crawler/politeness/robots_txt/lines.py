"""The lines of a robots.txt as its owner meant them, and rule paths as octets that can be compared.

Encodings, line ends, comments and misspelled fields are read; both sides of a comparison get one spelling (RFC 9309
section 2.2.2). In a rule's path `*` is any octets, and `$` at its end is the end of the address.
"""

import codecs
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

LIMIT = 500 * 1024
"""Octets that are read of a robots.txt (RFC 9309 section 2.5 asks for at least as much)."""
LINE_END = re.compile(rb"\r\n|\n|\r")
BREAK = re.compile(rb"<br[ \t]*/?>", re.IGNORECASE)  # an editor for web pages wrote the file
HTML = re.compile(rb"<(?:!doctype|html|head|body)\b", re.IGNORECASE)
NO_BREAK = "\N{NO-BREAK SPACE}".encode()
SPACE = b" \t\v\f" + NO_BREAK
"""Octets beside a name or before a path that say nothing; a no-break space comes in UTF-8 and in Latin-1."""
TEXT_SHOWN = 200


class Field(StrEnum):
    """What a line says. Everything else, such as `Sitemap`, is passed over and ends no group."""

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
    """One line that says something to us."""

    number: int
    field: Field
    value: bytes
    octets: bytes

    @property
    def text(self) -> str:
        """The line with its number, as an owner finds it in the file."""
        words = self.octets[: 4 * TEXT_SHOWN].decode("utf-8", errors="replace")
        shown = "".join(letter if letter.isprintable() else " " for letter in words[:TEXT_SHOWN])
        return f"line {self.number}: {shown}{'…' if len(words) > TEXT_SHOWN else ''}"


def lines_of(body: bytes) -> Iterator[Line]:
    """Yield the lines that are understood. What is past the limit is not read, nor is the line that it cuts."""
    for number, physical in enumerate(LINE_END.split(_within_limit(_as_utf8(body))), start=1):
        for part in BREAK.split(physical) if b"<" in physical else (physical,):
            if line := _read(number, part):
                yield line


def is_html(body: bytes) -> bool:
    """Answer whether a web page was served where a robots.txt should be."""
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
    # a path may end in one of these octets as part of a letter, a name in ASCII cannot
    value = value.strip(SPACE) if field is Field.AGENT else value.lstrip(SPACE).removesuffix(NO_BREAK).rstrip()
    return Line(number, field, value, said)


def _as_utf8(body: bytes) -> bytes:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if body.startswith(mark):
            return body[2 : 2 * LIMIT + 4].decode(encoding, errors="replace").encode()
    for length in (3, 2, 1):  # a mark that lost its end is one too
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
    """Return octets in the one spelling that both sides of a comparison have."""
    return TOKEN.sub(_spell, octets)


def target(url: str) -> bytes:
    """Return the part of an address that rules speak of: path, parameters and query, without the fragment."""
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
    """A path that addresses are compared with.

    The pieces between the asterisks are looked for from left to right, each once, so that no file can make
    a comparison take longer than the address and the pattern are long together.
    """

    first: bytes
    others: tuple[bytes, ...]
    anchored: bool
    octets: int
    """How specific the rule is: the rule with the most octets decides (RFC 9309 section 2.2.2)."""

    @classmethod
    def of(cls, path: bytes) -> "Pattern":
        """Read a path as it stands in a rule."""
        anchored = path.endswith(b"$")
        first, *others = [spelled(piece) for piece in path.removesuffix(b"$").split(b"*")]
        octets = len(first) + sum(len(piece) for piece in others) + len(others) + anchored
        if anchored and others:
            *middle, last = others
            return cls(first, (*filter(None, middle), last), anchored, octets)
        return cls(first, tuple(filter(None, others)), anchored, octets)

    def matches(self, target: bytes) -> bool:
        """Answer whether an address, in the spelling of `octets.target`, is one that the rule speaks of."""
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
