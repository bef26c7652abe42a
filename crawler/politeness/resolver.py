"""Name resolver of the crawler, which returns public addresses only.

Twisted connects to the very addresses that it returns, so no second look-up between check and connection could answer
differently. A name with several addresses is refused unless all are public. Answers are cached for the run.
"""

import socket
from typing import Any, Self

from scrapy.crawler import Crawler
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver
from twisted.internet.threads import deferToThreadPool
from twisted.python.failure import Failure
from zope.interface import implementer

from crawler.politeness.public_address import SETTING, Address, AllowList, literal, not_public

Place = tuple[str, int]
"""A host and a port."""


class Resolution:
    """One look-up, in the form that Twisted expects."""

    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Do nothing: a look-up ends by itself."""


@implementer(IHostnameResolver)
class GuardedResolver:
    """Resolver for Twisted. `refused` maps each refused host and port to the reason."""

    def __init__(self, reactor: Any, allowed: AllowList, seconds: float) -> None:
        self.reactor = reactor
        self.allowed = allowed
        self.seconds = seconds
        self.refused: dict[Place, str] = {}
        self._known: dict[str, tuple[Address, ...]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        """Return the resolver of a process; the setting `DNS_TIMEOUT` is the limit of a look-up in seconds."""
        settings = crawler.settings
        return cls(reactor, AllowList.of(settings.getlist(SETTING)), settings.getfloat("DNS_TIMEOUT"))

    def install_on_reactor(self) -> None:
        """Resolve every name of this process from now on."""
        self.reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802  (Twisted's name)
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Any = None,  # noqa: N803, ARG002
        transportSemantics: str = "TCP",  # noqa: N803, ARG002
    ) -> Resolution:
        """Give the receiver the addresses of a name, or none if any of them is not public."""
        resolution = Resolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)

        def found(addresses: tuple[Address, ...]) -> None:
            self._known[hostName] = addresses
            for address in self._permitted((hostName, portNumber), addresses):
                resolutionReceiver.addressResolved(_as_twisted(address, portNumber))
            resolutionReceiver.resolutionComplete()

        def not_found(_: Failure) -> None:
            resolutionReceiver.resolutionComplete()  # without an address, which to Twisted means an unknown name

        spelled = literal(hostName)
        known = self._known.get(hostName) or (None if spelled is None else (spelled,))
        if known:
            found(known)
        else:
            asked = deferToThreadPool(self.reactor, self.reactor.getThreadPool(), _look_up, hostName)
            asked.addTimeout(self.seconds, self.reactor).addCallbacks(found, not_found)
        return resolution

    def _permitted(self, place: Place, addresses: tuple[Address, ...]) -> tuple[Address, ...]:
        reason = next(filter(None, map(not_public, addresses)), "")
        if self.allowed.opens_address(*place):
            here = place[0] != "localhost" or all(address.is_loopback for address in addresses)
            reason = "" if here else reason
        elif not self.allowed.opens_port(*place):
            reason = reason or "port"
        if reason:
            self.refused[place] = reason
            return ()
        return addresses


def refused_names() -> dict[Place, str]:
    """Return the hosts and ports that this process's resolver refused, each with the reason."""
    from twisted.internet import reactor

    resolver = getattr(reactor, "nameResolver", None)
    return resolver.refused if isinstance(resolver, GuardedResolver) else {}


def _look_up(name: str) -> tuple[Address, ...]:
    rows = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    texts = dict.fromkeys(str(row[4][0]) for row in rows)
    return tuple(address for address in map(literal, texts) if address is not None)


def _as_twisted(address: Address, port: int) -> IPv4Address | IPv6Address:
    return (IPv4Address if address.version == 4 else IPv6Address)("TCP", str(address), port)  # noqa: PLR2004
