import csv

import pytest

from crawler.platforms.dac_file.dac_columns import plain, restored_zip
from crawler.sources.definition import SourceError
from demo.world.crowd import demonstration_npi
from index.places.gazetteer import open_gazetteer
from index.records import ListingKind, RawListing, RawLocation
from index.records.codec import to_json
from tests.crawler.platforms import invented

NPI = [demonstration_npi(number) for number in range(601, 604)]
TODAY = [
    *("NPI", "Ind_PAC_ID", "Ind_enrl_ID", "Provider Last Name", "Provider First Name", "Provider Middle Name", "suff"),
    *("gndr", "Cred\t\t\t\t", "Med_sch", "Grd_yr", "pri_spec", "Facility Name", "org_pac_id", "adr_ln_1", "adr_ln_2"),
    *("ln_2_sprs", "City/Town", "State", "ZIP Code", "Telephone Number", "adrs_id"),
]
EARLIER = [
    *("NPI", " Ind_PAC_ID", " Ind_enrl_ID", " lst_nm", " frst_nm", " mid_nm", " suff"),
    *(" gndr", " Cred", " Med_sch", " Grd_yr", " pri_spec", " org_nm", " org_pac_id", " adr_ln_1", " adr_ln_2"),
    *(" ln_2_sprs", " cty", " st", " zip", " phn_numbr", " adrs_id"),
]
ROW = [
    *(NPI[0], "1", "I1", "AVERTHWAITE", "JORDAN", "T", "JR"),
    *("F", "PT", "HIDDEN SCHOOL OF THERAPY", "1987", "PHYSICAL THERAPIST IN PRIVATE PRACTICE"),
    *("TANSYFORD PHYSICAL THERAPY", "77", "137 SAMPLE AVE", "STE 2"),
    *("", "SALIDA", "CO", "812010001", "3035550112", "A1"),
]
LISTED = RawListing(
    source="invented",
    source_id=NPI[0],
    kind=ListingKind.PERSON,
    url="https://directory.example/",
    name="AVERTHWAITE, JORDAN T, JR",
    credentials="PT",
    profession="Physical therapist",
    locations=(
        RawLocation(
            organization="TANSYFORD PHYSICAL THERAPY",
            street="137 SAMPLE AVE",
            street2="STE 2",
            city="SALIDA",
            state="CO",
            zip="812010001",
            phone="3035550112",
        ),
    ),
    npi=NPI[0],
    family_first=True,
)


def row(**changes):
    names = [plain(name) for name in TODAY]
    return [changes.get(name, value) for name, value in zip(names, ROW, strict=True)]


@pytest.fixture
def read(tmp_path):
    def run(*rows, header=TODAY, **arguments):
        path = tmp_path / "dac.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([header, *rows])
        spider = invented.spider("dac_file", {"file": str(path), **arguments})
        return list(spider.records()), [kind for kind, _, _ in spider.take_problems()]

    return run


@pytest.mark.parametrize("header", [TODAY, EARLIER])
def test_a_row_under_today_s_or_earlier_names_makes_the_same_listing(read, header):
    assert read(ROW, header=header) == ([LISTED], [])


def test_sex_school_and_year_are_never_taken(read):
    [listing], _ = read(ROW)
    assert [hidden for hidden in ("HIDDEN SCHOOL", "1987", '"F"') if hidden in to_json(listing)] == []


def test_the_rows_of_one_person_are_one_listing_with_each_place_once(read):
    elsewhere = row(adr_ln_1="9 OTHER ST", adr_ln_2="", facility_name="OTHER REHAB", adrs_id="A2")
    other = row(npi=NPI[1], provider_first_name="ROBIN")
    (listing, robin), problems = read(ROW, row(ind_enrl_id="I2"), other, elsewhere)
    assert [(place.organization, place.street) for place in listing.locations] == [
        ("TANSYFORD PHYSICAL THERAPY", "137 SAMPLE AVE"),
        ("OTHER REHAB", "9 OTHER ST"),
    ]
    assert (robin.npi, len(robin.locations), problems) == (NPI[1], 1, [])


def test_only_our_professions_are_kept(read):
    found, problems = read(
        row(npi=NPI[0], pri_spec="CHIROPRACTIC"),
        row(npi=NPI[1], pri_spec="DERMATOLOGY"),
        row(npi=NPI[2], pri_spec="OCCUPATIONAL THERAPY"),
    )
    assert ([one.profession for one in found], problems) == (["Chiropractor", "Occupational therapist"], [])


def test_a_second_line_that_the_publisher_does_not_trust_is_left_out(read):
    [listing], _ = read(row(ln_2_sprs="Y"))
    assert listing.locations[0].street2 == ""


def test_a_run_of_one_state_is_a_part(read):
    assert [one.npi for one in read(ROW, row(npi=NPI[1], state="KS"), states="ks")[0]] == [NPI[1]]


@pytest.mark.parametrize(
    ("written", "state", "zip_code"),
    [
        ("4101", "ME", "04101"),
        ("41011234", "ME", "041011234"),
        ("4101.0", "ME", "04101"),
        ("4101", "CO", "4101"),
        ("81201", "CO", "81201"),
        ("812010001", "CO", "812010001"),
        ("K1A 0B1", "ON", "K1A 0B1"),
    ],
)
def test_a_zero_that_a_spreadsheet_took_comes_back_where_the_state_agrees(written, state, zip_code):
    assert restored_zip(written, state, open_gazetteer()) == zip_code


@pytest.mark.parametrize(
    ("broken", "kind"),
    [
        (row(npi="1234567890"), "row/check_digit"),
        (row(provider_last_name=" "), "row/name"),
        (ROW[:5], "row/width"),
    ],
)
def test_a_broken_row_is_reported_and_loses_no_other(read, broken, kind):
    found, problems = read(broken, ROW)
    assert (len(found), problems) == (1, [kind])


def test_blank_lines_are_nothing(read):
    assert read([""] * len(TODAY), ROW) == ([LISTED], [])


def test_another_file_is_refused_by_the_column_it_lacks(tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("NPI,Name\n1,A\n")
    with pytest.raises(SourceError, match="the header has no column provider_last_name; is this the Doctors"):
        invented.spider("dac_file", {"file": str(path)})
