"""The yardstick of the crawl bench: the same spider with Scrapy as it comes, and a feed of JSON lines.

`python -m tests.bench.bare_crawl DEFINITION FEED` writes seconds, listings and peak memory (MiB) as JSON.
"""

import json
import resource
import sys

from scrapy.crawler import CrawlerProcess

from crawler.platforms import spider_class
from crawler.sources.definition import SourceDefinition


def main(definition, feed):
    definition = SourceDefinition.model_validate_json(definition)
    # without cookies, for which Scrapy would fetch a list of domains from elsewhere; that makes it the faster
    # as our runs have it: a hundred tasks for each answer would make the yardstick slow
    own = {
        "FEEDS": {feed: {"format": "jsonlines"}},
        "LOG_LEVEL": "INFO",
        "COOKIES_ENABLED": False,
        "CONCURRENT_ITEMS": 1,
    }
    process = CrawlerProcess(own)
    crawler = process.create_crawler(spider_class(definition.platform))
    process.crawl(crawler, definition=definition)
    process.start()
    stats = crawler.stats.get_stats()
    figures = {"seconds": stats["elapsed_time_seconds"], "listings": stats["item_scraped_count"]}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps(figures | {"peak_mb": peak}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
