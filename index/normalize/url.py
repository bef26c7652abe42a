"""Web addresses that may stand behind a link: http or https to a public host name, and nothing else."""

import ipaddress
import re
from urllib.parse import SplitResult, unquote, urljoin, urlsplit, urlunsplit

import idna
from url_normalize import url_normalize

LONGEST = 2000  # characters, what browsers and sitemaps agree on
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f\\<>\"^`{|}\u00ad\u200b-\u200f\u2028-\u202f\u2066-\u2069\ufeff]")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?![0-9])", re.IGNORECASE)
_SLIPS = re.compile(r"(?:https?(?::/*|/{2,}))+(?=[^/])", re.IGNORECASE)
_NO_LINK = re.compile(r"(?:javascript|vbscript|data|blob|file|about|view-source|mailto|ftp)\s*:", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|www\.)[^\s,;|<>\"']+", re.IGNORECASE)
_TRACKING = re.compile(
    r"utm_.*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|li_fat_id|mc_[ce]id|_ga|_gl"
    r"|_hsenc|_hsmi|hsctatracking",
    re.IGNORECASE,
)


def safe_url(text: str, base: str = "") -> str:
    """Return the normalized address, or "" when it is not a safe http(s) one; never raises.

    A relative address is read against `base`; a bare host ("clinic.example") becomes https, and a slip of the pen in
    the scheme is mended ("http//clinic.example", "https://https://clinic.example"). Refused are
    user names, backslashes, control and invisible characters, ports outside 1-65535, IP addresses and
    hosts that IDNA 2008 does not allow. Tracking parameters go, everything else of the query stays.
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
    """Return the first safe address in a field that holds more than one, or other words too; "" where none is safe.

    A field that starts as a script or a file ("javascript:…") holds none, whatever stands inside.
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
    return known and _public_name(parts.hostname or "")


def _public_name(host: str) -> bool:
    if "." not in host.strip(".") or _is_ip(host):
        return False
    ascii_host = idna.encode(host.rstrip("."), uts46=True).decode()
    last = ascii_host.rpartition(".")[2]
    return not last.isdigit() and all(re.fullmatch(r"[a-z0-9-]+", label) for label in ascii_host.split("."))


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _normalized(parts: SplitResult) -> str:
    asked = parts.query.split("&")
    query = "&".join(one for one in asked if not _TRACKING.fullmatch(unquote(one.partition("=")[0])))
    address = url_normalize(urlunsplit(parts._replace(query=query)))
    return "" if address is None or len(address) > LONGEST else address
