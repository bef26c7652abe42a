"""Connections with one deadline for everything: look-up, connection, encryption, request and answer.

The timeouts of smtplib and http.client begin anew with each read, so a server that sends a byte now and then holds
them for as long as it likes. Here the connection is cut at the deadline, whoever reads from it.
"""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from index.setting_values import is_loopback


class NotLoopbackError(OSError):
    """A name that must lead to this machine leads elsewhere."""


class CaFileError(OSError):
    """The file of authorities cannot be read, or holds no certificate."""


class Deadline:
    """The end of an attempt, some seconds after its beginning."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    @property
    def is_over(self) -> bool:
        """Return whether no time is left."""
        return time.monotonic() >= self._end

    def left(self) -> float:
        """Return the seconds that are left; raises TimeoutError at the end."""
        if self.is_over:
            raise TimeoutError("the deadline is over")
        return self._end - time.monotonic()

    @contextmanager
    def cutting(self, connection: socket.socket) -> Iterator[None]:
        """Cut a connection at the end if it is still in use then; what reads from it fails at once."""
        twin = connection.dup()  # TLS takes the connection over from its first object; the twin always refers to it

        def cut() -> None:
            with suppress(OSError):  # the other side may have ended it in this moment
                twin.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(max(self._end - time.monotonic(), 0), cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            twin.close()


def connect(host: str, port: int, deadline: Deadline, *, loopback_only: bool = False) -> socket.socket:
    """Return a connection to the first address of a host that answers.

    Raises OSError: socket.gaierror for an unknown name, TimeoutError at the deadline, NotLoopbackError.
    """
    found = _addresses(host, port, deadline)
    if loopback_only and not all(is_loopback(str(address[0])) for _, address in found):
        raise NotLoopbackError("a name of this machine leads to another one")
    failure: OSError = OSError("the name has no address")
    for family, address in found:
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            connection.settimeout(deadline.left())
            connection.connect(address)
        except OSError as error:
            connection.close()
            failure = error
        else:
            return connection
    raise failure


def encrypt(connection: socket.socket, host: str, context: ssl.SSLContext) -> ssl.SSLSocket:
    """Return an encrypted connection to a host whose certificate was checked; closes the given one if that fails."""
    try:
        return context.wrap_socket(connection, server_hostname=host)
    except BaseException:
        connection.close()
        raise


def trusting(ca_file: Path | None) -> ssl.SSLContext:
    """Return a context that checks certificates and host names, by the system's authorities and those of a file.

    Raises CaFileError.
    """
    context = ssl.create_default_context()
    if ca_file is not None:
        try:
            context.load_verify_locations(cafile=ca_file)
        except OSError as error:
            raise CaFileError("the file of authorities cannot be used") from error
    return context


_PROBLEMS: tuple[tuple[type[Exception], str], ...] = (
    (CaFileError, "is not asked: PINPOINT_ALERT_CA_FILE cannot be read, or holds no certificate in PEM"),
    (ssl.SSLError, "does not speak TLS as we do; check the port"),
    (socket.gaierror, "is not found in the DNS; check the name and this machine's resolver"),
    (NotLoopbackError, "is a name of this machine but leads to another; write 127.0.0.1"),
    (ConnectionRefusedError, "accepts no connection; check the port, and whether the server runs"),
)
"""Errors and what to do, as the end of a sentence; the first that fits counts."""


def connection_problem(error: Exception, deadline: Deadline) -> str:
    """Return what is wrong with a connection and what to do, as the end of a sentence; no text of the server."""
    if deadline.is_over or isinstance(error, TimeoutError):
        return f"did not answer within {deadline.seconds:g} seconds (PINPOINT_ALERT_SECONDS)"
    if isinstance(error, ssl.SSLCertVerificationError):
        return (
            f"has a certificate that is not trusted ({error.verify_message.rstrip('.')}); if the server is yours, name "
            "its authority in PINPOINT_ALERT_CA_FILE"
        )
    found = (text for kind, text in _PROBLEMS if isinstance(error, kind))
    return next(found, "broke the connection off; it may work later")


def _addresses(host: str, port: int, deadline: Deadline) -> list[tuple[int, Any]]:
    """Look a host up in a thread, since nothing can end a look-up that takes too long."""
    found: list[tuple[int, Any]] = []
    failed: list[OSError] = []

    def look_up() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            failed.append(error)
        except UnicodeError:  # a label of more than 63 letters
            failed.append(socket.gaierror(socket.EAI_NONAME, "no name of a host"))
        else:
            found.extend((row[0], row[4]) for row in rows)

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(deadline.left())
    if failed:
        raise failed[0]
    if not found:
        raise TimeoutError("the look-up did not end")
    return found
