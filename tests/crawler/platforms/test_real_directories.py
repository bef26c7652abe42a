"""Exploratory: real registers and saved pages of directories load, or are refused by their own clear error."""

import asyncio
import csv

import pytest

from crawler.source_files import SHIPPED, load_source
from crawler.spiders.mn_mhcp import MnMhcpSpider
from crawler.spiders.mn_mhcp_blocks import blocks_of, read_block
from index.normalize.listing import normalize
from index.places.gazetteer import open_gazetteer
from tests.crawler.platforms import invented
from tests.crawler.platforms.test_real_data import FOLDER, files

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="PINPOINT_REAL_DATA names no folder with real data")

LICENSES = {
    "columns": {
        "name": ["last_name", "first_name", "middle_name", "suffix"],
        "street": "address1",
        "street2": "address2",
        "city": "city",
        "state": "state",
        "zip": "zip",
        "latitude": "latitude",
        "longitude": "longitude",
    },
    "family_first": True,
    "group_by": ["license_no"],
}


def read_file(path, options):
    reader = invented.spider("csv_file", options={"fetch": "/file", **options})
    with path.open("rb") as file:
        return list(reader.read(file, path.name)), reader.take_problems()


@pytest.mark.parametrize("path", files("va_license_board/main_*.csv"))
def test_a_register_of_licenses_is_read_whole(path):
    listings, problems = read_file(path, LICENSES)
    assert (len(listings), len({one.source_id for one in listings}), problems) == (17708, 17708, [])
    assert sum("box" in f"{one.locations[0].street}{one.locations[0].street2}".casefold() for one in listings) > 1000


@pytest.mark.parametrize("path", files("va_license_board/main_*.csv"))
def test_however_a_register_spells_its_state_it_is_read(path):
    listings, _ = read_file(path, LICENSES)
    first = {one.locations[0].state: one for one in reversed(listings)}
    spellings = ("VA", "Va", "va", "VA.", "Va.", "VIRGINIA", "Virginia", "virginia")
    gazetteer = open_gazetteer()
    read = {spelling: normalize(first[spelling], gazetteer).locations[0].state for spelling in spellings}
    assert read == dict.fromkeys(spellings, "VA")


@pytest.mark.parametrize("path", files("directory_pages/*_that_is_html.csv"))
def test_a_page_that_was_saved_as_a_table_is_refused(path):
    listings, problems = read_file(path, LICENSES)
    assert (listings, [kind for kind, _, _ in problems]) == ([], ["file/markup"])


@pytest.mark.parametrize("path", files("mn_mhcp_directory/*.txt"))
def test_every_block_of_the_text_directory_is_read(path):
    many = {"acupuncture": 371, "occupational": 559, "physical_medicine": 240}
    wanted = next(count for part, count in many.items() if part in path.name.casefold())
    reader = MnMhcpSpider(load_source(SHIPPED / "mn_mhcp.yml"), {"files": str(path)})
    listings = asyncio.run(invented.started(reader))
    earlier = path.name.startswith("mar2018")  # one of them was not listed yet
    assert (len({one.source_id for one in listings}), len(listings)) == (wanted - earlier, wanted - earlier)
    assert reader.take_problems() == []


@pytest.mark.parametrize("path", files("mn_mhcp_directory/mn_parsed_*.csv"))
def test_the_entries_are_those_of_another_reader_but_for_units_that_it_took_for_streets_or_clinics(path):
    names = ("Acupuncture_Services", "Occupational_Therapist", "Physical_Medicine_and_Rehabilitation")
    lines = [(path.parent / f"apr2018_{name}.txt").read_text() for name in names]
    read = [read_block(block) for text in lines for _, block in blocks_of(text.splitlines())]
    with path.open() as file:
        expected = list(csv.DictReader(file))
    assert len(read) == len(expected) == 1170
    for entry, row in zip(read, expected, strict=True):
        assert (entry.name, entry.city, entry.zip, entry.phone) == (row["name"], row["city"], row["zip"], row["phone"])
        assert (entry.specialties, entry.state) == (row["specialty"], row["state"])
        if not entry.unit:
            assert (entry.clinic, entry.street) == (row["org"], row["street"])
    assert sum(bool(entry.unit) for entry in read) == 18
