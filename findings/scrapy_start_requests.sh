#!/usr/bin/env bash
# Guess:     a spider that defines `start_requests`, as every tutorial of ten years does, is called, or refused aloud.
# Behavior:  Scrapy 2.19.0 does not call it any more: the spider fetches nothing, ends with "finished" and exit code 0.
# Why:       an upgrade empties a source, and a crawl of nothing looks like a good one.
# Seen:      2026-11-29, on PyPI's Scrapy 2.19.0 (2.15 still called it, with a warning).
. "$(dirname "$0")/environment.sh"
install scrapy==2.19.0
cat >"$folder/old_spider.py" <<'PYTHON'
import scrapy


class OldSpider(scrapy.Spider):
    name = "old"

    def start_requests(self):
        print("start_requests was called")
        yield scrapy.Request("data:,hello", callback=self.parse)

    def parse(self, response):
        yield {"seen": response.text}
PYTHON
printed=$(cd "$folder" && "$folder/venv/bin/scrapy" runspider old_spider.py 2>&1) && code=0 || code=$?
echo "exit code $code"
echo "$printed" | grep -E "finish_reason|item_scraped_count|start_requests" || true
[ "$code" = 0 ] && grep -q "'finish_reason': 'finished'" <<<"$printed" && ! grep -q "start_requests was called" <<<"$printed"
