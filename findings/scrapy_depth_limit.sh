#!/usr/bin/env bash
# Guess:     a list of 12 pages, each linked from the one before, is either read whole or the crawl says that it was cut.
# Behavior:  Scrapy 2.19.0 drops the request that is deeper than DEPTH_LIMIT with one line at level DEBUG; the spider ends
#            with "finished", exit code 0, and no stat says how much is missing.
# Why:       a limit against endless links silently cuts long directories, and the rest looks withdrawn.
# Seen:      2026-11-29, on PyPI's Scrapy 2.19.0.
. "$(dirname "$0")/environment.sh"
install scrapy==2.19.0
cat >"$folder/pages.py" <<'PYTHON'
import scrapy


class Pages(scrapy.Spider):
    name = "pages"
    custom_settings = {"DEPTH_LIMIT": 5, "LOG_LEVEL": "INFO"}

    async def start(self):
        yield scrapy.Request("data:,1")

    def parse(self, response):
        number = int(response.text)
        yield {"page": number}
        if number < 12:
            yield scrapy.Request(f"data:,{number + 1}")
PYTHON
printed=$(cd "$folder" && "$folder/venv/bin/scrapy" runspider pages.py 2>&1) && code=0 || code=$?
echo "exit code $code"
grep -E "finish_reason|item_scraped_count" <<<"$printed"
[ "$code" = 0 ] && grep -q "'finish_reason': 'finished'" <<<"$printed" && grep -q "'item_scraped_count': 6," <<<"$printed"
! grep -v Overridden <<<"$printed" | grep -qiE "ignored|dropped|too deep"
