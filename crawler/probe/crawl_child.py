"""A small crawl in a process of its own, that stages nothing: `python -m crawler.probe.crawl_child`.

It reads an order from standard input and writes what was read to standard output.
"""

import json
import sys
from base64 import b64encode
from typing import Any

from scrapy import Request
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from scrapy.signals import item_scraped, response_received

from crawler import settings as scrapy_settings
from crawler.platforms import spider_class
from crawler.probe.page_spider import PageSpider
from crawler.source import SourceDefinition
from index.records.codec import to_json

MOST_PAGES = 25
MOST_SECONDS = 180


def main(order: dict[str, Any]) -> dict[str, Any]:
    """Crawl as ordered (`definition`, `arguments`, `sample`; no platform: its page alone) and return what was read."""
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
