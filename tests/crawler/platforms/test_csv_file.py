import asyncio
import codecs
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.formats.delimited import plain_cell
from crawler.platforms import spider_class
from crawler.platforms.base import check_options
from crawler.sources.definition import SourceError
from index.records import ListingKind, RawStatement, Subject
from tests.crawler.platforms.invented import answer, definition, page, spider, started

COLUMNS = {
    "name": ["First Name", "Last Name"],
    "street": "Address 1",
    "city": "Town",
    "state": "State",
    "zip": "Zip",
    "phone": "Phone",
    "profession": "License Type",
    "text": "Notes",
}
OPTIONS = {"columns": COLUMNS, "id": ["License No"], "fetch": "/members.csv"}
HEADER = "License No,First Name,Last Name,Address 1,Town,State,Zip,Phone,License Type,Notes"
ROW = "PT-1,Rowan,Ashdale,12 Elm Street,Salida,Co,81201,(303) 555-0101,Physical Therapist,Offers dry needling."
SECOND = "PT-2,Fern,Ashdale,P.O. Box 7,Salida,CO,81201,(303) 555-0102,Physical Therapist Assistant,"


def table(*lines):
    return "\r\n".join([*lines, ""])


def read(text, options=None, **more):
    body = text if isinstance(text, bytes) else text.encode()
    reader = spider("csv_file", options=OPTIONS | (options or {}), **more)
    listings = list(reader.read(io.BytesIO(body), "members.csv"))
    return listings, reader.take_problems()


def kinds(problems):
    return [(kind, where) for kind, where, _ in problems]


def test_a_row_becomes_a_listing_with_what_its_columns_mean():
    (listing,), problems = read(table(HEADER, ROW))
    (location,) = listing.locations
    assert (listing.source_id, listing.name, listing.profession) == ("PT-1", "Rowan Ashdale", "Physical Therapist")
    assert (location.street, location.city, location.state, location.zip) == ("12 Elm Street", "Salida", "Co", "81201")
    assert (location.phone, listing.url, listing.kind) == (
        "(303) 555-0101",
        "https://directory.example/",
        ListingKind.PERSON,
    )
    assert listing.statements == (RawStatement(text="Offers dry needling.", about=Subject.PERSON),)
    assert (listing.unread, problems) == ({}, [])


@pytest.mark.parametrize(
    "header",
    [
        HEADER.upper(),
        HEADER.replace("First Name", "  first   name\t\t"),
        HEADER.replace("License No", "LicenseNo"),
        HEADER.replace("Town", '"Town"\t\t\t\t'),
        HEADER.replace("Town", '"To\r\nwn"'),
    ],
)
def test_a_column_is_found_whatever_the_case_and_blanks_of_its_name(header):
    assert read(table(header, ROW)) == read(table(HEADER, ROW))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_encoding_is_found_out(encoding):
    text = table(HEADER, ROW.replace("Rowan", "Zoë").replace("Ashdale", "Núñez-Ashdale"))
    assert [one.name for one in read(text.encode(encoding))[0]] == ["Zoë Núñez-Ashdale"]


def test_an_encoding_that_the_source_names_is_believed():
    text = table(HEADER, ROW.replace("Rowan", "Łucja"))
    assert read(text.encode("cp1250"), {"encoding": "cp1250"})[0][0].name == "Łucja Ashdale"


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_found_out(delimiter):
    text = table(HEADER, ROW, SECOND).replace(",", delimiter)
    assert read(text) == read(table(HEADER, ROW, SECOND))


def test_a_delimiter_can_be_given_and_a_spreadsheet_s_own_line_gives_it_too():
    text = table(HEADER, ROW).replace(",", "^")
    plain = read(table(HEADER, ROW))
    assert read(text, {"delimiter": "^"}) == plain
    assert read("sep=^\r\n" + text) == plain


def test_lines_before_the_header_are_left_out():
    text = table("Members of an invented board", "as of today, all of them", "", HEADER, "", ROW)
    assert read(text, {"skip_lines": 2}) == read(table(HEADER, ROW))


@pytest.mark.parametrize(
    "page", ["<!DOCTYPE html>\n<html>", "\ufeff<html><body>", "\n\n <HTML>", "<?xml version='1.0'?>"]
)
def test_a_page_that_was_saved_under_the_name_of_a_table_is_refused(page):
    listings, problems = read(page + table(HEADER, ROW))
    assert (listings, kinds(problems)) == ([], [("file/markup", "members.csv")])
    assert "HTML page" in problems[0][2]


@pytest.mark.parametrize("body", ["", "\n\n\n", ",,,\n,,,\n"])
def test_a_file_without_a_header_is_refused(body):
    assert kinds(read(body)[1]) == [("file/header", "members.csv")]


def test_a_file_that_lacks_a_column_is_refused_by_the_column_s_name():
    listings, problems = read(table(HEADER.replace("Town", "City"), ROW))
    assert (listings, kinds(problems)) == ([], [("file/column", "members.csv")])
    assert "no column 'Town'; the file has 'License No', 'First Name'" in problems[0][2]


def test_damaged_rows_are_counted_and_blank_ones_are_none():
    text = table(
        HEADER, "PT-9,Half a", "", ",,,,,,,,,", ROW, f"{SECOND},,", f"{ROW},more", '"PT-8,never closed', SECOND
    )
    listings, problems = read(text)
    assert [one.source_id for one in listings] == ["PT-9", "PT-1", "PT-2", "PT-2"]
    assert kinds(problems) == [("row/width", f"members.csv:{line}") for line in (7, 8)]


WIDE = "Number,Name,Town,State,Zip,Phone,Web,Words"
COLUMNS_OF_WIDE = {"id": "Number", "columns": {"name": "Name", "city": "Town", "zip": "Zip", "text": "Words"}}
MARKS = st.sampled_from([b"", codecs.BOM_UTF8])


def rows_of(*rows, header=WIDE):
    listings, problems = read("\r\n".join((header, *rows)), COLUMNS_OF_WIDE)
    return [(one.source_id, one.name, one.text) for one in listings], [kind for kind, _, _ in problems]


@pytest.mark.parametrize("cells", range(2, 9))
def test_a_row_whose_last_cells_are_left_out_has_them_empty(cells):
    row = ["1", "Rowan Ashdale", "Salida", "CO", "81201", "(303) 555-0142", "https://a.example", "Kind"]
    found, problems = rows_of(",".join(row[:cells]), ",".join(row).replace("1,", "2,", 1))
    assert found == [("1", "Rowan Ashdale", "Kind" if cells == 8 else ""), ("2", "Rowan Ashdale", "Kind")]
    assert problems == []


def test_a_short_row_may_hold_line_breaks_too():
    found, problems = rows_of('1,"Rowan\r\nAshdale",Salida', '2,Fern Ashdale,Salida,CO,,,,"Kind,\r\nand calm"')
    assert (found, problems) == ([("1", "Rowan Ashdale", ""), ("2", "Fern Ashdale", "Kind, and calm")], [])


@pytest.mark.parametrize("row", ['1,"Rowan Ashdale,Salida,CO', '"1,Rowan Ashdale', '1,Rowan Ashdale,"Salida'])
@pytest.mark.parametrize("others", [[], ["2,Fern Ashdale"], ["2,Fern Ashdale,Salida,CO,81201,,,"], ["2,Fern"] * 3])
def test_a_quote_that_is_never_closed_is_damage_and_costs_its_own_row_only(row, others):
    found, problems = rows_of(row, *others)
    assert ([one[0] for one in found], problems) == (["2"] * len(others), ["row/width"])


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('="06103"', "06103"),
        ('=T("06103")', "06103"),
        (' ="06103"', ' ="06103"'),
        ('= "06103" ', "06103"),
        ('="(303) 555-0142"', "(303) 555-0142"),
        ('="(303) "&"555-0142"', "(303) 555-0142"),
        ('="the ""Elm"" clinic"', 'the "Elm" clinic'),
        ("=06103", "06103"),
        ("'06103", "06103"),
        ("'(303) 555-0142", "(303) 555-0142"),
        ("'+1 303 555 0142", "+1 303 555 0142"),
        ("'=SUM(A1)", "=SUM(A1)"),
        ("'Skip' Hollis", "'Skip' Hollis"),
        ("'s Hollis", "'s Hollis"),
        ("=SUM(A1:A3)", "=SUM(A1:A3)"),
        ("=", "="),
        ("'", "'"),
        ("06103", "06103"),
    ],
)
def test_a_cell_that_keeps_its_digits_by_a_formula_is_read_as_a_spreadsheet_shows_it(cell, shown):
    assert plain_cell(cell) == shown


def test_formulas_are_read_in_every_column():
    cells = ("1", "Rowan Ashdale", "Salida", "CO", "06103")
    quoted = ",".join(f'"=""{cell}"""' for cell in cells)
    (listing,), problems = read(f"{WIDE}\n{quoted}\n", COLUMNS_OF_WIDE)
    assert (listing.source_id, listing.name, listing.locations[0].zip, problems) == ("1", "Rowan Ashdale", "06103", [])


NAMES = st.sampled_from(["Renée Vale", "José Tolk", "Zoë Núñez", "Anne O\u2019Hollis", "Plain Name"])
ROWS = st.lists(st.tuples(NAMES, st.sampled_from(["utf-8", "cp1252"])), min_size=1)


@settings(max_examples=60)
@given(ROWS, MARKS)
def test_each_row_is_read_by_the_charset_that_fits(rows, mark):
    lines = [f"{number},{name}".encode(charset) for number, (name, charset) in enumerate(rows)]
    listings, problems = read(mark + b"\r\n".join((WIDE.encode(), *lines)), COLUMNS_OF_WIDE)
    assert ([one.name for one in listings], problems) == ([name for name, _ in rows], [])


def test_a_header_and_a_cell_may_have_charsets_of_their_own_too():
    body = "1,Renée Vale,".encode() + "Cañon City".encode("cp1252") + b"\r2,Fern,\x90\x81\r"
    columns = {"name": "Name", "city": "Ciudád"}
    listings, _ = read("Number,Name,Ciudád\r".encode("cp1252") + body, {"id": "Number", "columns": columns})
    found = [(one.name, one.locations[0].city) for one in listings]
    assert found == [("Renée Vale", "Cañon City"), ("Fern", "\ufffd\ufffd")]


def test_a_cell_may_hold_line_breaks_and_delimiters():
    text = table(HEADER, ROW.replace("Offers dry needling.", '"Kind, and\r\ncalm"'), SECOND)
    listings, problems = read(text)
    assert ([one.text for one in listings], problems) == (["Kind, and calm", ""], [])


def test_a_row_without_an_identity_or_without_a_name_is_counted():
    text = table(HEADER, ROW.replace("PT-1", " "), SECOND.replace("Fern,Ashdale", ","))
    listings, problems = read(text)
    assert (listings, kinds(problems)) == ([], [("row/name", "members.csv:2"), ("row/name", "members.csv:3")])


def test_an_id_is_made_of_several_columns_in_their_order():
    (listing,), _ = read(table(HEADER, ROW), {"id": ["State", "License No"]})
    assert listing.source_id == "Co/PT-1"


@pytest.mark.parametrize("key", ["id", "group_by"])
def test_a_name_alone_distinguishes_nobody(key):
    options = {name: value for name, value in OPTIONS.items() if name != "id"} | {key: ["last name", "FIRST NAME"]}
    with pytest.raises(SourceError, match="two people can have one name"):
        check_options(definition("csv_file", options=options), spider_class("csv_file"))


def test_rows_alike_in_a_column_are_one_listing_with_several_locations():
    elsewhere = ROW.replace("12 Elm Street", "40 Oak Street").replace("0101", "0103")
    listings, problems = read(table(HEADER, ROW, SECOND, elsewhere, ROW), {"id": [], "group_by": ["license no"]})
    assert [(one.source_id, len(one.locations)) for one in listings] == [("PT-1", 2), ("PT-2", 1)]
    assert [one.street for one in listings[0].locations] == ["12 Elm Street", "40 Oak Street"]
    assert (listings[0].profession, listings[0].text) == ("Physical Therapist", "Offers dry needling.")
    assert problems == []


def test_only_rows_with_a_wanted_value_are_kept():
    kept = {"license type": ["PHYSICAL THERAPIST", "Chiropractor"]}
    assert [one.source_id for one in read(table(HEADER, ROW, SECOND), {"keep": kept})[0]] == ["PT-1"]


def test_a_name_that_is_written_family_name_first_is_handed_on_so():
    columns = COLUMNS | {"name": ["Last Name", "First Name"]}
    (listing,), _ = read(table(HEADER, ROW), {"columns": columns, "family_first": True})
    assert (listing.name, listing.family_first) == ("Ashdale Rowan", True)


def test_a_constant_fills_in_where_no_column_has_a_value():
    constants = {"country": "US", "phone": "(303) 555-0199"}
    (listing,), _ = read(table(HEADER, ROW.replace("(303) 555-0101", "")), {"constants": constants})
    assert (listing.locations[0].country, listing.locations[0].phone) == ("US", "(303) 555-0199")


def test_columns_that_nobody_reads_are_reported():
    (listing,), _ = read(table(f"{HEADER},Languages,,Languages", f"{ROW},Spanish,x,French"))
    assert listing.unread == {"Languages": "Spanish", "column 12": "x", "Languages (column 13)": "French"}


def test_births_mail_and_what_the_source_calls_private_are_never_stored():
    header = f"{HEADER},DOB,birth_date,E-Mail,Mailing Address,SSN,Home phone,Fee"
    (listing,), _ = read(table(header, f"{ROW},1,2,a@b.example,3,4,5,6"), {"private": ["fee"]})
    assert (listing.unread, "a@b" in repr(listing)) == ({}, False)


def test_taking_a_field_from_a_private_column_is_refused():
    listings, problems = read(
        table(f"{HEADER},Mailing City", f"{ROW},x"), {"columns": COLUMNS | {"city": "Mailing City"}}
    )
    assert (listings, kinds(problems)) == ([], [("file/private", "members.csv")])


def test_a_file_is_fetched_where_the_source_says_so():
    (request,) = asyncio.run(started(spider("csv_file", options=OPTIONS)))
    assert request.url == "https://directory.example/members.csv"


def test_a_file_on_this_machine_is_read_and_one_of_other_columns_refused_before_the_run(tmp_path):
    file = tmp_path / "members.csv"
    file.write_text(table(HEADER, ROW))
    local = {key: value for key, value in OPTIONS.items() if key != "fetch"}
    (listing,) = asyncio.run(started(spider("csv_file", {"file": str(file)}, options=local)))
    assert listing.source_id == "PT-1"
    file.write_text(table("a,b", "1,2"))
    with pytest.raises(SourceError, match="there is no column 'First Name'"):
        spider("csv_file", {"file": str(file)}, options=local)


def test_a_source_without_an_address_asks_for_the_file_with_each_run():
    local = definition("csv_file", options={key: value for key, value in OPTIONS.items() if key != "fetch"})
    check_options(local, spider_class("csv_file"))
    with pytest.raises(SourceError, match="file: is missing; give it with -a file="):
        spider_class("csv_file")(local, {})


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"columns": {"nme": ["a"]}}, "'nme' is no field of a listing"),
        ({"columns": {"city": ["Town"]}}, r"columns\.name: is missing"),
        ({"group_by": ["License No"]}, "write either id: or group_by:"),
        ({"encoding": "utf-99"}, "'utf-99' is no encoding"),
    ],
)
def test_options_that_cannot_be_are_refused_with_what_to_write(wrong, message):
    with pytest.raises(SourceError, match=message):
        check_options(definition("csv_file", options=OPTIONS | wrong), spider_class("csv_file"))


PLAIN = (
    "License Number,Full Name,Address,City,ZIP,E-mail,Fee\n"
    "PT-1,Rowan Ashdale,12 Elm Street,Salida,81201,r@d.example,5\n"
)


def guessed(text):
    reader = spider("csv_file", options={"fetch": "/members.csv"})
    return list(reader.read(io.BytesIO(text.encode()), "members.csv")), reader.take_problems()


def test_columns_named_after_a_field_are_read_where_the_source_names_none():
    (listing,), problems = guessed(PLAIN)
    (location,) = listing.locations
    assert (listing.source_id, listing.name, listing.unread, problems) == ("PT-1", "Rowan Ashdale", {"Fee": "5"}, [])
    assert (location.street, location.city, location.zip) == ("12 Elm Street", "Salida", "81201")


def test_without_a_number_name_and_place_distinguish_an_entry():
    (listing,), _ = guessed(PLAIN.replace("License Number", "Fee 2"))
    assert listing.source_id == "Rowan Ashdale/12 Elm Street/81201/Salida"


def test_a_file_in_which_only_names_distinguish_entries_is_refused():
    listings, problems = guessed("Name,Fee\nRowan Ashdale,5\n")
    assert (listings, kinds(problems)) == ([], [("file/key", "members.csv")])


def test_a_file_without_a_column_that_is_named_after_a_name_is_refused():
    assert kinds(guessed("Who,Fee\nRowan Ashdale,5\n")[1]) == [("file/column", "members.csv")]


def recognized(response):
    return spider_class("csv_file").recognize(response)


def test_a_table_is_recognized_by_what_its_columns_are_named_after():
    found = recognized(answer(PLAIN, "https://directory.example/members.csv"))
    assert (found.options, found.strength) == ({"fetch": "https://directory.example/members.csv"}, 60)
    assert found.because == ("a table whose columns give name, street, city, zip",)
    assert recognized(answer("<html>", "https://directory.example/members.csv")) is None
    assert recognized(answer("Who,Fee\n", "https://directory.example/members.csv")) is None


def test_a_page_with_a_link_to_one_table_is_a_weak_sign():
    found = recognized(page('<a href="/a/members.CSV?v=2">All members</a>'))
    assert (found.options, found.strength) == ({"fetch": "https://directory.example/a/members.CSV?v=2"}, 5)
    assert recognized(page('<a href="a.csv">A</a><a href="b.csv">B</a>')) is None
    assert recognized(page("<p>No table</p>")) is None


def test_a_website_and_a_phone_that_a_cell_holds_as_links_are_read():
    header = "Id,Name,Street,Phone,Website"
    row = 'PT-1,Rowan Ashdale,12 Elm Street,"<a href=""TEL:3035550101"">Call</a>","<a href=""https://a.example"">site</a>"'
    (listing,), problems = read(table(header, row), {"columns": {}, "id": ["Id"]})
    assert (listing.website, listing.locations[0].phone, problems) == ("https://a.example", "3035550101", [])


def test_an_address_of_a_page_keeps_what_only_looks_like_an_entity():
    (listing,), _ = read(
        table("Id,Name,Street,Website", "PT-1,Rowan Ashdale,12 Elm,https://a.example/?a=1&copy=2"),
        {"columns": {}, "id": ["Id"]},
    )
    assert listing.website == "https://a.example/?a=1&copy=2"
