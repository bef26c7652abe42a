"""One request to a web address of the operator's, for webhook and heartbeat.

It goes to the very host of the address, which the allow-list names with its port. No redirect is followed, since its
target is not on the list, and no proxy of the environment is used. The status alone counts: of the answer nothing but
its head is read.
"""

import http.client
from collections.abc import Mapping
from urllib.parse import urlsplit

from index.alerts.channels.connection import Deadline, connect, connection_problem, encrypt, trusting
from index.alerts.notice import DeliveryError
from index.setting_values import place
from index.settings import Settings

AGENT = "Pinpoint"
_HINTS = range(102, 200)
"""http.client passes over 100 alone, and takes each of these for the answer."""
_REDIRECTS = range(300, 400)
_TRY_AGAIN = {408, 425, 429}
_SERVER_ERRORS = range(500, 600)


def shown_host(address: str) -> str:
    """Return scheme, host and port of a web address; its path often is a secret."""
    parts = urlsplit(address)
    host, port = place(parts)
    return f"{parts.scheme}://[{host}]:{port}" if ":" in host else f"{parts.scheme}://{host}:{port}"


def ask(
    channel: str, here: Settings, method: str, address: str, *, body: bytes | None = None, headers: Mapping[str, str]
) -> None:
    """Send a request and accept a status of 2xx; raises DeliveryError."""
    parts = urlsplit(address)
    host, port = place(parts)
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    deadline = Deadline(here.alert_seconds)
    try:
        if parts.scheme == "https":
            context = trusting(here.alert_ca_file)
            client: http.client.HTTPConnection = http.client.HTTPSConnection(host, port, context=context)
            connection = connect(host, port, deadline)
        else:
            context = None
            client = http.client.HTTPConnection(host, port)
            connection = connect(host, port, deadline, loopback_only=True)
        client.response_class = _Answer
        with deadline.cutting(connection):
            try:
                client.sock = encrypt(connection, host, context) if context else connection
                client.request(method, target, body=body, headers={"User-Agent": AGENT, **headers})
                with client.getresponse() as answer:
                    status = answer.status
            finally:
                client.close()
    except (OSError, http.client.HTTPException) as error:
        raise DeliveryError(
            f"{channel}: {shown_host(address)} {connection_problem(error, deadline)}", temporary=True
        ) from None
    if not 200 <= status < 300:  # noqa: PLR2004  (RFC 9110 section 15.3)
        raise _refused(channel, address, status)


class _Answer(http.client.HTTPResponse):
    """An answer after hints such as 103, of which there may be several (RFC 9110 section 15.2)."""

    def _read_status(self) -> tuple[str, int, str]:
        while True:
            version, status, reason = super()._read_status()  # type: ignore[misc]  # not in the stubs
            if status not in _HINTS:
                return version, status, reason
            http.client.parse_headers(self.fp)


def _refused(channel: str, address: str, status: int) -> DeliveryError:
    begin = f"{channel}: {shown_host(address)} answered {status}"
    if status in _REDIRECTS:
        return DeliveryError(f"{begin}, a redirect, which is not followed; set the address that it leads to")
    if status in _TRY_AGAIN or status in _SERVER_ERRORS:
        return DeliveryError(f"{begin}; it may work later", temporary=True)
    return DeliveryError(f"{begin}; check its address and secret, and the receiver's log")
