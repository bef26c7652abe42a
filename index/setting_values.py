"""Values of settings that need more than a type: lists, hosts with ports, addresses of mail and web.

A message for a value that may hold a secret, such as a web address, does not repeat it.
"""

import ipaddress
import json
import re
from urllib.parse import SplitResult, urlsplit

WEB_PORTS = {"http": 80, "https": 443}
"""The schemes of web addresses, each with its default port."""
_HOST_AND_PORT = re.compile(r"(?:\[[0-9a-fA-F:.]+\]|[^\s:/\[\]]+):([0-9]{1,5})")
_LOCAL_PART = re.compile(r"[^\s\x00-\x20\x7f-\x9f@<>(),:;\\\"\[\]]{1,64}")
_PRINTED_ASCII = re.compile(r"[\x21-\x7e]+")


def split(value: object) -> object:
    """Return a text as the tuple of its parts between commas; another value as it is."""
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def argument_list(value: object) -> object:
    """Return a JSON list as its values; another value, such as TOML's array, as it is; raises ValueError."""
    if not isinstance(value, str):
        return value
    if not value.strip():
        return ()
    try:
        return json.loads(value)
    except ValueError:
        raise ValueError('it is no JSON list; write ["/usr/local/bin/notify", "--urgent"]') from None


def host_and_port(entry: str) -> str:
    """Return an entry of the form host:port; raises ValueError for another."""
    match = _HOST_AND_PORT.fullmatch(entry)
    if not match or not 0 < int(match[1]) < 65536:  # noqa: PLR2004  (ports have sixteen bits)
        raise ValueError(f"{entry!r} is no host:port; write 127.0.0.1:8010, or several with commas between them")
    return entry


def hosts_and_ports(entries: tuple[str, ...]) -> tuple[str, ...]:
    """Return entries of the form host:port; raises ValueError for another."""
    return tuple(map(host_and_port, entries))


def part_host(entry: str) -> tuple[str, int]:
    """Return the host and the port of an entry that `host_and_port` accepted."""
    host, _, port = entry.rpartition(":")
    return host.strip("[]").lower(), int(port)


def mail_address(value: str) -> str:
    """Return a mail address, its domain in ASCII (RFC 5890); raises ValueError for a name, quotes or several."""
    import idna  # its tables are large, and most commands read no mail address

    local, _, domain = value.strip().rpartition("@")
    try:
        ascii_domain = idna.encode(domain, uts46=True).decode()
    except idna.IDNAError:
        ascii_domain = ""
    if not _LOCAL_PART.fullmatch(local) or "=?" in local or not ascii_domain:
        raise ValueError(f"{value!r} is no mail address; write alerts@clinic.example, without a name")
    return f"{local}@{ascii_domain}"


def web_address(value: str) -> str:
    """Return an https address, or an http address of this machine; raises ValueError, which does not repeat it."""
    if not value:
        return value
    try:
        parts = urlsplit(value)
        host, port = place(parts)
    except ValueError:
        host, port = "", 0
    if not _PRINTED_ASCII.fullmatch(value) or not host or not port or "@" in parts.netloc or parts.fragment:
        raise ValueError("it is no web address; write https://host/path, in ASCII, without user and fragment")
    if parts.scheme != "https" and not is_loopback(host):
        raise ValueError("it must begin with https://; http:// is for 127.0.0.1, ::1 and localhost")
    return value


def place(parts: SplitResult) -> tuple[str, int]:
    """Return the host and port of a web address; port 0 for an unknown scheme; raises ValueError for a bad port."""
    return (parts.hostname or ""), parts.port if parts.port is not None else WEB_PORTS.get(parts.scheme, 0)


def is_loopback(host: str) -> bool:
    """Return whether a host is `localhost` or a number of this machine; other names may lead anywhere."""
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback
