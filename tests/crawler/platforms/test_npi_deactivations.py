import csv
import zipfile
from datetime import date

import pytest

from crawler.sources.definition import SourceError
from demo.world.crowd import demonstration_npi
from index.records import EntryStatus, RegisterEntry, RegisterKind
from tests.crawler.platforms import invented
from tests.crawler.platforms.workbook import ERROR, write_workbook

NPI = [demonstration_npi(number) for number in range(701, 704)]
HEADER = ["NPI", "NPI Deactivation Date"]
ROWS = [["NPPES Deactivated NPI Report (invented)"], HEADER, [NPI[0], "05/06/2024"], [NPI[1], "12/31/2019"]]
ENTRY = RegisterEntry(
    source="invented",
    source_id=NPI[0],
    register=RegisterKind.NPI_DEACTIVATIONS,
    url="https://directory.example/",
    npi=NPI[0],
    status=EntryStatus.NOT_ACTIVE,
    deactivated=date(2024, 5, 6),
)


def write_csv(path, rows=ROWS):
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def write_xlsx(path, rows=ROWS, *, inline=False, doctype=""):
    return write_workbook(path, {"Report": rows}, inline=inline, doctype=doctype)


def read(path):
    spider = invented.spider("npi_deactivations", {"file": str(path)})
    return list(spider.records()), [kind for kind, _, _ in spider.take_problems()]


@pytest.mark.parametrize("inline", [False, True])
def test_a_report_is_read_from_its_spreadsheet(tmp_path, inline):
    found, problems = read(write_xlsx(tmp_path / "report.xlsx", inline=inline))
    assert (found[0], found[1].deactivated, len(found), problems) == (ENTRY, date(2019, 12, 31), 2, [])


def test_or_from_a_csv_or_from_the_zip_it_comes_in(tmp_path):
    expected = read(write_xlsx(tmp_path / "report.xlsx"))
    packed = tmp_path / "NPPES_Deactivated_NPI_Report.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(tmp_path / "report.xlsx", "report.xlsx")
    assert read(packed) == expected == read(write_csv(tmp_path / "report.csv"))


def test_numbers_and_days_may_be_numbers_of_the_spreadsheet(tmp_path):
    found, problems = read(write_xlsx(tmp_path / "report.xlsx", [HEADER, [int(NPI[0]), 45418]]))
    assert (found, problems) == ([ENTRY], [])


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (["1234567890", "05/06/2024"], "row/check_digit"),
        ([NPI[2], ""], "row/no_date"),
        ([NPI[2], "soon"], "field/date"),
    ],
)
def test_a_broken_row_is_reported_and_loses_no_other(tmp_path, row, kind):
    found, problems = read(write_csv(tmp_path / "report.csv", [*ROWS, row]))
    assert (len(found), problems) == (2, [kind])


def test_another_file_is_refused_in_words(tmp_path):
    with pytest.raises(SourceError, match="no row with `NPI` and `NPI Deactivation Date`"):
        read(write_csv(tmp_path / "other.csv", [["NPI", "Name"]]))
    with pytest.raises(SourceError, match="no row with `NPI` and `NPI Deactivation Date`"):
        read(write_xlsx(tmp_path / "other.xlsx", [["NPI", "Name"]]))
    with zipfile.ZipFile(tmp_path / "empty.zip", "w"):
        pass
    with pytest.raises(SourceError, match=r"holds 0 .xlsx or .csv files"):
        read(tmp_path / "empty.zip")
    broken = write_xlsx(tmp_path / "broken.xlsx", doctype="</x>")
    with pytest.raises(SourceError, match=r"damaged or not an .xlsx"):
        read(broken)


def test_entities_of_a_spreadsheet_are_not_expanded(tmp_path):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    rows = [HEADER, ["&b;", "05/06/2024"]]
    with pytest.raises(SourceError, match=r"damaged or not an .xlsx"):
        read(write_xlsx(tmp_path / "report.xlsx", rows, inline=True, doctype=bomb))


def test_days_of_the_1904_calendar_are_the_days_that_its_author_saw(tmp_path):
    rows = [HEADER, [int(NPI[0]), date(2026, 11, 29)], [NPI[1], (date(2024, 5, 6) - date(1904, 1, 1)).days]]
    found, problems = read(write_workbook(tmp_path / "report.xlsx", {"Report": rows}, calendar_1904=True))
    assert ([one.deactivated for one in found], problems) == ([date(2026, 11, 29), date(2024, 5, 6)], [])


@pytest.mark.parametrize(
    "others",
    [
        {"Notes": [["Downloaded by hand"], ["NPI", "what it means"]]},
        {"Notes": [[]], "Pivot": [["Deactivation date", "count"], ["2024", 3]]},
        {"Notes": [[f"line {number}"] for number in range(40)]},
    ],
)
@pytest.mark.parametrize("in_front", [True, False])
def test_sheets_before_and_behind_the_report_do_not_hide_it(tmp_path, others, in_front):
    sheets = {**others, "Report": ROWS} if in_front else {"Report": ROWS, **others}
    found, problems = read(write_workbook(tmp_path / "report.xlsx", sheets))
    assert (found[0], len(found), problems) == (ENTRY, 2, [])


def test_of_two_reports_the_one_in_front_is_read_and_a_hidden_one_never_before_it(tmp_path):
    old, new = [HEADER, [NPI[2], "05/06/2024"]], [HEADER, [NPI[0], "05/06/2024"]]
    assert read(write_workbook(tmp_path / "a.xlsx", {"Report": new, "Old": old}, files=(2, 1)))[0] == [ENTRY]
    assert read(write_workbook(tmp_path / "b.xlsx", {"Old": old, "Report": new}, hidden=("Old",)))[0] == [ENTRY]


def test_a_cell_that_could_not_be_computed_is_a_problem_of_its_row_and_names_the_row(tmp_path):
    rows = [
        None,
        None,
        ["", *HEADER],
        ["", ERROR, "05/06/2024"],
        None,
        ["", NPI[0], date(2024, 5, 6)],
        ["", NPI[1], ERROR],
    ]
    spider = invented.spider("npi_deactivations", {"file": str(write_xlsx(tmp_path / "report.xlsx", rows))})
    assert list(spider.records()) == [ENTRY]
    problems = [(kind, where) for kind, where, _ in spider.take_problems()]
    assert problems == [("row/check_digit", "report.xlsx row 4"), ("row/no_date", "report.xlsx row 7")]
