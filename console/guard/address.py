"""Addresses of the console: where it may listen, and which `Host` headers it answers.

A page of another site can make an operator's browser ask a loopback address under a name of its own (DNS rebinding),
so a request for a host that is not on the list is answered 421 (RFC 9110, section 15.5.20).
"""

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

from flask import Flask, Response, request

from index.settings import Settings

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
MISDIRECTED = 421
PLAIN_HTTP = 403
ALIVE = "alive"
"""Endpoint of the health check, which a monitor asks by whatever name it knows."""
_DEFAULT_PORTS = {"http": 80, "https": 443}


class ConsoleAddressError(ValueError):
    """The console would listen where others could read it, or would not know its own name."""


def check_address(settings: Settings, host: str) -> None:
    """Raise ConsoleAddressError unless the console may listen on `host`.

    Loopback is always allowed; another address only behind a proxy that does TLS, whose host is named.
    """
    if not settings.console_behind_tls_proxy:
        if not is_loopback(host):
            raise ConsoleAddressError(
                f"the console listens on loopback only, and {host} is not; put a proxy that does TLS in front and set "
                "PINPOINT_CONSOLE_BEHIND_TLS_PROXY=true, or reach it through ssh -L"
            )
    elif not settings.console_hosts:
        raise ConsoleAddressError(
            "behind a proxy the console answers only hosts that are named; write PINPOINT_CONSOLE_HOSTS=console.example"
        )


def is_loopback(host: str) -> bool:
    """Return whether only this machine reaches an address to listen on; of names only `localhost` counts."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def allowed_hosts(settings: Settings, port: int) -> frozenset[tuple[str, int]]:
    """Return the (host, port) pairs that the console answers; without a setting, loopback with its own port."""
    scheme = "https" if settings.console_behind_tls_proxy else "http"
    names: Iterable[str] = settings.console_hosts or (f"{name}:{port}" for name in LOOPBACK_NAMES)
    return frozenset(pair for name in names if (pair := host_and_port(f"{scheme}://{name}")))


def host_and_port(origin: str) -> tuple[str, int] | None:
    """Return host and port of "http://localhost:8001", the scheme's own port where none is written; None if wrong."""
    try:
        parts = urlsplit(origin)
        port = parts.port or _DEFAULT_PORTS.get(parts.scheme)
    except ValueError:  # such as a port of letters
        return None
    return (parts.hostname, port) if parts.hostname and port else None


def register(app: Flask, settings: Settings, port: int) -> None:
    """Refuse requests for other hosts, and behind a proxy those that came to it without TLS."""
    hosts = allowed_hosts(settings, port)

    def refuse_others() -> Response | None:
        if request.endpoint == ALIVE:
            return None
        if host_and_port(f"{request.scheme}://{request.host}") not in hosts:
            return Response("This console answers under its own address only.\n", MISDIRECTED, mimetype="text/plain")
        if settings.console_behind_tls_proxy and not request.is_secure:
            return Response("This console answers https only.\n", PLAIN_HTTP, mimetype="text/plain")
        return None

    app.before_request(refuse_others)
