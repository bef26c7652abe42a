"""Addresses and rule paths as octets that can be compared (RFC 9309 section 2.2.2).

Both sides are brought to one spelling: an encoded letter, digit or one of `-._~` is decoded, every octet that a URI
cannot hold as it is gets encoded, hexadecimal digits are upper case. Reserved characters stay as they were written,
so that `/` and `%2F` differ. `*` and `$` are encoded where they stand for themselves (section 2.2.3).
"""

import re
import string

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
