"""Slow clients, against the real server: they cost connections, which end by themselves, and never the site."""

import socket
import threading
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

from index import settings
from tests.line.command import Home
from tests.line.site import serving
from tests.webapp.invented import providers, publish_providers
from webapp.request_buffer import LARGEST_BODY

PATIENCE = 60  # seconds; a busy machine
HALF_A_HEAD = b"GET /find?place=81201 HTTP/1.1\r\nHost: "
FORM = (
    b"POST /fix HTTP/1.1\r\nHost: site.test\r\nSec-Fetch-Site: same-origin\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n"
)
SLOW = [
    HALF_A_HEAD,
    b"G",
    b"",
    FORM + b"Content-Length: 500\r\n\r\nid=av",
    FORM + b"Transfer-Encoding: chunked\r\n\r\n4\r\nid",
]
SEARCH = "/find?place=81201"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("slow")
    home = Home(folder / "home", more={"PINPOINT_SEARCHES_PER_MINUTE": "1000"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PINPOINT_NOW", home.now)
        publish_providers(settings.Settings(home=home.path), providers())
    with serving(home, folder / "logs") as served:
        yield served


def connect(site, begin=b""):
    parts = urlsplit(site.base)
    connection = socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE)
    connection.sendall(begin)
    return connection


def answer(site, request_bytes):
    """(status, headers, body) of raw bytes, sent on a connection of their own."""
    with connect(site, request_bytes) as connection:
        received = b""
        while part := connection.recv(65536):
            received += part
    head, _, body = received.partition(b"\r\n\r\n")
    status, *fields = head.decode().split("\r\n")
    return int(status.split()[1]), {name.lower(): value for name, _, value in (f.partition(": ") for f in fields)}, body


def test_while_sixteen_slow_clients_are_connected_the_site_answers_and_then_they_are_gone(site):
    with ExitStack() as open_sockets:
        slow = [open_sockets.enter_context(connect(site, SLOW[number % len(SLOW)])) for number in range(16)]
        for _ in range(3):
            assert site.get("/healthz")[0] == 200
            status, page = site.get(SEARCH)
            assert (status, "4 listed within 25 miles." in page) == (200, True)
        assert [connection.recv(100) for connection in slow] == [b""] * 16
    assert site.get(SEARCH)[0] == 200


def test_a_client_that_sends_a_byte_now_and_then_is_gone_by_the_same_deadline(site):
    ended = threading.Event()
    with connect(site, HALF_A_HEAD) as connection:

        def drip():
            while not ended.wait(0.5):
                try:
                    connection.sendall(b"a")
                except OSError:
                    return

        dripping = threading.Thread(target=drip)
        dripping.start()
        try:
            try:
                received = connection.recv(100)
            except ConnectionResetError:
                received = b""
            assert received == b""
        finally:
            ended.set()
            dripping.join()


def test_a_kept_connection_answers_again_and_what_is_sent_ahead(site):
    request_bytes = b"GET /healthz HTTP/1.1\r\nHost: site.test\r\n\r\n"
    with connect(site) as connection:
        for sent in (request_bytes, request_bytes * 2):
            connection.sendall(sent)
            received = b""
            while received.count(b"alive") < len(sent) // len(request_bytes):
                part = connection.recv(65536)
                assert part
                received += part
        connection.sendall(request_bytes[:20])
        connection.sendall(request_bytes[20:])
        assert b"alive" in connection.recv(65536)


def test_a_form_in_pieces_and_one_that_waits_for_leave_arrive(site):
    body = b"id=avery&wrong=does_not_do_this"
    with connect(site, FORM + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body)) as connection:
        for byte in body:
            connection.sendall(bytes([byte]))
        assert connection.recv(65536).startswith(b"HTTP/1.1 303")
    head = FORM + b"Connection: close\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n" % len(body)
    with connect(site, head) as connection:
        assert connection.recv(25) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(body)
        received = b""
        while part := connection.recv(65536):
            received += part
        assert b"HTTP/1.1 303" in received


@pytest.mark.parametrize("size", [LARGEST_BODY // 2 + 1, 512 * 1024])
def test_a_form_that_is_too_large_is_refused_as_such_however_it_is_sent(site, size):
    body = b"a" * size
    plain = FORM + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % size + body
    in_chunks = b"".join(
        b"2000\r\n" + body[at : at + 0x2000].ljust(0x2000, b"a") + b"\r\n" for at in range(0, size, 0x2000)
    )
    chunked = FORM + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n" + in_chunks + b"0\r\n\r\n"
    assert [answer(site, sent)[0] for sent in (plain, chunked)] == [413, 413]


def test_what_a_proxy_would_say_is_not_believed_and_the_program_is_not_named(site):
    request_bytes = b"GET / HTTP/1.1\r\nHost: site.test\r\nConnection: close\r\nX-Forwarded-Proto: https\r\n\r\n"
    status, headers, _ = answer(site, request_bytes)
    assert status == 200
    assert "strict-transport-security" not in headers
    assert headers["server"] == "pinpoint"
