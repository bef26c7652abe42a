"""Resolves names for the crawler, and gives back none that leads anywhere but to the public internet.

What it gives is what Twisted connects to, so there is no second look-up between the check and the connection that
could answer otherwise. A name with several addresses needs all of them public. Answers are kept for the run.
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
    """One look-up, as Twisted wants to hold it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Do nothing: a look-up ends by itself."""


@implementer(IHostnameResolver)
class GuardedResolver:
    """Twisted's way to an address. `refused` tells which host and port was kept back, and why."""

    def __init__(self, reactor: Any, allowed: AllowList, seconds: float) -> None:
        self.reactor = reactor
        self.allowed = allowed
        self.seconds = seconds
        self.refused: dict[Place, str] = {}
        self._known: dict[str, tuple[Address, ...]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        """Make the resolver of a process; `DNS_TIMEOUT` is the seconds that a look-up may take."""
        settings = crawler.settings
        return cls(reactor, AllowList.of(settings.getlist(SETTING)), settings.getfloat("DNS_TIMEOUT"))

    def install_on_reactor(self) -> None:
        """Resolve for all of the process from now on."""
        self.reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802  (Twisted's name)
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Any = None,  # noqa: N803, ARG002
        transportSemantics: str = "TCP",  # noqa: N803, ARG002
    ) -> Resolution:
        """Give the receiver the addresses of a name, or none where any of them is not public."""
        resolution = Resolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)

        def found(addresses: tuple[Address, ...]) -> None:
            self._known[hostName] = addresses
            for address in self._permitted((hostName, portNumber), addresses):
                resolutionReceiver.addressResolved(_as_twisted(address, portNumber))
            resolutionReceiver.resolutionComplete()

        def not_found(_: Failure) -> None:
            resolutionReceiver.resolutionComplete()  # without an address, which Twisted takes for an unknown name

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
    """Return which hosts and ports this process's resolver kept back, and why."""
    from twisted.internet import reactor

    resolver = getattr(reactor, "nameResolver", None)
    return resolver.refused if isinstance(resolver, GuardedResolver) else {}


def _look_up(name: str) -> tuple[Address, ...]:
    rows = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    texts = dict.fromkeys(str(row[4][0]) for row in rows)
    return tuple(address for address in map(literal, texts) if address is not None)


def _as_twisted(address: Address, port: int) -> IPv4Address | IPv6Address:
    return (IPv4Address if address.version == 4 else IPv6Address)("TCP", str(address), port)  # noqa: PLR2004
