"""Other names and further locations in files next to the NPI records, and weekly files; everybody is invented."""

import csv
import io
import zipfile

import pytest

from crawler.platforms.nppes_file.nppes_companions import LOCATION_COLUMNS, NAME_COLUMNS
from crawler.sources.definition import SourceError
from tests.crawler.platforms import invented
from tests.crawler.platforms.nppes_rows_of import CLINIC, NPI, PERSON, nppes_csv
from tests.crawler.platforms.test_nppes_file import drained

AS_THE_REGISTRY_WRITES = {
    "Provider Secondary Practice Location Address - Address Line 1": (
        "Provider Secondary Practice Location Address- Address Line 1"
    ),
    "Provider Secondary Practice Location Address - Address Line 2": (
        "Provider Secondary Practice Location Address-  Address Line 2"
    ),
}


def table(names, *rows):
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)
    return text.getvalue()


def locations(*rows):
    names = ["NPI", *(AS_THE_REGISTRY_WRITES.get(name, name) for name in LOCATION_COLUMNS.values())]
    return table(names, *([row["npi"], *(row.get(field, "") for field in LOCATION_COLUMNS)] for row in rows))


def other_names(*rows):
    return table(["NPI", *NAME_COLUMNS.values()], *rows)


PUEBLO = {"street": "5 SAMPLE LN", "city": "PUEBLO", "state": "CO", "zip": "810030001", "country": "US"}
ELSEWHERE = {"npi": NPI[0], **PUEBLO}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "npidata_pfile_20050523-20261108.csv").write_text(nppes_csv(PERSON, CLINIC))
    (tmp_path / "pl.csv").write_text(locations(ELSEWHERE, {**ELSEWHERE, "npi": NPI[5]}))
    (tmp_path / "names.csv").write_text(
        other_names([NPI[1], "TANSYFORD HOLDINGS", "4"], [NPI[1], "BRINDLE REHAB", "3"], [NPI[5], "NOBODY'S", "3"])
    )
    return tmp_path


def read(folder, **arguments):
    given = {name: str(folder / file) for name, file in arguments.items()}
    spider = invented.spider("nppes_file", {"file": str(folder / "npidata_pfile_20050523-20261108.csv"), **given})
    return {listing.source_id: listing for listing in drained(spider)}, spider.take_problems()


def test_a_person_has_the_further_locations_of_the_companion_file(folder):
    listings, problems = read(folder, locations="pl.csv")
    assert [one.city for one in listings[NPI[0]].locations] == ["SALIDA", "PUEBLO"]
    assert [one.city for one in listings[NPI[1]].locations] == ["SALIDA"]
    assert (set(listings), problems) == (set(NPI[:2]), [])


def test_a_clinic_has_the_name_that_it_goes_by_and_not_a_former_one(folder):
    listings, _ = read(folder, other_names="names.csv")
    assert listings[NPI[1]].name == CLINIC["organization"]
    assert [one.organization for one in listings[NPI[1]].locations] == ["BRINDLE REHAB"]


def test_a_zip_brings_the_files_next_to_its_records(folder, tmp_path):
    path = tmp_path / "NPPES_Data_Dissemination_November_2026_V2.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(folder / "npidata_pfile_20050523-20261108.csv", "npidata_pfile_20050523-20261108.csv")
        archive.write(folder / "pl.csv", "pl_pfile_20050523-20261108.csv")
        archive.writestr("pl_pfile_20050523-20261108_fileheader.csv", "x")
        archive.write(folder / "names.csv", "othername_pfile_20050523-20261108.csv")
    spider = invented.spider("nppes_file", {"file": str(path)})
    found = {one.source_id: one for one in drained(spider)}
    assert [len(found[npi].locations) for npi in NPI[:2]] == [2, 1]
    assert found[NPI[1]].locations[0].organization == "BRINDLE REHAB"
    assert (spider.restricted, spider.take_problems()) == (False, [])


def test_the_wrong_file_is_refused_by_the_column_it_lacks(folder):
    with pytest.raises(SourceError, match=r"locations: names\.csv: the header has no column 'Provider Secondary"):
        read(folder, locations="names.csv")


@pytest.mark.parametrize(
    ("name", "partial"),
    [
        ("npidata_pfile_20050523-20261108.csv", False),
        ("npidata_pfile_20261102-20261108.csv", True),
        ("mine.csv", False),
    ],
)
def test_a_weekly_file_makes_nobody_missing(tmp_path, name, partial):
    (tmp_path / name).write_text(nppes_csv(PERSON))
    assert invented.spider("nppes_file", {"file": str(tmp_path / name)}).restricted is partial


def test_a_weekly_file_is_known_in_its_zip_too(tmp_path):
    path = tmp_path / "weekly.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("npidata_pfile_20261102-20261108.csv", nppes_csv(PERSON))
    assert invented.spider("nppes_file", {"file": str(path)}).restricted
