"""Sources that really break: one bad run of each is no alarm, two are, by name and cause; and then they recover."""

import http.server
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from tests.line.command import Home
from tests.line.directory import SOURCE

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PEOPLE = (
    "Ada Brook",
    "Bea Castle",
    "Carl Dorsey",
    "Dora Ewing",
    "Emil Fuller",
    "Fay Graham",
    "Gus Hollis",
    "Ida Ingram",
)
CARDS = "".join(
    f"<div class=entry><h2><a href='/entry/{number}'>{name}</a></h2><p>{number} Invented Street, Salida, CO 81201</p>"
    f"<p class=phone>(303) 555-01{number:02}</p></div>"
    for number, name in enumerate(PEOPLE)
)
DOORS = {
    "well": (200, {}, f"<!doctype html><title>Page 0</title>{CARDS}"),
    "down": (500, {}, "an error of its own"),
    "challenged": (403, {"cf-mitigated": "challenge"}, "Just a moment"),
    "empty": (200, {}, "<!doctype html><title>Page 0</title><p>Nobody is listed.</p>"),
}
BROKEN = {"down": "unreachable", "challenged": "blocked", "empty": "rejected"}
FILES = {"emptied": "", "replaced": "<!doctype html><html><title>Log in</title><p>Log in</p></html>", "gone": None}
TABLE = "name,street,city,state,zip\n" + "".join(
    f"{name},{number} Invented Street,Salida,CO,81201\n" for number, name in enumerate(PEOPLE)
)
CSV = """
id: {name}
name: Invented table
publisher: Nobody
url: https://{name}.test/
platform: csv_file
kind: demonstration
coverage: Invented people
terms: {{note: Invented by us}}
robots_note: The test's own
gates: {{minimum_listings: 1}}
schedule: {{every: P1D}}
enabled_by_default: true
options: {{file: {file}}}
"""


class Site(http.server.BaseHTTPRequestHandler):
    """A directory that answers as its server's `door` says."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        status, headers, body = DOORS[self.server.door]
        if self.path == "/robots.txt" and status != 500:
            status, headers, body = 200, {}, "User-agent: *\nAllow: /\n"
        data = body.encode()
        self.send_response(status)
        for name, value in (headers | {"Content-Type": "text/html", "Content-Length": str(len(data))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        """Write nothing."""


@contextmanager
def sites(names):
    """Give name → server of as many directories."""
    servers = {name: http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) for name in names}
    threads = [threading.Thread(target=server.serve_forever) for server in servers.values()]
    for server, thread in zip(servers.values(), threads, strict=True):
        server.door, server.daemon_threads = "well", True
        thread.start()
    try:
        yield servers
    finally:
        for server, thread in zip(servers.values(), threads, strict=True):
            server.shutdown()
            thread.join()
            server.server_close()


def write_sources(home, servers, tables):
    folder = home.path / "sources"
    folder.mkdir(parents=True)
    for name, server in servers.items():
        text = SOURCE.replace("id: invented", f"id: {name}").replace("directory.test", f"{name}.test")
        text = text.replace(", detail: .more", "").replace("delay_seconds: 1", "delay_seconds: 0")
        text += f"schedule: {{every: P1D}}\nbase_url: http://127.0.0.1:{server.server_port}\n"
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    for name, path in tables.items():
        path.write_text(TABLE, encoding="utf-8")
        (folder / f"{name}.yml").write_text(CSV.format(name=name, file=path), encoding="utf-8")


def wrong(home, code):
    return {one["check"]: one["note"] for one in home.json("doctor", code=code) if not one["well"]}


def test_each_broken_source_is_named_after_two_bad_runs_and_none_after_recovery(tmp_path):
    tables = {name: tmp_path / f"{name}.csv" for name in FILES}
    with sites(BROKEN) as servers:
        addresses = [f"127.0.0.1:{server.server_port}" for server in servers.values()]
        contact = {"PINPOINT_CRAWL_CONTACT": "us@ours.test", "PINPOINT_CRAWLS_AT_ONCE": "3"}

        def at(days):
            home = Home(tmp_path / "home", now=(NOW + timedelta(days=days)).isoformat(), more=contact)
            return home.allowing(*addresses)

        write_sources(at(0), servers, tables)
        at(0).run("work", "--once")
        for run in at(0).json("runs"):
            at(0).run("approve", run["run"], "--reason", "the first run of the test")
        at(0).run("work", "--once")
        assert wrong(at(0), 0) == {}

        for name, server in servers.items():
            server.door = name
        at(2).run("work", "--once")
        assert wrong(at(2), 0) == {}  # one bad run of each
        for name, content in FILES.items():
            tables[name].unlink() if content is None else tables[name].write_text(content, encoding="utf-8")
        at(4).run("work", "--once", code=1)
        notes = wrong(at(4), 1)
        assert notes.keys() == {"sources", "source files"}
        for name in ("down", "empty"):
            assert f"{name}: 2 bad runs in a row, the last {BROKEN[name]}" in notes["sources"]
        assert "challenged is late: last read well on 2026-11-23" in notes["sources"]  # a closed door is left alone
        for name in FILES:  # no site is waited for: its file is looked at
            assert f"{name}.yml: options." in notes["source files"]

        for server in servers.values():
            server.door = "well"
        for path in tables.values():
            path.write_text(TABLE, encoding="utf-8")
        at(12).run("work", "--once")
        assert wrong(at(12), 0) == {}
