"""Each platform's spider over real HTTP, against the invented directory in the exact shape of the platform."""

import json
import os
from collections import Counter
from dataclasses import dataclass

import pytest
from scrapy.http import HtmlResponse

from crawler.probe.probe import recognize
from demo.directories.platforms import DEMONSTRATIONS, FRONT, directory_class
from demo.exchange import Request
from demo.servers import DirectoryServer
from demo.world.world import World
from tests import warm_process
from tests.crawler.platforms.invented import definition
from tests.warm_process import WHOLE_CRAWL

PUBLIC = "https://practitioners.needling-school.example"
ENTRIES = World().of("school")
CONTACT = "mailto:us@pinpoint.test"


@dataclass
class Crawled:
    """Results of one crawl; `asked` counts the paths that the server was asked for."""

    listings: list
    problems: list
    stats: dict
    asked: Counter


def crawl(platform, **options):
    """Recognize the platform's front page, and crawl with the options found in it and those given."""
    made = directory_class(platform)
    server = DirectoryServer(made(ENTRIES))
    server.start()
    try:
        source = definition(
            platform,
            url=PUBLIC + FRONT,
            base_url=server.base_url,
            stand_ins=dict.fromkeys(made.stands_in_for, server.base_url),
            politeness={"delay_seconds": 0, "concurrent_requests": 2},
            options=dict(recognized(platform)[0].options) | options,
        )
        crawl = json.loads(crawled(source, server).splitlines()[-1])
    finally:
        server.stop()
    return Crawled(
        [json.loads(one) for one in crawl["listings"]], crawl["problems"], crawl["stats"], Counter(server.requests)
    )


def crawled(source, server):
    allowed = {"PINPOINT_ALLOW_ADDRESSES": f"127.0.0.1:{server.port}", "PINPOINT_CRAWL_CONTACT": CONTACT}
    done = warm_process.run(WHOLE_CRAWL, source.model_dump_json(), env=os.environ | allowed)
    assert done.returncode == 0, done.stderr
    return done.stdout


def recognized(platform):
    """Return what every platform says of the front page of one."""
    front = directory_class(platform)(ENTRIES).respond(Request(FRONT, base_url=PUBLIC))
    return recognize(HtmlResponse(PUBLIC + FRONT, body=front.content, encoding="utf-8"))


@pytest.fixture(scope="module", params=sorted(DEMONSTRATIONS))
def read(request):
    return crawl(request.param)


@pytest.mark.parametrize("platform", DEMONSTRATIONS)
def test_a_front_page_is_recognized_as_one_platform_s_more_than_any_other_s(platform):
    first, *others = recognized(platform)
    assert first.platform == platform
    assert first.because != ()
    assert all(other.strength < first.strength for other in others)


def test_every_entry_is_read_once(read):
    assert len({one["source_id"] for one in read.listings}) == len(read.listings) == len(ENTRIES)
    assert len({one["name"] for one in read.listings}) == len({entry.name for entry in ENTRIES})


def test_every_address_is_the_public_one(read):
    assert [one["url"] for one in read.listings if not one["url"].startswith("https://")] == []
    assert "127.0.0.1" not in json.dumps(read.listings)


def test_the_crawl_ends_well_and_nothing_raised(read):
    assert read.stats["finish_reason"] == "finished"
    assert read.stats.get("spider_exceptions/count", 0) == 0


def test_robots_txt_was_read_and_nothing_that_it_forbids_was_asked_for(read):
    assert read.asked["/robots.txt"] >= 1
    assert [path for path in read.asked if path.startswith("/private/")] == []


def test_no_mail_address_is_gathered(read):
    assert [one for one in read.listings if "@" in json.dumps(one)] == []


def test_problems_are_rows_that_are_no_listings(read):
    assert {kind.split("/")[0] for kind, _, _ in read.problems} <= {"row"}


def test_stores_are_read_from_their_own_pages_too():
    by_page, by_ajax = crawl("wp_store_locator", pages="sitemap"), crawl("wp_store_locator")
    ids = [{one["source_id"] for one in read.listings} for read in (by_page, by_ajax)]
    assert ids[0] == ids[1]
    assert by_page.problems == []
    assert {one["url"] for one in by_page.listings} == {one["url"] for one in by_ajax.listings}


def test_stores_are_read_around_points_too():
    around = crawl("wp_store_locator", tiled=True)
    whole = crawl("wp_store_locator")
    assert {one["source_id"] for one in around.listings} == {one["source_id"] for one in whole.listings}
