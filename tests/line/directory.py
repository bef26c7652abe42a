"""An invented directory on loopback: pages of a list, and a page for each entry. Every request is written to a log.

A process of its own, on bare sockets, so that it never is what a crawl waits for:
`python -m tests.line.directory --listings 300 --log FILE`. It writes its address and serves until it is ended.
"""

import argparse
import asyncio
import gzip
import hashlib
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ON_A_PAGE = 50
SOURCE = """
id: invented
name: Invented directory
publisher: Nobody
url: https://directory.test/
platform: html_list
kind: demonstration
coverage: Invented people
terms: {note: Invented by us}
robots_note: The test's own
politeness: {delay_seconds: 1, concurrent_requests: 4}
gates: {minimum_listings: 1}
enabled_by_default: true
options: {card: .entry, name: h2, link: h2 a, phone: .phone, next_page: a.next, detail: .more}
"""


def entry_page(number):
    filler = "".join(f"<p>Line {line} of what the invented person {number} writes.</p>" for line in range(20))
    said = "Dry needling is part of what I do." if number % 3 == 0 else "I treat backs and knees."
    return (
        f"<!doctype html><title>Ada Person{number}</title><div class=more><h1>Ada Person{number}, PT</h1>"
        f"<p>{said}</p><p>{number} Invented Street, Salida, CO 81201</p>{filler}</div>"
    )


def list_page(page, listings):
    first = page * ON_A_PAGE
    cards = "".join(
        f'<div class=entry><h2><a href="/entry/{number}">Ada Person{number}</a></h2>'
        f"<p>{number} Invented Street, Salida, CO 81201</p><p class=phone>(303) 555-01{number % 100:02}</p></div>"
        for number in range(first, min(first + ON_A_PAGE, listings))
    )
    more = f'<a class=next href="/list/{page + 1}">next</a>' if first + ON_A_PAGE < listings else ""
    return f"<!doctype html><title>Page {page}</title>{cards}{more}"


def pages(listings, *, gone=False):
    """Return path → (content type, body); with `gone`, without the pages of the entries."""
    made = {"/robots.txt": ("text/plain", "User-agent: *\nAllow: /\nDisallow: /private/\n")}
    for page in range(max(1, -(-listings // ON_A_PAGE))):
        made[f"/list/{page}" if page else "/"] = ("text/html", list_page(page, listings))
    for number in range(listings):
        made[f"/entry/{number}"] = ("text/html", entry_page(number))
    return made if not gone else {path: page for path, page in made.items() if not path.startswith("/entry/")}


class Directory:
    """Answers from memory: plain, or compressed and with validators, after a pause of some seconds."""

    def __init__(self, options):
        self.options = options
        self.log = Path(options.log).open("a", buffering=1) if options.log and not options.quiet else None  # noqa: SIM115  (as long as it lives)
        self.answers = {path: self.answer(*what) for path, what in pages(options.listings, gone=options.gone).items()}
        self.met = Counter()
        self.missing = self.answer("text/plain", "no such page", status="404 Not Found")

    def answer(self, kind, text, status="200 OK"):
        body = text.encode()
        more = f"Content-Type: {kind}\r\n"
        etag = ""
        if self.options.validators:
            etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            more += f"ETag: {etag}\r\n"
        if self.options.gzip:
            body = gzip.compress(body, mtime=0)
            more += "Content-Encoding: gzip\r\n"
        head = f"HTTP/1.1 {status}\r\n{more}Set-Cookie: visit=1\r\nContent-Length: {len(body)}\r\n\r\n"
        return head.encode() + body, etag

    async def serve(self, reader, writer):
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                await self.reply(request.decode("latin-1"), writer)
        except (asyncio.IncompleteReadError, OSError):
            pass  # whoever asked has gone
        finally:
            writer.close()

    def odd(self, path):
        """With --odd every seventh entry is busy at first, and every eleventh has moved."""
        number = int(path.rpartition("/")[2]) if path.startswith("/entry/") and path[7:].isdigit() else 1
        self.met[path] += 1
        if number % 7 == 0 and self.met[path] == 1:
            return self.answer("text/plain", "busy", status="503 Service Unavailable")
        if number % 11 == 0:
            return self.answer("text/plain", "moved", status=f"302 Found\r\nLocation: /déplacé{path}")
        return self.answers.get(path.removeprefix("/d%C3%A9plac%C3%A9"), self.missing)

    async def reply(self, request, writer):
        path = request.split(" ", 2)[1]
        answer, etag = self.odd(path) if self.options.odd else self.answers.get(path, self.missing)
        asked = next((line[15:] for line in request.split("\r\n") if line.lower().startswith("if-none-match: ")), "")
        unchanged = bool(etag) and asked == etag
        if self.log:
            self.log.write(f"{'304' if unchanged else '200'} {path}\n")
        if self.options.pause:
            await asyncio.sleep(self.options.pause)
        writer.write(f"HTTP/1.1 304 Not Modified\r\nETag: {etag}\r\n\r\n".encode() if unchanged else answer)
        await writer.drain()


async def main(options):
    server = await asyncio.start_server(Directory(options).serve, "127.0.0.1", options.port)
    sys.stdout.write(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


@dataclass(frozen=True)
class Running:
    """A directory that answers at `url`, and writes what it is asked to `log`."""

    url: str
    log: Path

    def asked(self):
        """Return the paths asked for, in order; of a 304 with that number before it."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [line.removeprefix("200 ") for line in lines]

    def count(self):
        """The number of requests so far."""
        return self.log.read_bytes().count(b"\n") if self.log.exists() else 0

    @property
    def allowed(self):
        """The environment that lets a crawl near this machine."""
        return {"PINPOINT_ALLOW_ADDRESSES": self.url.removeprefix("http://"), "PINPOINT_CRAWL_CONTACT": "us@ours.test"}


@contextmanager
def directory(folder, listings, *options):
    """Serve an invented directory while the block runs."""
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "asked.log"
    command = [sys.executable, "-m", "tests.line.directory", f"--listings={listings}", f"--log={log}", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield Running(server.stdout.readline().strip(), log)
        finally:
            server.kill()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--listings", type=int, default=300)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--log", default="")
    parser.add_argument("--pause", type=float, default=0.0)
    parser.add_argument("--odd", action="store_true", help="some entries are busy at first, some have moved")
    parser.add_argument("--gone", action="store_true", help="the pages of the entries answer 404")
    parser.add_argument("--quiet", action="store_true", help="write no log")
    parser.add_argument("--gzip", action="store_true")
    parser.add_argument("--validators", action="store_true")
    asyncio.run(main(parser.parse_args()))
