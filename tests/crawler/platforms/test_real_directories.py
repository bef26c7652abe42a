"""Exploratory: real registers and saved pages of directories load, or are refused by their own clear error."""

import asyncio
import csv

import pytest
from scrapy.http import Headers, HtmlResponse
from scrapy.responsetypes import responsetypes

from crawler.platforms.mn_mhcp.mn_mhcp import MnMhcpSpider
from crawler.platforms.mn_mhcp.mn_mhcp_blocks import blocks_of, read_block
from crawler.runs.source_files import SHIPPED, load_source
from index.normalize.listing import normalize
from index.places.gazetteer import open_gazetteer
from index.records import RawListing
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


FORM = {"card": "form.views-exposed-form", "name": "label"}


def read_page(path, media_type):
    reader = invented.spider("html_list", options=FORM)
    headers = {"Content-Type": media_type}
    kind = responsetypes.from_args(headers=Headers(headers), url="https://directory.example/", body=path.read_bytes())
    page = kind("https://directory.example/", body=path.read_bytes(), headers=headers)
    return [one for one in reader.parse_list(page) if isinstance(one, RawListing)], reader.take_problems()


@pytest.mark.parametrize("path", files("directory_pages/ndis_*.json"))
def test_a_page_inside_json_is_read_in_utf_8_with_a_mark_and_in_utf_16(path):
    (listing,), problems = read_page(path, "application/json")
    assert (listing.name, problems) == ("Provider's business name", [])


@pytest.mark.parametrize("path", files("directory_pages/ndis_provider_page.html"))
def test_a_page_with_a_mark_before_it_is_read(path):
    (listing,), problems = read_page(path, "text/html")
    assert (listing.name, problems) == ("Provider's business name", [])


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("ndis_batch_meta_refresh.html", "/batch?id=664&op=finished"),
        ("ndis_batch_raw.html", "/batch?id=660&op=do_nojs"),
        ("ndis_export.html", "/batch?id=656&op=do_nojs"),
        ("ndis_finished_response.html", "/provider-registration/find-registered-provider#header"),
    ],
)
def test_a_page_that_only_sends_browsers_on_is_refused_with_where_to(name, target):
    listings, ((kind, _, detail),) = read_page(FOLDER / "directory_pages" / name, "text/html")
    assert (listings, kind, f"sends browsers on to {target};" in detail) == ([], "page/refresh", True)


@pytest.mark.parametrize("path", files("extruct_samples/*.html"))
def test_structured_data_of_any_page_is_read_without_a_crash(path):
    reader = invented.spider("structured_data", url="https://directory.example/")
    reader.waiting = 1
    page = HtmlResponse("https://directory.example/a", body=path.read_bytes())
    assert all(isinstance(one, RawListing) for one in reader.parse_page(page))


@pytest.mark.parametrize("path", files("schemaorg_examples/*.txt"))
def test_every_example_of_a_doctor_or_clinic_is_read_without_a_crash(path):
    blocks = path.read_text(encoding="utf-8").split("TYPES:")[1:]
    assert len(blocks) > 50
    found = []
    for number, block in enumerate(blocks):
        reader = invented.spider("structured_data", url="https://directory.example/")
        reader.waiting = 1
        page = HtmlResponse(f"https://directory.example/{number}", body=block.encode(), encoding="utf-8")
        found += reader.parse_page(page)
    assert {one.kind.value for one in found} == {"person", "clinic"}
