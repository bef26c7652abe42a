"""Platforms without fields of their own: each writes one table of columns in its shape, and all read it alike."""

import csv
import io
import json

import pytest

from demo.directories.google_my_maps import kmz
from index.records import RawLocation, RawStatement, Subject
from tests.crawler.platforms.field_tables import MAPPED
from tests.crawler.platforms.invented import answer, spider
from tests.crawler.platforms.test_field_tables import value_of

ROW = {column: value_of(column, where) for column, where in MAPPED.items()}


def by_csv(row):
    file = io.StringIO()
    csv.writer(file).writerows([row.keys(), row.values()])
    reader = spider("csv_file", options={"fetch": "/members.csv"})
    return list(reader.read(io.BytesIO(file.getvalue().encode()), "members.csv"))


def by_map(row):
    fields = "".join(
        f'<Data name="{name}"><value>{value}</value></Data>' for name, value in row.items() if name != "Full Name"
    )
    place = f"<Placemark><name>{row['Full Name']}</name><ExtendedData>{fields}</ExtendedData></Placemark>"
    reader = spider("google_my_maps", options={"mid": "1a", "id": ["Member ID"], "entries": "person"})
    return list(reader.parse_map(answer(kmz(f"<kml><Document>{place}</Document></kml>"))))


def by_members(row):
    columns = [name for name in row if name != "Member ID"]
    cells = ",".join(f"c{number}:[{{fft:2, v:{json.dumps(row[name])}}}]" for number, name in enumerate(columns, 1))
    layout = ",".join(f"c{number}:{{v:true,h:'{name}'}}" for number, name in enumerate(columns, 1))
    literal = f"{{members:[[{{{cells}}}],['{row['Member ID']}']],layout:{{{layout}}}}}"
    reader = spider("wild_apricot", options={"form_id": "5"})
    return list(reader.parse_members(answer("while(1);" + json.dumps({"TotalCount": 1, "JsonStructure": literal}))))


READERS = {"csv_file": by_csv, "google_my_maps": by_map, "wild_apricot": by_members}


@pytest.fixture(params=READERS)
def listing(request):
    (found,) = READERS[request.param](ROW)
    return found


def test_every_column_lands_where_the_table_says(listing):
    (location,) = listing.locations
    for column, where in MAPPED.items():
        part, _, inner = where.partition(".")
        if part == "locations":
            assert getattr(location, inner) == ROW[column]
        elif part not in {"quote", "private", "unread"}:
            assert getattr(listing, part) == ROW[column]
    assert listing.unread == {"Own Field": ROW["Own Field"]}


def test_words_about_dry_needling_are_quoted_and_no_other_column_is(listing):
    assert listing.statements == (RawStatement(text=ROW["About"], about=Subject.PERSON),)
    assert (listing.text, listing.former_names, listing.taxonomies) == (ROW["About"], (), ())


def test_what_is_private_is_in_no_listing_at_all(listing):
    private = [column for column, where in MAPPED.items() if where == "private"]
    assert [column for column in private if ROW[column] in repr(listing)] == []


def test_an_address_that_is_absent_is_empty(listing):
    filled = {where.partition(".")[2] for where in MAPPED.values() if where.startswith("locations.")}
    blank = {name for name in RawLocation.__slots__ if name not in filled}
    assert {getattr(listing.locations[0], name) for name in blank} == {""}
