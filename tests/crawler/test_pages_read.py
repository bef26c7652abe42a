import asyncio
import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response
from scrapy.settings import Settings
from scrapy.statscollectors import StatsCollector
from sqlalchemy import insert

from crawler.runs import known_names
from crawler.runs.stage_pipeline import PagesRead
from index.store.schema import listing as listing_table
from tests.builders import READ, listing
from tests.store_rows import listing_row, register_source

PAGE = Response("https://school.test/")
NEXT = Request("https://school.test/2")


def counted(*pages, page=PAGE):
    """Pass what each page gave through the middleware; return what came out and what was counted."""
    crawler = SimpleNamespace(spider=SimpleNamespace(definition=SimpleNamespace(id="school")))
    crawler.stats = StatsCollector(SimpleNamespace(settings=Settings({"STATS_DUMP": False})))
    middleware = PagesRead.from_crawler(crawler)

    async def gave(page):
        for one in page:
            yield one

    async def run():
        return [[one async for one in middleware.process_spider_output(page, gave(one_page))] for one_page in pages]

    return asyncio.run(run()), crawler.stats.get_stats()


def page(text):
    return HtmlResponse("https://school.test/", body=text.encode(), encoding="utf-8")


@pytest.fixture
def three_known(store):
    """A source whose last reading named Ada Hale, José Ruiz and Kim O'Dell; one more has been missing since."""
    with store.write() as connection:
        register_source(connection)
        for key, name in enumerate(("Ada Hale", "Jos\u00e9  Ruiz", "Kim O'Dell", "Gone Long")):
            row = listing_row(replace(listing(str(key)), source="school", source_id=str(key)), READ, READ)
            row["raw"] = json.dumps({"name": name})
            connection.execute(insert(listing_table).values(row | ({"missing_since": READ} if key == 3 else {})))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("<li>ADA <b>Hale</b>, PT<li>jos\u00e9 ruiz", 2),
        ("Kim O&#39;Dell", 1),
        ('{"people": [{"name": "Ada Hale"}]}', 1),
        ("No practitioner was found. Gone Long", 0),
        ("", 0),
    ],
)
def test_a_page_without_listings_is_searched_for_the_names_of_earlier_runs(three_known, text, seen):
    stats = counted([NEXT], page=page(text))[1]
    assert (stats["page/known_names"], stats["page/names_seen"]) == (3, seen)


def test_the_page_with_most_names_counts_and_no_page_after_the_first_listings(three_known):
    assert counted([], page=page("Ada Hale Kim O'Dell"))[1]["page/names_seen"] == 2
    assert "page/known_names" not in counted(["a listing"], [], page=page("Ada Hale"))[1]


def test_nothing_follows_where_nobody_or_too_many_are_known(store, three_known, monkeypatch):
    monkeypatch.setattr(known_names, "MOST_NAMES", 2)
    assert counted([], page=page("Ada Hale"))[1] == {"page/read": 1, "page/known_names": 0}


def test_a_file_that_is_no_text_names_nobody(three_known):
    assert counted([])[1]["page/names_seen"] == 0


def test_what_a_page_gave_is_passed_on_untouched():
    assert counted(["a listing", NEXT])[0] == [["a listing", NEXT]]


def test_pages_are_counted_and_those_with_listings_too():
    assert counted(["a listing", NEXT], [NEXT], [])[1] == {"page/read": 3, "page/with_listings": 1}
