"""Exploratory: real registers and directories, published by the real way; where their points lie.

`PINPOINT_REAL_DATA` names the folder; nothing of it is in the project, and without it these tests skip.
"""

import csv
import os
from pathlib import Path

import pytest
from sqlalchemy import insert

from crawler.platforms.nppes_file.nppes_rows import open_nppes
from index import settings
from index.normalize.listing import normalize
from index.places.gazetteer import open_gazetteer
from index.publish.publisher import publish
from index.published.reader import PublishedReader
from index.records import ListingKind, RawListing, RawLocation
from index.resolve.resolution import resolve
from index.store import open_store, schema
from tests.crawler.platforms import invented
from tests.index.places.outlines.by_hand import outside_of
from tests.index.publish.invented import row_of
from tests.store_rows import register_source

FOLDER = Path(os.environ.get("PINPOINT_REAL_DATA", "/nowhere"))
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="PINPOINT_REAL_DATA names no folder with real data")


def virginia():
    """The register's offices that somebody gave a coordinate; without the people's names, which do not matter here."""
    with (FOLDER / "va_license_board" / "main_practice_locations.csv").open(newline="", encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file)):
            if row["latitude"]:
                at = RawLocation(
                    street=row["address1"], street2=row["address2"], city=row["city"], state=row["state"],
                    zip=row["zip"], latitude=row["latitude"], longitude=row["longitude"],
                )  # fmt: skip
                yield RawListing(
                    source="register",
                    source_id=str(number),
                    kind=ListingKind.CLINIC,
                    url="https://register.example/",
                    name=f"Practice {number}",
                    locations=(at,),
                )


def connecticut():
    path = FOLDER / "nppes_bulk" / "ct_practitioners_20181204.csv"
    with open_nppes(path) as stream:
        yield from invented.spider("nppes_file", {"file": str(path), "taxonomies": "1,2,3"}).read(stream, path.name)


def stores():
    for path in sorted(FOLDER.glob("directory_pages/wpsl_*.json")):
        yield from invented.spider("wp_store_locator").parse_all(invented.answer(path.read_bytes()))


@pytest.mark.parametrize(("read", "at_least"), [(virginia, 4900), (connecticut, 300), (stores, 2)])
def test_no_published_point_lies_more_than_two_miles_outside_its_state(home, read, at_least):
    places = open_gazetteer()
    listings = [normalize(raw, places) for raw in read()]
    store = open_store(settings.current().database_url)
    with store.write() as connection:
        for source in {one.source for one in listings}:
            register_source(connection, source)
        for one in listings:
            connection.execute(insert(schema.listing).values(**row_of(one)))
    resolve(store)
    report = publish(store, settings.current())
    store.close()
    generation = PublishedReader(settings.current().generations).generation()
    documents = list(generation.documents())
    assert len(documents) >= at_least
    placed = sum(at.location.latitude is not None for one in documents for at in one.practices)
    counts = report.manifest.counts
    assert placed == counts["point_address"] + counts["point_zip"] + counts["point_place"] > 0.95 * counts["locations"]
    assert outside_of(documents) == []
