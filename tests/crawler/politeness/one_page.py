"""Asks for one page with the settings of a real run, in a process of its own, and writes down what came of it."""

import json
import os
import socket
import sys
from pathlib import Path

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.signals import spider_closed, spider_idle

from crawler import settings
from crawler.sources.definition import SourceDefinition

LISTEN = "0A"
NAMES = "PINPOINT_TEST_NAMES"
"""A JSON object of names and their addresses, used in place of the DNS."""


class OnePage(scrapy.Spider):
    name = "one_page"
    url = ""
    got = 0
    listening: tuple = ()
    slots: dict = {}  # noqa: RUF012

    async def start(self):
        yield scrapy.Request(self.url, callback=self.parse, errback=self.refused)

    def parse(self, response):
        self.got += 1
        self.listening = listening_sockets()

    def refused(self, failure):
        self.refusal = type(failure.value).__name__

    @classmethod
    def from_crawler(cls, crawler, *args, **kwargs):
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.note, signal=spider_idle)
        crawler.signals.connect(spider.note, signal=spider_closed)
        return spider

    def note(self, **_):
        slots = self.crawler.engine.downloader.slots if self.crawler.engine else {}
        self.slots = self.slots or {host: slot.delay for host, slot in slots.items()}


def listening_sockets():
    """Return the listening TCP sockets that this process holds."""
    held = set()
    for fd in Path("/proc/self/fd").iterdir():
        try:
            held.add(str(fd.readlink()).removeprefix("socket:[").removesuffix("]"))
        except OSError:
            continue
    rows = [
        line.split() for table in ("tcp", "tcp6") for line in Path(f"/proc/self/net/{table}").read_text().splitlines()
    ]
    return tuple(row[1] for row in rows if row[3] == LISTEN and row[9] in held)


def resolve_by(names):
    def look_up(name, port, *_, **__):
        if name not in names:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port or 0)) for address in names[name]]

    socket.getaddrinfo = look_up


def main(url, definition):
    if NAMES in os.environ:
        resolve_by(json.loads(os.environ[NAMES]))
    run_settings = settings.for_run(7, SourceDefinition.model_validate_json(definition), sample=None)
    run_settings.setdict(
        {"ITEM_PIPELINES": {}, "DOWNLOAD_TIMEOUT": 2, "RETRY_TIMES": 0, "LOG_LEVEL": "ERROR"}, priority="cmdline"
    )
    process = CrawlerProcess(run_settings, install_root_handler=False)
    crawler = process.create_crawler(OnePage)
    process.crawl(crawler, url=url)
    process.start()
    stats = {key: value for key, value in crawler.stats.get_stats().items() if isinstance(value, int | float | str)}
    spider = crawler.spider
    result = {"got": spider.got, "refusal": getattr(spider, "refusal", ""), "listening": spider.listening}
    sys.stdout.write(json.dumps({**result, "slots": spider.slots, "stats": stats}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
