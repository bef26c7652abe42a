"""gunicorn's threaded worker, in which a slow client costs a connection and never a thread.

gunicorn 27.0.1 gives a connection a thread at its first byte, which then waits for the rest without limit: as many
half-sent requests as there are threads stop the site. Here the loop that watches all sockets gathers each request, and
a thread gets it when it is whole. A connection whose request is not whole by the deadline is closed.
"""

import errno
import selectors
import socket
import time
from functools import partial
from typing import Any

from gunicorn.http import wsgi  # type: ignore[import-untyped]
from gunicorn.workers.gthread import TConn, ThreadWorker  # type: ignore[import-untyped]

from webapp.request_buffer import is_whole, waits_for_leave

SECONDS_FOR_A_REQUEST = 10.0
"""Seconds for head and body together, from the opening of a connection or the end of the answer before."""
SECONDS_FOR_AN_ANSWER = 10.0
"""Limit for a client to take what one call writes."""
AT_ONCE = 64 * 1024
"""Bytes read from a socket before the loop looks at the next."""

wsgi.SERVER = "pinpoint"  # else each answer names the program that serves it; there is no setting


class TimedSocket(socket.socket):
    """A socket whose blocking calls end after SECONDS_FOR_AN_ANSWER."""

    def setblocking(self, flag: bool, /) -> None:
        """Set a timeout where gunicorn asks to block without one."""
        self.settimeout(SECONDS_FOR_AN_ANSWER if flag else 0.0)


class DeadlineWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """A worker that gathers requests in its loop.

    `_gathered` holds the bytes of each connection whose request is not whole yet.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._gathered: dict[TConn, bytearray] = {}

    def accept(self, listener: socket.socket) -> None:
        """Accept a connection and gather its first request."""
        try:
            client, address = listener.accept()
        except OSError as error:
            if error.errno in {errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK}:
                return
            raise
        timed = TimedSocket(client.family, client.type, client.proto, client.detach())
        self.nr_conns += 1
        connection = TConn(self.cfg, timed, address, listener.getsockname())
        connection.init()
        self._gather(connection, b"")

    def on_client_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        """Gather the next request of a persistent connection."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._gather(conn, b"")

    def on_pending_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        """Read the bytes that came; queue the request for a thread once it is whole."""
        gathered = self._gathered[conn]
        try:
            data = client.recv(AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        gathered += data
        if not data:
            self._drop(conn)
        elif is_whole(gathered):
            self._stop_waiting(conn)
            conn.parser.unreader.unread(bytes(gathered))
            self.enqueue_req(conn)
        elif waits_for_leave(gathered):
            self._give_leave(conn)

    def finish_request(self, conn: TConn, fs: Any) -> None:
        """Keep or close a connection after an answer; gather what the client has sent meanwhile."""
        if conn.parser is not None and not fs.cancelled() and fs.exception() is None and fs.result():
            ahead = conn.parser.unreader.take_buffered()
            if ahead:
                self._gather(conn, ahead)
                return
        super().finish_request(conn, fs)

    def murder_pending(self) -> None:
        """Close the connections whose request is not whole by its deadline."""
        now = time.monotonic()
        while self.pending_conns and self.pending_conns[0].timeout <= now:
            self._drop(self.pending_conns[0])

    def _gather(self, conn: TConn, ahead: bytes) -> None:
        """Wait in the loop for a request; `ahead` are bytes of it that came with the one before."""
        if is_whole(ahead):
            conn.parser.unreader.unread(ahead)
            self.enqueue_req(conn)
            return
        self._gathered[conn] = bytearray(ahead)
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + SECONDS_FOR_A_REQUEST
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def _stop_waiting(self, conn: TConn) -> None:
        self.poller.unregister(conn.sock)
        self.pending_conns.remove(conn)
        del self._gathered[conn]

    def _drop(self, conn: TConn) -> None:
        self._stop_waiting(conn)
        self.nr_conns -= 1
        conn.close()

    def _give_leave(self, conn: TConn) -> None:
        try:
            conn.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        except OSError:
            self._drop(conn)
