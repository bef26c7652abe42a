import csv

import pytest

from demo.directories.nppes_file import NppesFileError, read_nppes

LOCATION = "Provider Business Practice Location Address"
ROW = {
    "NPI": "2999000013",
    "Entity Type Code": "1",
    "Provider Last Name (Legal Name)": "EXAMPLE",
    "Provider First Name": "ANN",
    "Provider Middle Name": "B",
    "Provider Name Prefix Text": "DR.",
    "Provider Name Suffix Text": "JR.",
    "Provider Credential Text": "PT, DPT",
    "Provider Other Last Name": "SAMPLE",
    "Provider Other First Name": "ANN",
    "Provider Other Last Name Type Code": "1",
    "Provider First Line Business Practice Location Address": "100 EXAMPLE ST",
    "Provider Second Line Business Practice Location Address": "STE 2",
    f"{LOCATION} City Name": "HARTFORD",
    f"{LOCATION} State Name": "CT",
    f"{LOCATION} Postal Code": "061030001",
    f"{LOCATION} Country Code (If outside U.S.)": "US",
    f"{LOCATION} Telephone Number": "8605550104",
    "Provider Enumeration Date": "05/23/2006",
    "Last Update Date": "07/08/2007",
    "NPI Deactivation Date": "",
    "NPI Reactivation Date": "",
    "Provider Sex Code": "F",
    "Healthcare Provider Taxonomy Code_1": "225100000X",
    "Provider License Number_1": "001234",
    "Provider License Number State Code_1": "CT",
    "Healthcare Provider Primary Taxonomy Switch_1": "N",
    "Healthcare Provider Taxonomy Code_2": "2251X9999X",
    "Provider License Number_2": "",
    "Provider License Number State Code_2": "",
    "Healthcare Provider Primary Taxonomy Switch_2": "Y",
}


@pytest.fixture
def write(tmp_path):
    def written(*rows, encoding="utf-8"):
        file = tmp_path / "npidata.csv"
        with file.open("w", encoding=encoding, newline="") as lines:
            writer = csv.DictWriter(lines, fieldnames=list(rows[0]), quoting=csv.QUOTE_ALL)
            writer.writeheader()
            writer.writerows(rows)
        return file

    return written


def only(file):
    (record,) = read_nppes(file)
    return record


def test_a_person_becomes_the_record_that_the_api_gives(write):
    record = only(write(ROW))
    assert (record["number"], record["enumeration_type"]) == ("2999000013", "NPI-1")
    assert record["basic"] == {
        "first_name": "ANN",
        "last_name": "EXAMPLE",
        "middle_name": "B",
        "name_prefix": "DR.",
        "name_suffix": "JR.",
        "credential": "PT, DPT",
        "sex": "F",
        "status": "A",
        "enumeration_date": "2006-05-23",
        "last_updated": "2007-07-08",
    }
    assert record["addresses"][0] == {
        "country_code": "US",
        "country_name": "United States",
        "address_purpose": "LOCATION",
        "address_type": "DOM",
        "address_1": "100 EXAMPLE ST",
        "address_2": "STE 2",
        "city": "HARTFORD",
        "state": "CT",
        "postal_code": "061030001",
        "telephone_number": "860-555-0104",
    }
    assert record["other_names"] == [{"type": "Former Name", "code": "1", "first_name": "ANN", "last_name": "SAMPLE"}]
    assert record["created_epoch"] == "1148342400000"


def test_taxonomies_keep_their_order_and_a_code_that_the_table_lacks_gets_its_groups_description(write):
    first, second = only(write(ROW))["taxonomies"]
    assert (first["code"], first["desc"], first["license"], first["state"], first["primary"]) == (
        "225100000X", "Physical Therapist", "001234", "CT", False,
    )  # fmt: skip
    assert (second["desc"], second["license"], second["primary"]) == ("Physical Therapist", None, True)


def test_both_names_of_the_sex_column_are_read(write):
    old = {("Provider Gender Code" if name == "Provider Sex Code" else name): value for name, value in ROW.items()}
    assert only(write(old))["basic"]["sex"] == "F"


@pytest.mark.parametrize(
    ("gone", "back", "kept"),
    [
        ("05/01/2015", "", 0),
        ("05/01/2015", "06/01/2015", 1),
        ("05/01/2015", "04/01/2015", 0),
        ("5/1/2015", "", 0),
        ("", "", 1),
    ],
)
def test_a_deactivated_record_is_left_out_unless_it_was_reactivated_later(write, gone, back, kept):
    row = {**ROW, "NPI Deactivation Date": gone, "NPI Reactivation Date": back}
    assert len(list(read_nppes(write(row)))) == kept


def test_a_row_without_entity_type_is_left_out(write):
    assert list(read_nppes(write({**ROW, "Entity Type Code": ""}))) == []


@pytest.mark.parametrize(("written", "read"), [("6103", "06103"), ("61030001", "061030001"), ("06103", "06103")])
def test_zeros_that_a_spreadsheet_took_from_a_zip_come_back(write, written, read):
    record = only(write({**ROW, f"{LOCATION} Postal Code": written}))
    assert record["addresses"][0]["postal_code"] == read


def test_a_row_with_too_few_fields_is_left_out_and_the_next_is_read(write):
    file = write(ROW)
    lines = file.read_text().splitlines()
    file.write_text("\n".join([lines[0], '"2999000021","1"', lines[1]]) + "\n")
    assert only(file)["number"] == "2999000013"


def test_a_byte_order_mark_is_no_part_of_the_first_column(write):
    assert only(write(ROW, encoding="utf-8-sig"))["number"] == "2999000013"


def test_another_file_is_refused_by_name_and_column(tmp_path):
    file = tmp_path / "people.csv"
    file.write_text("name,phone\nAnn,(303) 555-0104\n")
    with pytest.raises(NppesFileError, match=r"people\.csv is no NPPES file: it has no column 'NPI'"):
        list(read_nppes(file))
