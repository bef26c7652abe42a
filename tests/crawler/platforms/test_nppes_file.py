import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.formats.delimited import numbered_rows
from crawler.sources.definition import SourceError
from index.records import ListingKind, RawListing, RawLocation, RawTaxonomy
from tests.crawler.platforms import invented
from tests.crawler.platforms.nppes_rows_of import CLINIC, NPI, PERSON, V1, V2, nppes_csv

LISTED = RawListing(
    source="invented",
    source_id=NPI[0],
    kind=ListingKind.PERSON,
    url=f"https://directory.example/provider-view/{NPI[0]}",
    name="AVERTHWAITE, JORDAN T, JR",
    credentials="PT, DPT",
    taxonomies=(RawTaxonomy(code="225100000X", license="PTL.0001", state="CO", primary=True),),
    locations=(
        RawLocation(
            street="137 SAMPLE AVE",
            street2="STE 2",
            city="SALIDA",
            state="CO",
            zip="812010001",
            country="US",
            phone="3035550112",
            fax="3035550113",
        ),
    ),
    npi=NPI[0],
    family_first=True,
    changed_on="2014-03-04",
)


@pytest.fixture
def read(tmp_path):
    """Write a file, read it with the spider, and return the listings and the problems."""

    def run(text, arguments=None):
        path = tmp_path / "npidata_pfile_invented.csv"
        path.write_text(text, encoding="utf-8", newline="")
        spider = invented.spider("nppes_file", {"file": str(path), **(arguments or {})})
        return drained(spider), spider.take_problems()

    return run


def drained(spider):
    start = spider.start()
    listings = []
    while True:
        try:
            start.__anext__().send(None)
        except StopIteration as yielded:
            listings.append(yielded.value)
        except StopAsyncIteration:
            return listings


@pytest.mark.parametrize("sex", [V1, V2])
def test_a_row_of_either_version_makes_the_same_listing(read, sex):
    assert read(nppes_csv(PERSON, sex=sex)) == ([LISTED], [])


def test_an_organization_is_a_clinic(read):
    [listing], problems = read(nppes_csv(CLINIC))
    assert (listing.kind, listing.name, listing.family_first) == (ListingKind.CLINIC, CLINIC["organization"], False)
    assert problems == []


def test_mailing_addresses_never_reach_a_listing(read):
    [listing], _ = read(nppes_csv({**PERSON, "mailing": "9 HIDDEN HOME LN"}))
    assert "HIDDEN" not in repr(listing)


def test_blanks_in_column_names_and_columns_nobody_knows_do_no_harm(read):
    assert read(nppes_csv(PERSON, padded=True, extra=("Favorite Color",))) == ([LISTED], [])


def test_columns_that_a_version_lacks_stay_empty(read):
    [listing], problems = read(nppes_csv(PERSON, left_out=("suffix", "fax", "street2", "reactivated", "changed")))
    assert listing == replace(
        LISTED,
        name="AVERTHWAITE, JORDAN T",
        locations=(replace(LISTED.locations[0], fax="", street2=""),),
        changed_on="",
    )
    assert problems == []


@pytest.mark.parametrize(
    ("written", "read_as"),
    [("07/08/2007", "2007-07-08"), ("7/8/07", "2007-07-08"), ("13/40/2014", "13/40/2014"), ("soon", "soon"), ("", "")],
)
def test_the_date_of_the_last_update_is_read_or_stays_as_written(read, written, read_as):
    assert read(nppes_csv({**PERSON, "changed": written})) == ([replace(LISTED, changed_on=read_as)], [])


def test_a_missing_column_is_reported_by_name_before_anything_is_read(read):
    with pytest.raises(
        SourceError, match="file: the header has no column 'Entity Type Code'; is this an NPPES data file"
    ):
        read(nppes_csv(PERSON, left_out=("entity",)))


def test_a_run_without_a_file_says_which_argument_it_needs():
    with pytest.raises(SourceError, match="file: is missing; give it with -a file=…"):
        invented.spider("nppes_file")


def test_a_wrong_check_digit_costs_its_own_row(read):
    wrong = PERSON["npi"][:-1] + str((int(PERSON["npi"][-1]) + 1) % 10)
    listings, problems = read(nppes_csv({**PERSON, "npi": wrong}, CLINIC))
    assert [listing.npi for listing in listings] == [NPI[1]]
    assert problems == [
        ("row/check_digit", "npidata_pfile_invented.csv:2", f"{wrong!r} is not an NPI: ten digits with a check digit")
    ]


@pytest.mark.parametrize(
    "line", ["too,short", '"a quote that never ends', '"1","2', ',"x"y"z",', "\x00", "é" * 300_000]
)
def test_a_damaged_row_is_counted_with_its_line_and_loses_no_other(read, line):
    listings, problems = read(nppes_csv(PERSON, line, CLINIC))
    assert [listing.npi for listing in listings] == NPI[:2]
    assert {kind for kind, _, _ in problems} == {"row/width"}
    assert problems[0][1] == "npidata_pfile_invented.csv:3"


@pytest.mark.parametrize(
    ("dates", "deactivated"),
    [
        ({}, False),
        ({"deactivated": "03/04/2020"}, True),
        ({"deactivated": "03/04/2020", "reactivated": "03/05/2020"}, False),
        ({"deactivated": "03/04/2020", "reactivated": "03/04/2020"}, False),
        ({"deactivated": "03/04/2020", "reactivated": "01/05/2019"}, True),
        ({"deactivated": "3/4/20", "reactivated": "3/5/20"}, False),
        ({"deactivated": "03/04/2020", "reactivated": "soon"}, True),
    ],
)
def test_a_record_is_deactivated_until_a_later_reactivation(read, dates, deactivated):
    [listing], _ = read(nppes_csv({**PERSON, **dates}))
    assert listing.deactivated is deactivated


def test_a_blanked_record_with_a_deactivation_date_withdraws_what_was_listed(read):
    [listing], problems = read(nppes_csv({"npi": NPI[3], "deactivated": "03/04/2020"}))
    assert (listing.npi, listing.deactivated, listing.locations, problems) == (NPI[3], True, (), [])


def test_records_are_chosen_by_taxonomy_and_state(read):
    dentist = {**PERSON, "npi": NPI[2], "taxonomy": "122300000X"}
    away = {**PERSON, "npi": NPI[3], "state": "KS"}
    text = nppes_csv(PERSON, dentist, away)
    assert [one.npi for one in read(text)[0]] == [NPI[0], NPI[3]]
    assert [one.npi for one in read(text, {"states": "co"})[0]] == [NPI[0]]
    assert [one.npi for one in read(text, {"taxonomies": "1223"})[0]] == [NPI[2]]


def test_a_record_abroad_is_no_listing_and_no_problem(read):
    assert read(nppes_csv({**PERSON, "country": "CA"})) == ([], [])


@pytest.mark.parametrize(("arguments", "part"), [({}, False), ({"states": "CO"}, True), ({"taxonomies": "2251"}, True)])
def test_a_chosen_part_makes_the_run_partial_and_the_file_does_not(tmp_path, arguments, part):
    path = tmp_path / "file.csv"
    path.write_text(nppes_csv(PERSON))
    assert invented.spider("nppes_file", {"file": str(path), **arguments}).restricted is part


def test_an_unreadable_companion_file_loses_no_record(tmp_path):
    path = tmp_path / "NPPES_Data_Dissemination_November_2026_V2.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("othername_pfile_20261101.csv", "0" * 50_000_000)
        archive.writestr("npidata_pfile_20261101_fileheader.csv", nppes_csv())
        archive.writestr("npidata_pfile_20261101.csv", nppes_csv(PERSON, CLINIC))
    spider = invented.spider("nppes_file", {"file": str(path)})
    assert [one.npi for one in drained(spider)] == NPI[:2]
    ((kind, _, detail),) = spider.take_problems()
    assert (kind, "the header has no column 'NPI'" in detail) == ("file/beside", True)


def test_a_zip_without_records_is_refused(tmp_path):
    path = tmp_path / "wrong.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("photo.jpg", "x")
    with pytest.raises(SourceError, match=r"wrong\.zip holds 0 files named npidata_pfile"):
        invented.spider("nppes_file", {"file": str(path)})


def test_a_zip_that_breaks_off_is_refused_or_counted(tmp_path):
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("npidata_pfile_20261101.csv", nppes_csv(*[PERSON] * 3000, CLINIC))
    spider = invented.spider("nppes_file", {"file": str(whole)})
    damaged = bytearray(whole.read_bytes())
    damaged[len(damaged) // 2] ^= 0xFF
    whole.write_bytes(bytes(damaged))
    drained(spider)
    assert spider.take_problems()[-1][:2] == ("file/unreadable", "whole.zip")


FIELD = st.text(st.characters(codec="utf-8", exclude_characters='\r\n"\x00'), max_size=8)
WHOLE = st.tuples(FIELD, FIELD, FIELD)
JUNK = st.text('",ab', max_size=9)


@settings(max_examples=80)
@given(st.lists(st.one_of(WHOLE, JUNK), max_size=12))
def test_whole_rows_survive_whatever_is_between_them(rows):
    lines = [row if isinstance(row, str) else ",".join(f'"{field}"' for field in row) for row in rows]
    read = list(numbered_rows(iter([line + "\n" for line in lines]), width=3))
    whole = [(number, list(row)) for number, row in enumerate(rows, 1) if not isinstance(row, str)]
    assert [row for row in read if row in whole] == whole
    assert [number for number, _ in read] == sorted({number for number, _ in read})


def test_a_record_without_an_address_is_listed_without_a_place(read):
    bare = dict.fromkeys(("street", "street2", "city", "state", "zip", "country", "phone", "fax"), "")
    ([listing], problems), ([whole], _) = read(nppes_csv(PERSON | bare)), read(nppes_csv(PERSON))
    assert (listing, problems) == (replace(whole, locations=()), [])
    assert read(nppes_csv(PERSON | bare | {"country": "US"}))[0] == [listing]
    assert read(nppes_csv(PERSON | bare | {"country": "CA"})) == ([], [])


@pytest.mark.parametrize("charset", ["utf-8", "cp1252"])
@pytest.mark.parametrize("quoted", [True, False])
def test_a_row_with_a_byte_of_windows_is_read_and_the_others_stay_as_they_are(tmp_path, charset, quoted):
    other = PERSON | {"npi": NPI[1], "family": "NÚÑEZ"}
    header, first, second = nppes_csv(PERSON | {"family": "PEÑA"}, other).splitlines(keepends=True)
    first = first if quoted else first.replace('"PEÑA"', "PEÑA")  # the slow way
    path = tmp_path / "file.csv"
    path.write_bytes(header.encode() + first.encode(charset) + second.encode())
    spider = invented.spider("nppes_file", {"file": str(path)})
    with path.open("rb") as stream:
        names = [one.name.partition(",")[0] for one in spider.read(stream, path.name)]
    assert (names, spider.take_problems()) == (["PEÑA", "NÚÑEZ"], [])
