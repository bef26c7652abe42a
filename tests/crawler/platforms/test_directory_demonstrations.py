"""Each directory of the demonstration is crawled over HTTP by the real spider, with the settings of a real run."""

import json
import os

import pytest

from demo.directories.card_list import OPTIONS, CardList
from demo.directories.csv_file import CsvFile
from demo.directories.google_my_maps import GoogleMyMaps
from demo.directories.platforms import FRONT
from demo.directories.structured_data import StructuredData
from demo.directories.wild_apricot import WildApricot
from demo.servers import DirectoryServer
from demo.world.world import World
from tests import warm_process
from tests.crawler.platforms.invented import definition
from tests.warm_process import WHOLE_CRAWL

WITH_PROFILES = {
    "profiles": True,
    "columns": {
        "name": "Name",
        "city": "City",
        "state": "State",
        "phone": "Phone",
        "text": "c5",
        "street": "10200001",
        "zip": "10200002",
        "website": "10200003",
    },
}
CASES = {
    "csv_file": (CsvFile, {"fetch": "/downloads/practitioners.csv"}),
    "google_my_maps": (GoogleMyMaps, {"entries": "person"}),
    "html_list": (CardList, OPTIONS),
    "structured_data": (StructuredData, {}),
    "wild_apricot": (WildApricot, WITH_PROFILES),
}


@pytest.fixture(scope="module")
def entries():
    return World().of("school")


@pytest.fixture(scope="module", params=CASES)
def crawled(request, entries):
    """Listings of a crawl of the platform's directory, next to the entries that it shows."""
    made, options = CASES[request.param]
    server = DirectoryServer(made(entries))
    server.start()
    source = definition(
        request.param,
        url=f"https://school.example{FRONT}",
        base_url=server.base_url,
        stand_ins=dict.fromkeys(made.stands_in_for, server.base_url),
        politeness={"delay_seconds": 0},
        options=options,
    )
    allowed = {"PINPOINT_ALLOW_ADDRESSES": server.base_url.removeprefix("http://")}
    done = warm_process.run(WHOLE_CRAWL, source.model_dump_json(), env=os.environ | allowed)
    server.stop()
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_every_entry_is_read_once_and_nothing_but_rows_is_amiss(crawled, entries):
    listings = [json.loads(one) for one in crawled["listings"]]
    assert len({one["source_id"] for one in listings}) == len(listings) == len(entries)
    assert {kind.partition("/")[0] for kind, _, _ in crawled["problems"]} <= {"row"}
    assert crawled["stats"]["finish_reason"] == "finished"
    assert [one for one in listings if "127.0.0.1" in json.dumps(one)] == []


def test_the_fields_of_an_entry_arrive_in_its_listing(crawled, entries):
    read = {shown(json.loads(one)) for one in crawled["listings"]}
    assert read == {written(entry) for entry in entries}


def test_websites_arrive_where_the_directory_shows_them(crawled, entries):
    read = {one["website"] for one in map(json.loads, crawled["listings"]) if "website" in one}
    assert read - {"javascript:alert(3)"} in ({entry.website for entry in entries} - {"", "javascript:alert(3)"}, set())


def shown(listing):
    (location,) = listing["locations"]
    street = " ".join(filter(None, (location.get("street"), location.get("street2"))))
    where = tuple(location.get(key, "") for key in ("city", "state", "zip"))
    return (listing["name"], street, *where, digits(location.get("phone", "")))


def written(entry):
    street = " ".join(filter(None, (entry.street, entry.unit)))
    where = (street, entry.place.town.city, entry.state, entry.zip, digits(entry.phone))
    return (plain(entry.name), *where)


def digits(text):
    return "".join(filter(str.isdigit, text))


def plain(text):
    return " ".join(text.split())
