import csv
import zipfile
from datetime import date

import pytest

from crawler.demo.npis import demonstration_npi
from crawler.source import SourceError
from index.records import EntryStatus, RegisterEntry, RegisterKind
from tests.crawler.platforms import invented

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
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def write_csv(path, rows=ROWS):
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def write_xlsx(path, rows=ROWS, *, inline=False, extra=""):
    """Write the three parts of a spreadsheet that hold anything; texts shared or inline, numbers as they are."""
    texts = [cell for row in rows for cell in row if isinstance(cell, str)]

    def cell(column, line, value):
        place = f"{'ABCDEF'[column]}{line}"
        if not isinstance(value, str):
            return f'<c r="{place}"><v>{value}</v></c>'
        if inline:
            return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
        return f'<c r="{place}" t="s"><v>{texts.index(value)}</v></c>'

    lines = "".join(
        f'<row r="{line}">{"".join(cell(column, line, value) for column, value in enumerate(row) if value != "")}</row>'
        for line, row in enumerate(rows, 1)
    )
    shared = "".join(f"<si><t>{text}</t></si>" for text in texts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "xl/worksheets/sheet1.xml", f'{extra}<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>'
        )
        if not inline:
            archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{shared}</sst>')
    return path


def read(path):
    spider = invented.spider("npi_deactivations", {"file": str(path)})
    return list(spider.entries()), [kind for kind, _, _ in spider.take_problems()]


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
def test_a_broken_row_is_told_and_loses_no_other(tmp_path, row, kind):
    found, problems = read(write_csv(tmp_path / "report.csv", [*ROWS, row]))
    assert (len(found), problems) == (2, [kind])


def test_another_file_is_refused_in_words(tmp_path):
    with pytest.raises(SourceError, match="no row with `NPI` and `NPI Deactivation Date`"):
        read(write_csv(tmp_path / "other.csv", [["NPI", "Name"]]))
    with zipfile.ZipFile(tmp_path / "empty.zip", "w"):
        pass
    with pytest.raises(SourceError, match=r"holds 0 .xlsx or .csv files"):
        read(tmp_path / "empty.zip")
    broken = write_xlsx(tmp_path / "broken.xlsx", extra="<")
    with pytest.raises(SourceError, match=r"damaged or no .xlsx"):
        read(broken)


def test_entities_of_a_spreadsheet_are_not_expanded(tmp_path):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    rows = [HEADER, ["&b;", "05/06/2024"]]
    _, problems = read(write_xlsx(tmp_path / "report.xlsx", rows, inline=True, extra=bomb))
    assert problems == ["row/check_digit"]
