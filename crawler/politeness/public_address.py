"""Public IP addresses: all others are internal to some network, and are never requested.

The networks are those of IANA's special-purpose address registries (RFC 6890) as of November 2026, listed here
because `ipaddress.is_global` differs between versions of Python. Metadata addresses of clouds are added: they may lie
in public networks, but the machine's own host answers them.

The setting `allow_addresses` names addresses that an operator allows, and ports other than 80 and 443.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Self

Address = IPv4Address | IPv6Address

_IPV4 = {
    "0.0.0.0/8": "unspecified",  # RFC 1122: this network
    "10.0.0.0/8": "private",  # RFC 1918
    "100.64.0.0/10": "shared",  # RFC 6598: behind a carrier's NAT
    "127.0.0.0/8": "loopback",  # RFC 1122
    "169.254.169.254/32": "metadata",  # where most clouds hand out a machine's keys
    "169.254.0.0/16": "link_local",  # RFC 3927
    "168.63.129.16/32": "metadata",  # Azure's host, at a public address
    "172.16.0.0/12": "private",  # RFC 1918
    "192.0.0.0/24": "reserved",  # RFC 6890; Oracle's metadata too
    "192.0.2.0/24": "documentation",  # RFC 5737
    "192.88.99.0/24": "reserved",  # RFC 7526: once the 6to4 relays
    "192.168.0.0/16": "private",  # RFC 1918
    "198.18.0.0/15": "reserved",  # RFC 2544: benchmarks
    "198.51.100.0/24": "documentation",  # RFC 5737
    "203.0.113.0/24": "documentation",  # RFC 5737
    "224.0.0.0/4": "multicast",  # RFC 5771
    "240.0.0.0/4": "reserved",  # RFC 1112, and broadcast
}
_IPV6 = {
    "::/128": "unspecified",  # RFC 4291
    "::1/128": "loopback",  # RFC 4291
    "fd00:ec2::254/128": "metadata",  # Amazon
    "fd20:ce::254/128": "metadata",  # Google
    "fc00::/7": "private",  # RFC 4193
    "fe80::/10": "link_local",  # RFC 4291
    "ff00::/8": "multicast",  # RFC 4291
    "2001::/23": "reserved",  # RFC 2928: protocol assignments, Teredo among them
    "2001:db8::/32": "documentation",  # RFC 3849
    "3fff::/20": "documentation",  # RFC 9637
}
_SPECIAL4 = tuple((IPv4Network(network), kind) for network, kind in _IPV4.items())
_SPECIAL6 = tuple((IPv6Network(network), kind) for network, kind in _IPV6.items())
_GLOBAL6 = IPv6Network("2000::/3")  # RFC 4291 section 2.4: all that is assigned so far
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052
_6TO4 = IPv6Network("2002::/16")  # RFC 3056


def not_public(address: Address) -> str:
    """Return why an address is not public, such as "loopback" or "private"; "" for a public one.

    An IPv6 address that wraps an IPv4 one (mapped, 6to4, NAT64) is judged as the IPv4 address.
    """
    if isinstance(address, IPv6Address):
        wrapped = _wrapped(address)
        if wrapped is None:
            found = _kind6(address)
            return found or ("" if address in _GLOBAL6 else "reserved")
        address = wrapped
    return next((kind for network, kind in _SPECIAL4 if address in network), "")


def literal(host: str) -> Address | None:
    """Return the IP address that a URL's host is; None for a name."""
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        return None


def is_disguised_number(host: str) -> bool:
    """Return whether a host is a number that only some programs read as an address: 2130706433, 0x7f.1, 010.0.0.1.

    The WHATWG URL standard reads a host whose last label is a number as an IPv4 address, so no valid name is refused.
    """
    if literal(host) is not None:
        return "%" in host  # an interface of this machine, RFC 6874
    last = host.rstrip(".").rpartition(".")[2].lower()
    return last.isdecimal() or last.startswith("0x")


def _kind6(address: IPv6Address) -> str:
    return next((kind for network, kind in _SPECIAL6 if address in network), "")


def _wrapped(address: IPv6Address) -> IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.sixtofour if address in _6TO4 else None


SETTING = "PINPOINT_ALLOW_ADDRESSES"
"""Name of the setting, in our environment and in Scrapy's settings."""
PORTS = {"http": 80, "https": 443}
"""The schemes that are fetched, each with its default port, which needs no entry in the list."""


@dataclass(frozen=True, slots=True)
class AllowList:
    """Allowed hosts with their ports. An IP address or `localhost` allows that address; a name allows the port only.

    So nobody who controls the DNS of an allowed name can make it lead to an internal address.
    """

    entries: frozenset[tuple[str, int]] = frozenset()

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """Return the list of entries of the form host:port, which the settings have validated."""
        parts = (text.rpartition(":") for text in texts)
        return cls(frozenset((host.strip("[]").lower(), int(port)) for host, _, port in parts))

    def opens_port(self, host: str, port: int) -> bool:
        """Return whether a port of a host may be requested."""
        return port in PORTS.values() or (host, port) in self.entries

    def opens_address(self, host: str, port: int) -> bool:
        """Return whether a host may be requested even if its address is not public."""
        return (host, port) in self.entries and (host == "localhost" or literal(host) is not None)
