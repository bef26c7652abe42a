"""Crawls one source with the settings of a real run, in a process of its own, and writes down what it found."""

import json
import sys

from scrapy.crawler import CrawlerProcess
from scrapy.signals import item_scraped

from crawler import settings
from crawler.platforms import spider_class
from crawler.sources.definition import SourceDefinition
from index.records.codec import to_json


def main(text):
    definition = SourceDefinition.model_validate_json(text)
    run_settings = settings.for_run(7, definition, sample=None)
    run_settings.setdict({"ITEM_PIPELINES": {}, "LOG_LEVEL": "ERROR"}, priority="cmdline")
    process = CrawlerProcess(run_settings, install_root_handler=False)
    crawler = process.create_crawler(spider_class(definition.platform))
    found = []
    crawler.signals.connect(lambda item: found.append(to_json(item)), signal=item_scraped, weak=False)
    process.crawl(crawler, definition=definition, arguments={})
    process.start()
    result = {"listings": sorted(found), "problems": crawler.spider.take_problems(), "part": crawler.spider.restricted}
    stats = {key: value for key, value in crawler.stats.get_stats().items() if isinstance(value, int | float | str)}
    sys.stdout.write(json.dumps(result | {"stats": stats}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
