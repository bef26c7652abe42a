"""A directory on loopback that can turn on whoever reads it. Everybody listed is invented, and so is every fault.

`ordinary` is how it answers on a good day: twelve people on two pages. A fault is a function that takes the exchange
and answers in its own way; it stands in for one path, or for all.
"""

import gzip
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

LIST, SECOND, ROBOTS = "/find", "/find?page=2", "/robots.txt"
MEBIBYTE = 1 << 20
GIVEN = ["Jordan", "Renée", "Sam", "Zoë", "Robin", "Casey", "José", "Quinn", "Dana", "Riley", "Anaïs", "Morgan"]
PEOPLE = [f"{given} Averwick" for given in GIVEN]


def card(number, extra=""):
    return (
        f'<div class="card"><h3><a href="/people/{number}">{PEOPLE[number]}</a></h3>'
        f'<a href="tel:3035550{100 + number}">call</a><p>{number + 1} Example St, Salida, CO 81201</p>{extra}</div>'
    )


def listing(page, *, head="", tail="", extra=""):
    """The markup of the first or the second page of the list."""
    numbers = range(6) if page == 1 else range(6, 12)
    following = f'<a class="next" href="{SECOND}">next</a>' if page == 1 else ""
    cards = "".join(card(number, extra) for number in numbers)
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{cards}{following}{tail}</body></html>'


def ordinary(exchange):
    pages = {LIST: listing(1), SECOND: listing(2)}
    if exchange.path in pages:
        exchange.answer(200, pages[exchange.path])
    else:
        exchange.answer(404, "<p>there is no such page</p>")


class Exchange(BaseHTTPRequestHandler):
    """One request, and how it is answered."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def do_GET(self):
        server = self.server.hostile
        server.asked.append(self.path)
        server.moments.append(time.monotonic())
        with suppress(OSError):  # whoever asked has left
            server.behavior_for(self.path)(self)

    def answer(self, status, body="", headers=None, media_type="text/html; charset=utf-8"):
        body = body.encode() if isinstance(body, str) else body
        self.begin(status, {"Content-Type": media_type, "Content-Length": str(len(body)), **(headers or {})})
        self.wfile.write(body)

    def begin(self, status, headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """Say nothing: whoever reads here may leave in the middle."""


class HostileServer:
    """`asked` are the paths asked for, in order, and `moments` when; `turn` sets what goes wrong from now on."""

    def __init__(self):
        self.asked, self.moments, self.faults = [], [], {}
        self.server = Server(("127.0.0.1", 0), Exchange)
        self.server.hostile = self
        self.address = f"127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def turn(self, faults):
        """Answer paths, or "*" for all but robots.txt, by these functions; {} is a good day again."""
        self.asked, self.moments, self.faults = [], [], faults

    def behavior_for(self, path):
        anything = None if path == ROBOTS else self.faults.get("*")
        return self.faults.get(path) or anything or ordinary

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


def status(code, headers=None, body="<p>not now</p>"):
    return lambda exchange: exchange.answer(code, body, headers)


def redirect(target):
    return status(302, {"Location": target})


def markup(text):
    return lambda exchange: exchange.answer(200, text)


def after(times, first, then):
    """Answer by one fault a few times, and by another from then on."""
    left = [times]

    def behave(exchange):
        left[0] -= 1
        (first if left[0] >= 0 else then)(exchange)

    return behave


def sent_on_and_on(exchange):
    number = int(exchange.path.rpartition("=")[2]) if "hop=" in exchange.path else 0
    redirect(f"{LIST}?hop={number + 1}")(exchange)


def silence(seconds):
    def behave(exchange):
        time.sleep(seconds)
        exchange.close_connection = True

    return behave


def drip(seconds):
    """Send a byte now and then, for longer than anybody should wait."""

    def behave(exchange):
        exchange.begin(200, {"Content-Type": "text/html", "Content-Length": "100000"})
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            exchange.wfile.write(b"a")
            exchange.wfile.flush()
            time.sleep(0.2)
        exchange.close_connection = True

    return behave


def cut_off(exchange):
    exchange.begin(200, {"Content-Type": "text/html", "Content-Length": "100000"})
    exchange.wfile.write(listing(1).encode()[:500])
    exchange.close_connection = True


def bomb(mebibytes):
    """A small answer that is a large page of nothing once it is unpacked."""

    def behave(exchange):
        packed = BytesIO()
        with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1) as file:
            for _ in range(mebibytes):
                file.write(bytes(MEBIBYTE))
        exchange.answer(200, packed.getvalue(), {"Content-Encoding": "gzip"})

    return behave


def endless(exchange):
    exchange.begin(200, {"Content-Type": "text/html", "Connection": "close"})
    exchange.close_connection = True
    block = b"<p>and on</p>" * 8192
    for _ in range(10_000):
        exchange.wfile.write(block)


def many_headers(kibibytes):
    return status(200, {f"X-{number}": "y" * 1000 for number in range(kibibytes)}, listing(1))


def endless_headers(exchange):
    exchange.send_response(200)
    exchange.flush_headers()
    for number in range(1_000_000):
        exchange.wfile.write(f"X-{number}: {'y' * 1000}\r\n".encode())
    exchange.close_connection = True


def mislabeled(page):
    """Windows-1252, sent as UTF-8."""
    text = listing(page).encode("cp1252")
    return lambda exchange: exchange.answer(200, text)


def noise(exchange):
    exchange.answer(200, bytes(range(256)) * 64)
