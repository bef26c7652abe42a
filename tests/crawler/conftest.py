"""A site on loopback whose robots.txt the test chooses, and a crawl of one of its pages."""

import json
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from crawler.sources.definition import SourceDefinition
from tests import warm_process


class Site:
    """`status`, `body` and `pause` are what its robots.txt answers with; `asked` counts paths and agents.

    `moved` sends a path on to another address, and `rules_at` is where robots.txt is then found.
    """

    def __init__(self):
        self.status, self.body, self.pause = 200, "", 0.0
        self.moved, self.rules_at = {}, "/robots.txt"
        self.asked = Counter()
        self.agents = set()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def handler(site):  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                site.asked[self.path] += 1
                site.agents.add(self.headers["User-Agent"])
                robots = self.path in {"/robots.txt", site.rules_at}
                moved = site.moved.get(self.path, "")
                if robots:
                    time.sleep(site.pause)
                body = b"" if moved else (site.body if robots else "<p>a page</p>").encode()
                try:
                    self.send_response(302 if moved else site.status if robots else 200)
                    if moved:
                        self.send_header("Location", moved)
                    self.send_header("Content-Type", "text/plain" if robots else "text/html")
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    self.close_connection = True  # whoever asked did not wait

            def log_message(self, *_):
                pass

        return Handler


@pytest.fixture
def site(monkeypatch):
    site = Site()
    port, nobody = site.server.server_port, "127.0.0.1:9"
    monkeypatch.setenv("PINPOINT_ALLOW_ADDRESSES", f"127.0.0.1:{port},localhost:{port},{nobody}")
    yield site
    site.server.shutdown()
    site.server.server_close()


@pytest.fixture
def definition(site):
    return SourceDefinition.model_validate(
        {
            "id": "invented",
            "name": "Invented",
            "publisher": "Nobody",
            "url": f"{site.url}/",
            "platform": "html_list",
            "kind": "demonstration",
            "coverage": "Nobody",
            "terms": {"note": "Invented"},
            "robots_note": "The test's own",
            "politeness": {"delay_seconds": 0},
            "gates": {"minimum_listings": 1},
            "enabled_by_default": True,
        }
    )


@pytest.fixture
def crawl(site, definition):
    """Crawl one page of the site with the settings of a run and return what came of it."""

    def run(path="/a-page", url="", source=definition):
        asked = (url or site.url + path, source.model_dump_json())
        done = warm_process.run("tests.crawler.politeness.one_page", *asked, timeout=60)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    return run
