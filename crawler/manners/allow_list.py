"""The addresses that an operator lets through the guard: servers of their own, and ports besides the usual two."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from crawler.manners.public_address import literal

SETTING = "PINPOINT_ALLOW_ADDRESSES"
"""Name of our setting, and of Scrapy's, that holds the list."""
PORTS = {"http": 80, "https": 443}
"""The schemes that are fetched, and the port that each needs no leave for."""


@dataclass(frozen=True, slots=True)
class AllowList:
    """Hosts with their ports. A host that is a number or `localhost` opens that address; a name opens a port only.

    So a name on the list can never be made to lead inside by whoever answers for it in the DNS.
    """

    entries: frozenset[tuple[str, int]] = frozenset()

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """Read entries of the form host:port, which the settings have checked."""
        parts = (text.rpartition(":") for text in texts)
        return cls(frozenset((host.strip("[]").lower(), int(port)) for host, _, port in parts))

    def opens_port(self, host: str, port: int) -> bool:
        """Whether a port may be asked at a host."""
        return port in PORTS.values() or (host, port) in self.entries

    def opens_address(self, host: str, port: int) -> bool:
        """Whether a host may be asked though its address is not public."""
        return (host, port) in self.entries and (host == "localhost" or literal(host) is not None)
