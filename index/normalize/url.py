"""URLs that a link may have: http or https to a public host name, nothing else."""

import ipaddress
import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit

import idna

LONGEST = 2000  # characters; browsers and sitemaps accept that many
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f\\<>\"^`{|}\u00ad\u200b-\u200f\u2028-\u202f\u2066-\u2069\ufeff]")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?![0-9])", re.IGNORECASE)
_SLIPS = re.compile(r"(?:https?(?::/*|/{2,}))+(?=[^/])", re.IGNORECASE)
_NO_LINK = re.compile(r"(?:javascript|vbscript|data|blob|file|about|view-source|mailto|ftp)\s*:", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|www\.)[^\s,;|<>\"']+", re.IGNORECASE)
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")  # RFC 3986, section 2.3
_DEFAULT_PORTS = {"http": 80, "https": 443}
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))
_TRACKING = re.compile(
    r"utm_.*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|li_fat_id|mc_[ce]id|_ga|_gl"
    r"|_hsenc|_hsmi|hsctatracking",
    re.IGNORECASE,
)


def safe_url(text: str, base: str = "") -> str:
    """Return the normalized URL, or "" where it is not a safe http(s) one; never raises.

    A relative URL is resolved against `base`; a bare host ("clinic.example") becomes https; typing errors in the
    scheme are repaired ("http//clinic.example", "https://https://clinic.example"). Refused are user names,
    backslashes, control and invisible characters, ports outside 1-65535, IP addresses and hosts that IDNA 2008 does
    not allow. Tracking parameters are removed; the rest of the query stays.

    All other changes are equivalent by RFC 3986 (section 6.2.2): the case of scheme and host, a default port, escapes
    of letters that need none, `.` and `..` in the path. Empty segments ("//") and the fragment stay, since many sites
    have their route there ("#/member/12").
    """
    trimmed = text.strip()
    if not trimmed or len(trimmed) > LONGEST or _FORBIDDEN.search(trimmed):
        return ""
    try:
        parts = urlsplit(_absolute(trimmed, base))
        return _normalized(parts) if _allowed(parts) else ""
    except (ValueError, UnicodeError):  # idna.IDNAError is a UnicodeError
        return ""


def first_url(text: str) -> str:
    """Return the first safe URL in a field with several, or with other words; "" where none is safe.

    A field that starts as a script or a file ("javascript:…") has none, whatever follows.
    """
    trimmed = text.strip()
    if not trimmed.isprintable() or _NO_LINK.match(trimmed):
        return ""
    found = (safe_url(link.rstrip(".)")) for link in _LINK.findall(trimmed[:LONGEST]))
    return next(filter(None, found), "")


def _absolute(text: str, base: str) -> str:
    if base:
        return urljoin(base, text)
    if text.startswith("//"):
        return f"https:{text}"
    if slips := _SLIPS.match(text):
        last = "http" if slips.group().casefold().rpartition("http")[2].startswith((":", "/")) else "https"
        return f"{last}://{text[slips.end() :]}"
    return text if _SCHEME.match(text) else f"https://{text}"


def _allowed(parts: SplitResult) -> bool:
    no_user = parts.username is None and parts.password is None
    known = parts.scheme in {"http", "https"} and no_user and parts.port != 0
    return known and bool(_public_host(parts.hostname or ""))


@lru_cache(maxsize=8192)
def _public_host(host: str) -> str:
    """Return a host name in ASCII, or "" where it is an IP address or not a public name; raises idna.IDNAError.

    Cached, because a page of results needs the same few hosts again and again.
    """
    if "." not in host.strip(".") or _is_ip(host):
        return ""
    ascii_host = idna.encode(host.rstrip("."), uts46=True).decode()
    labels = ascii_host.split(".")
    is_public = not labels[-1].isdigit() and all(re.fullmatch(r"[a-z0-9-]+", label) for label in labels)
    return ascii_host if is_public else ""


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _normalized(parts: SplitResult) -> str:
    asked = parts.query.split("&")
    query = "&".join(one for one in asked if not _TRACKING.fullmatch(unquote(one.partition("=")[0])))
    path = _without_dots(_plain_escapes(parts.path)) or "/"
    fragment = quote(parts.fragment, safe=_PRINTABLE)  # its escapes can be a site's own syntax, as in "#:~:text="
    address = urlunsplit((parts.scheme, _authority(parts), path, _plain_escapes(query), fragment))
    return address if len(address) <= LONGEST else ""


def _authority(parts: SplitResult) -> str:
    host = _public_host(parts.hostname or "")
    return host if parts.port in {None, _DEFAULT_PORTS[parts.scheme]} else f"{host}:{parts.port}"


def _plain_escapes(text: str) -> str:
    """Return a path or query with non-ASCII letters escaped, and letters that need no escape plain."""
    return _ESCAPE.sub(_plain_escape, quote(text, safe=_PRINTABLE))


def _plain_escape(escape: re.Match[str]) -> str:
    letter = chr(int(escape[1], 16))
    return letter if letter in _UNRESERVED else escape[0].upper()


def _without_dots(path: str) -> str:
    """Return a path without `.` and `..` (RFC 3986, section 5.2.4); empty segments stay."""
    written = path.split("/")
    left: list[str] = []
    for segment in written:
        if segment == ".." and len(left) > 1:
            left.pop()
        elif segment not in {".", ".."}:
            left.append(segment)
    return "/".join([*left, ""] if written[-1] in {".", ".."} else left)
