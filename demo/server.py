"""One invented directory or website as an HTTP server on loopback, with counts of requests and injected faults."""

import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from demo.exchange import Directory, Request, Response, fields_of

HOST = "127.0.0.1"
LONGEST_FORM = 1_000_000  # bytes


@dataclass(slots=True)
class Fault:
    """A fault for paths that begin with `prefix`: another status instead of 200, a delay in seconds, or both.

    `times` is how often it still happens; None means always.
    """

    prefix: str = "/"
    status: int = 0
    delay: float = 0.0
    times: int | None = None


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print an error, but for a client that has gone: a crawl that reached its limit closes the connection."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class DirectoryServer:
    """One directory on one port. `port` 0 asks the system for a free one; `host` is an address of this machine."""

    def __init__(self, directory: Directory, port: int = 0, host: str = HOST) -> None:
        self._directory = directory
        self._host = host
        self._faults: list[Fault] = []
        self._lock = threading.Lock()
        self.requests: Counter[str] = Counter()
        """The number of requests by path, without queries and bodies."""
        self._server = _Server((host, port), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def port(self) -> int:
        """The port that the server listens on."""
        return int(self._server.server_address[1])

    @property
    def address(self) -> str:
        """The host and port of the server, in the form of the setting `allow_addresses`."""
        return f"{self._host}:{self.port}"

    @property
    def base_url(self) -> str:
        """The address of the server, without a slash at its end."""
        return f"http://{self.address}"

    def start(self) -> None:
        """Start answering, in a thread."""
        self._thread.start()

    def stop(self) -> None:
        """Stop answering and close the port."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    def replace(self, directory: Directory) -> None:
        """Answer as another directory from now on, on the same port, such as another edition of the world."""
        self._directory = directory

    def fault(self, fault: Fault) -> None:
        """Add a fault; `clear_faults` ends it."""
        with self._lock:
            self._faults.append(fault)

    def clear_faults(self) -> None:
        """Remove all faults."""
        with self._lock:
            self._faults.clear()

    def answer(self, request: Request) -> Response:
        """Return the answer to a request, with faults applied, and count it."""
        with self._lock:
            self.requests[request.path] += 1
            fault = self._due(request.path)
        if fault and fault.delay:
            time.sleep(fault.delay)
        if fault and fault.status:
            return Response(f"injected {fault.status}\n", "text/plain; charset=utf-8", fault.status)
        return self._directory.respond(request)

    def _due(self, path: str) -> Fault | None:
        for fault in self._faults:
            if path.startswith(fault.prefix) and fault.times != 0:
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return None

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # head and body in one packet: two packets cost a delay of 40 ms
            server_version = "PinpointDemonstration"
            sys_version = ""

            def do_GET(self) -> None:
                self._send(server.answer(self._request()), with_body=True)

            def do_HEAD(self) -> None:
                self._send(server.answer(self._request()), with_body=False)

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                form = fields_of(self.rfile.read(min(length, LONGEST_FORM)).decode("utf-8", errors="replace"))
                self._send(server.answer(self._request(form=form)), with_body=True)

            def _request(self, **more: Any) -> Request:
                headers = {name.lower(): value for name, value in self.headers.items()}
                return Request.of(self.path, server.base_url, method=self.command, headers=headers, **more)

            def _send(self, response: Response, *, with_body: bool) -> None:
                body = response.content
                try:
                    self.send_response(response.status)
                    self.send_header("Content-Type", response.media_type)
                    self.send_header("Content-Length", str(len(body)))
                    self.send_header("X-Demonstration", "invented")
                    for name, value in response.headers.items():
                        self.send_header(name, value)
                    self.end_headers()
                    if with_body:
                        self.wfile.write(body)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True  # a killed crawler closes the connection early

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library's name)
                """Log nothing: standard error is for people."""

        return Handler
