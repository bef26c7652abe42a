import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.formats import spreadsheet
from crawler.formats.spreadsheet import DAY_ZERO, DAY_ZERO_1904, SpreadsheetError, day_of_number, open_spreadsheet
from tests.crawler.platforms.workbook import ERROR, write_workbook

DAY = date(2026, 11, 29)


def read(path):
    with open_spreadsheet(path) as sheets:
        return {sheet.name: list(sheet.rows) for sheet in sheets}


def test_numbers_days_and_texts_are_read_as_a_reader_sees_them(tmp_path):
    path = write_workbook(
        tmp_path / "a.xlsx", {"One": [[1234567893, DAY, "06103", 2.5], ["Renée & Ines", ERROR, " x "]]}
    )
    assert read(path) == {"One": [["1234567893", "2026-11-29", "06103", "2.5"], ["Renée & Ines", "", "x", ""]]}


def test_rows_are_counted_from_the_first_row_of_the_sheet_and_not_from_the_first_used_one(tmp_path):
    path = write_workbook(tmp_path / "a.xlsx", {"One": [None, None, ["", "NPI"], None, ["", "1"]]})
    assert read(path)["One"] == [[""], [""], ["NPI"], [""], ["1"]]


def test_a_day_in_the_calendar_of_1904_is_the_day_that_its_author_saw(tmp_path):
    path = write_workbook(tmp_path / "a.xlsx", {"One": [[DAY, 44893]]}, calendar_1904=True)
    with open_spreadsheet(path) as sheets:
        (sheet,) = sheets
        assert list(sheet.rows) == [["2026-11-29", "44893"]]
        assert (sheet.day_zero, day_of_number("44893", sheet.day_zero)) == (DAY_ZERO_1904, DAY)
    assert day_of_number("46355", DAY_ZERO) == DAY


def test_sheets_are_in_the_order_of_the_workbook_whatever_their_files_are_called(tmp_path):
    path = write_workbook(tmp_path / "a.xlsx", {"Front": [["a"]], "Back": [["b"]]}, files=(2, 1))
    assert list(read(path).items()) == [("Front", [["a"]]), ("Back", [["b"]])]


def test_a_hidden_sheet_comes_after_those_that_a_reader_sees(tmp_path):
    path = write_workbook(tmp_path / "a.xlsx", {"Old": [["a"]], "New": [["b"]], "Empty": []}, hidden=("Old",))
    assert list(read(path)) == ["New", "Empty", "Old"]


@pytest.mark.parametrize("far", [[*[""] * 29, "x"], [*[""] * 10, "x"]])
def test_two_cells_far_apart_are_refused_before_they_are_laid_out_in_memory(tmp_path, far, monkeypatch):
    monkeypatch.setattr(spreadsheet, "MOST_CELLS", 100)
    path = write_workbook(tmp_path / "a.xlsx", {"One": [["a"], *[None] * 8, far]})
    with pytest.raises(SpreadsheetError, match="cells so far apart"):
        read(path)


def test_a_last_row_by_itself_is_read(tmp_path):
    path = write_workbook(tmp_path / "a.xlsx", {"One": [["a"], *[None] * 99_998, ["b"]]})
    rows = read(path)["One"]
    assert (len(rows), rows[0], rows[-1]) == (100_000, ["a"], ["b"])


def test_a_file_that_grows_without_measure_is_refused(tmp_path, monkeypatch):
    path = write_workbook(tmp_path / "a.xlsx", {"One": [["a" * 5000]]})
    monkeypatch.setattr(spreadsheet, "MOST_XML", 5000)
    with pytest.raises(SpreadsheetError, match="unpacks to more than"):
        read(path)


def test_a_part_that_is_longer_than_it_says_is_damage(tmp_path):
    path = write_workbook(tmp_path / "a.xlsx", {"One": [["a" * 5000]]})
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/sharedStrings.xml").file_size.to_bytes(4, "little")
    body = path.read_bytes()
    assert body.count(size) == 2  # before the part, and in the directory at the end
    path.write_bytes(body.replace(size, (100).to_bytes(4, "little")))
    with pytest.raises(SpreadsheetError, match="is damaged"):
        read(path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_workbook_is_read_or_refused_in_words(tmp_path, data):
    whole = write_workbook(tmp_path / "a.xlsx", {"One": [["NPI", DAY], [1234567893, "x"]]}).read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    damaged = tmp_path / "b.xlsx"
    damaged.write_bytes(
        whole[:place] + data.draw(st.binary(max_size=4)) + whole[place + data.draw(st.integers(0, 9)) :]
    )
    try:
        found = read(damaged)
    except SpreadsheetError as error:
        found = str(error)[:6]
    assert found in ("b.xlsx", {"One": [["NPI", "2026-11-29"], ["1234567893", "x"]]})
