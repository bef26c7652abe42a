"""A small crawl in a child process that stages nothing (`python -m crawler.probe.small_crawl`), and its results.

The child reads an order from standard input and writes its results to standard output.
"""

import json
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

from scrapy import Request
from scrapy.crawler import CrawlerProcess
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy.signals import item_scraped, response_received

from crawler import settings as scrapy_settings
from crawler.platforms import spider_class
from crawler.platforms.addresses import Addresses
from crawler.platforms.base import DirectorySpider
from crawler.sources.definition import SourceDefinition
from index.records import RawListing, RegisterEntry
from index.records.codec import from_json, to_json


class PageSpider(DirectorySpider):
    """Fetches the start address of its source; `main` records the answer."""

    async def start(self) -> AsyncIterator[Any]:
        """Request the page; an error page is an answer too."""
        yield self.request(self.definition.url, self.parse_page).replace(meta={"handle_httpstatus_all": True})

    def parse_page(self, response: Response) -> None:
        """Yield nothing."""


MOST_PAGES = 25
MOST_SECONDS = 180


def main(order: dict[str, Any]) -> dict[str, Any]:
    """Crawl as ordered (`definition`, `arguments`, `sample`) and return the results; without a platform, one page."""
    definition = SourceDefinition.model_validate(order["definition"])
    settings = scrapy_settings.for_run(0, definition, sample=order["sample"])
    limits = {"CLOSESPIDER_PAGECOUNT": MOST_PAGES, "CLOSESPIDER_TIMEOUT": MOST_SECONDS}
    settings.setdict({"ITEM_PIPELINES": {}, "LOG_LEVEL": "ERROR", **limits}, priority="cmdline")
    process = CrawlerProcess(settings, install_root_handler=False)
    crawler = process.create_crawler(spider_class(definition.platform) if definition.platform else PageSpider)
    listings: list[str] = []
    pages: list[dict[str, Any]] = []
    crawler.signals.connect(lambda item: listings.append(to_json(item)), signal=item_scraped, weak=False)
    crawler.signals.connect(
        lambda response, request: pages.append(_page(response, request)), signal=response_received, weak=False
    )
    process.crawl(crawler, definition=definition, arguments=order["arguments"])
    process.start()
    spider: Any = crawler.spider
    stats = crawler.stats.get_stats() if crawler.stats else {}
    return {
        "pages": pages,
        "listings": listings[: order["sample"]],
        "problems": spider.take_problems() if spider else [],
        "stats": {name: value for name, value in stats.items() if isinstance(value, int | float | str)},
    }


def _page(response: Response, request: Request) -> dict[str, Any]:
    headers = {name.decode("latin-1"): values[-1].decode("latin-1") for name, values in response.headers.items()}
    return {
        "method": request.method,
        "asked": request.url,
        "form": request.body.decode("utf-8", errors="replace"),
        "url": response.url,
        "status": response.status,
        "headers": headers,
        "body": b64encode(response.body).decode("ascii"),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(json.load(sys.stdin))) + "\n")


ROBOTS = "/robots.txt"


class ProbeFailedError(RuntimeError):
    """The small crawl failed, so nothing is known of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer with its request; `form` is the body of a POST."""

    method: str
    asked: str
    form: str
    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """The Content-Type of the answer, "" if it has none."""
        return next((value.lower() for name, value in self.headers.items() if name.lower() == "content-type"), "")

    def public_url(self, definition: SourceDefinition) -> str:
        """Return the public address, wherever the page was fetched from."""
        return Addresses.of(definition).public_of(self.url)

    @property
    def response(self) -> Response:
        """The answer as a callback of a spider gets it."""
        headers = Headers(self.headers)
        kind = responsetypes.from_args(headers=headers, url=self.url, body=self.body)
        return kind(self.url, status=self.status, headers=headers, body=self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallCrawl:
    """The results of a small crawl. `pages` are without robots.txt, in the order of arrival."""

    pages: tuple[Page, ...]
    robots: Page | None
    listings: tuple[RawListing, ...]
    entries: tuple[RegisterEntry, ...]
    """Entries of a register, which has no listings."""
    problems: tuple[tuple[str, str, str], ...]
    stats: Mapping[str, Any]


def small_crawl(definition: SourceDefinition, *, sample: int, arguments: Mapping[str, str] | None = None) -> SmallCrawl:
    """Read a few listings of a source, without a platform its page only; raises ProbeFailedError."""
    order = {
        "definition": definition.model_dump(mode="json"),
        "arguments": dict(arguments or {}),
        "sample": sample,
    }
    done = subprocess.run(
        [sys.executable, "-m", "crawler.probe.small_crawl"],
        input=json.dumps(order),
        capture_output=True,
        text=True,
        check=False,
        timeout=MOST_SECONDS + 120,
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it gave no reason"])[-1]
        raise ProbeFailedError(f"the page could not be looked at: {last}")
    results = json.loads(done.stdout.splitlines()[-1])
    pages = [Page(**{**page, "body": b64decode(page["body"])}) for page in results["pages"]]
    robots = [page for page in pages if page.asked.endswith(ROBOTS)]
    return SmallCrawl(
        pages=tuple(page for page in pages if not page.asked.endswith(ROBOTS)),
        robots=robots[0] if robots else None,
        listings=tuple(from_json(RawListing, one) for one in results["listings"] if not _is_entry(one)),
        entries=tuple(from_json(RegisterEntry, one) for one in results["listings"] if _is_entry(one)),
        problems=tuple((kind, where, detail) for kind, where, detail in results["problems"]),
        stats=results["stats"],
    )


def _is_entry(record: str) -> bool:
    return "register" in json.loads(record)
