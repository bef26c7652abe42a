"""Exploratory: addresses and coordinates of real registers that a folder outside the project holds.

`PINPOINT_REAL_DATA` names the folder; nothing of it is in the project, and without it these tests skip.
"""

import csv
import os
import re
from pathlib import Path

import pytest
from lxml import etree

from index.normalize.address import parse_address
from index.normalize.location import read_location
from index.normalize.state import read_state
from index.places.distance import miles_between
from index.places.gazetteer import open_gazetteer
from index.places.town_name import town_key
from index.records import ListingKind, Precision, RawLocation

FOLDER = Path(os.environ.get("PINPOINT_REAL_DATA", "/nowhere"))
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="PINPOINT_REAL_DATA names no folder with real data")

BAD_GEOCODE = 50 / 1.609344  # miles from the Census's middle of the ZIP code


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
    """Return the middle of each ZIP code by the Census, and by the package that knows boxes as well."""
    with (FOLDER / "geo_zip" / "census_gaz2010_zcta.tsv").open(newline="", encoding="utf-8") as file:
        census = [
            {key.strip(): (value or "").strip() for key, value in row.items()}
            for row in csv.DictReader(file, delimiter="\t")
        ]
    with (FOLDER / "geo_zip" / "pypi_zipcodes_3.0.0.csv").open(newline="", encoding="utf-8") as file:
        package = {row["zip"]: (float(row["lat"]), float(row["lon"])) for row in csv.DictReader(file)}
    known = {code: point for code, point in package.items() if point != (0.0, 0.0)}
    return known, {row["GEOID"]: (float(row["INTPTLAT"]), float(row["INTPTLONG"])) for row in census if row["INTPTLAT"]}


def is_bad(point, code, tables):
    return any(code in table and miles_between(*point, *table[code]) > BAD_GEOCODE for table in tables)


def test_every_bad_geocode_of_a_register_is_flagged_and_none_is_published_as_exact():
    places, tables = open_gazetteer(), middles()
    bad = []
    with (FOLDER / "va_license_board" / "main_practice_locations.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            point = (row["latitude"], row["longitude"])
            if all(point) and is_bad(tuple(map(float, point)), row["zip"][:5], tables):
                bad.append(RawLocation(
                    street=row["address1"], street2=row["address2"], city=row["city"], state=row["state"],
                    zip=row["zip"], latitude=point[0], longitude=point[1],
                ))  # fmt: skip
    assert len(bad) >= 9
    for raw in bad:
        location, problems = read_location(raw, ListingKind.PERSON, places)
        assert location.precision is not Precision.ADDRESS
        assert any(problem.startswith("coordinate/") for problem in problems)
