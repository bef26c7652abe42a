import asyncio
from types import SimpleNamespace

from scrapy import Request
from scrapy.http import Response

from crawler.runs.stage_pipeline import PagesRead

PAGE = Response("https://school.test/")
NEXT = Request("https://school.test/2")


class Stats(dict):
    def inc_value(self, name):
        self[name] = self.get(name, 0) + 1


def counted(*pages):
    """Pass what each page gave through the middleware; return what came out and what was counted."""
    stats = Stats()
    middleware = PagesRead.from_crawler(SimpleNamespace(stats=stats))

    async def gave(page):
        for one in page:
            yield one

    async def run():
        return [[one async for one in middleware.process_spider_output(PAGE, gave(page))] for page in pages]

    return asyncio.run(run()), stats


def test_what_a_page_gave_is_passed_on_untouched():
    assert counted(["a listing", NEXT])[0] == [["a listing", NEXT]]


def test_pages_are_counted_and_those_with_listings_too():
    assert counted(["a listing", NEXT], [NEXT], [])[1] == {"page/read": 3, "page/with_listings": 1}
