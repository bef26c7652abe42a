"""Exploratory: real registers and saved pages of directories load, or are refused by their own clear error."""

import pytest

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
