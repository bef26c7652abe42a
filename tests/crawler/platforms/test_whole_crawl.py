"""The spiders over real HTTP, against the directories of the demonstration."""

import json
import os

import pytest

from crawler.runs.source_files import load_source
from demo.servers import DemoServers
from demo.sources import SOURCE_IDS, write_sources
from tests import warm_process
from tests.warm_process import WHOLE_CRAWL

READ_HERE = ("finder", "school", "sites")


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """Each directory read twice: {directory: (first, second, server's world)}."""
    home = tmp_path_factory.mktemp("demonstration")
    with DemoServers() as servers:
        write_sources(home, servers)
        sources = {name: load_source(home / "sources" / f"{SOURCE_IDS[name]}.yml") for name in READ_HERE}
        read = {name: (crawl(source, servers), crawl(source, servers)) for name, source in sources.items()}
        entries = {name: servers.world.of(name) for name in READ_HERE}
        private = [path for counts in servers.requests.values() for path in counts if path.startswith("/private/")]
    assert private == []
    return read, entries


def crawl(source, servers):
    allowed = os.environ | {"PINPOINT_ALLOW_ADDRESSES": ",".join(servers.addresses)}
    done = warm_process.run(WHOLE_CRAWL, source.model_dump_json(), env=allowed)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("name", READ_HERE)
def test_every_entry_of_a_directory_is_read_once(crawled, name):
    read, entries = crawled
    listings = [json.loads(one) for one in read[name][0]["listings"]]
    assert len({one["source_id"] for one in listings}) == len(listings) == len(list(entries[name]))


@pytest.mark.parametrize("name", READ_HERE)
def test_reading_the_same_directory_again_gives_the_same_listings(crawled, name):
    first, second = crawled[0][name]
    assert first["listings"] == second["listings"]


@pytest.mark.parametrize("name", READ_HERE)
def test_a_crawl_ends_well_and_nothing_raised(crawled, name):
    stats = crawled[0][name][0]["stats"]
    assert stats["finish_reason"] == "finished"
    assert stats.get("spider_exceptions/count", 0) == 0


@pytest.mark.parametrize("name", READ_HERE)
def test_no_listing_shows_the_address_that_it_was_fetched_from(crawled, name):
    listings = [json.loads(one) for one in crawled[0][name][0]["listings"]]
    assert [one["url"] for one in listings if "127.0.0.1" in one["url"] or not one["url"].startswith("https://")] == []


def test_the_three_rows_that_are_no_stores_are_counted_and_reported(crawled):
    problems = crawled[0]["school"][0]["problems"]
    assert len([kind for kind, _, _ in problems if kind.startswith("row/")]) == 3


def test_a_license_file_is_read_whole_page_by_page_and_only_in_the_columns_of_a_license(tmp_path):
    with DemoServers() as servers:
        write_sources(tmp_path, servers)
        source = load_source(tmp_path / "sources" / f"{SOURCE_IDS['licenses']}.yml")
        read = crawl(source, servers)
        asked = servers.requests["licenses"]["/resource/demo-2026.json"]
    entries = [json.loads(one) for one in read["listings"]]
    assert (len(entries), read["problems"]) == (read["stats"]["socrata/rows_there"], [])
    assert asked == 1 + -(-len(entries) // source.options["page_rows"])
    assert not any("SALIDA" in one.upper() for one in read["listings"])  # the city is in the file
