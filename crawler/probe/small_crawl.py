"""Runs a small crawl in a child process, and gives back what it read as records."""

import json
import subprocess
import sys
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from crawler.platforms.addresses import Addresses
from crawler.probe.crawl_child import MOST_SECONDS
from crawler.source import SourceDefinition
from index.records import RawListing, RegisterEntry
from index.records.codec import from_json

ROBOTS = "/robots.txt"


class ProbeFailedError(RuntimeError):
    """The small crawl broke off, so nothing is known of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer: what was asked (a form is a POST's body), what came, from where."""

    method: str
    asked: str
    form: str
    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """What the server says that it is."""
        return next((value.lower() for name, value in self.headers.items() if name.lower() == "content-type"), "")

    def public_url(self, definition: SourceDefinition) -> str:
        """Return the address that it has for everybody, wherever it was fetched from."""
        return Addresses.of(definition).public_of(self.url)

    @property
    def response(self) -> Response:
        """The answer as a callback gets it."""
        headers = Headers(self.headers)
        kind = responsetypes.from_args(headers=headers, url=self.url, body=self.body)
        return kind(self.url, status=self.status, headers=headers, body=self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallCrawl:
    """What a small crawl read. `pages` are without robots.txt, in the order of their coming."""

    pages: tuple[Page, ...]
    robots: Page | None
    listings: tuple[RawListing, ...]
    entries: tuple[RegisterEntry, ...]
    """What a register holds in place of listings."""
    problems: tuple[tuple[str, str, str], ...]
    stats: Mapping[str, Any]


def small_crawl(definition: SourceDefinition, *, sample: int, arguments: Mapping[str, str] | None = None) -> SmallCrawl:
    """Read a few listings of a source, or without platform its page alone; raises ProbeFailedError."""
    order = {
        "definition": definition.model_dump(mode="json"),
        "arguments": dict(arguments or {}),
        "sample": sample,
    }
    done = subprocess.run(
        [sys.executable, "-m", "crawler.probe.crawl_child"],
        input=json.dumps(order),
        capture_output=True,
        text=True,
        check=False,
        timeout=MOST_SECONDS + 120,
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it gave no reason"])[-1]
        raise ProbeFailedError(f"the page could not be looked at: {last}")
    told = json.loads(done.stdout.splitlines()[-1])
    pages = [Page(**{**page, "body": b64decode(page["body"])}) for page in told["pages"]]
    robots = [page for page in pages if page.asked.endswith(ROBOTS)]
    return SmallCrawl(
        pages=tuple(page for page in pages if not page.asked.endswith(ROBOTS)),
        robots=robots[0] if robots else None,
        listings=tuple(from_json(RawListing, one) for one in told["listings"] if not _is_entry(one)),
        entries=tuple(from_json(RegisterEntry, one) for one in told["listings"] if _is_entry(one)),
        problems=tuple((kind, where, detail) for kind, where, detail in told["problems"]),
        stats=told["stats"],
    )


def _is_entry(record: str) -> bool:
    return "register" in json.loads(record)
