"""Exploratory: every real answer and file that a folder outside the project holds is read, or refused by its name.

`PINPOINT_REAL_DATA` names the folder; nothing of it is in the project, and without it these tests skip.
"""

import csv
import json
import os
from pathlib import Path

import pytest
from scrapy import Request

from crawler.platforms.npi.npi_registry import read_result
from crawler.platforms.nppes_file.nppes_companions import read_companions
from crawler.platforms.nppes_file.nppes_rows import open_nppes
from crawler.sources.definition import SourceError
from index.normalize.listing import normalize
from index.places.gazetteer import open_gazetteer
from index.records import Precision
from index.records.codec import to_json
from tests.crawler.platforms import invented

FOLDER = Path(os.environ.get("PINPOINT_REAL_DATA", "/nowhere"))
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="PINPOINT_REAL_DATA names no folder with real data")


def files(pattern):
    found = sorted(FOLDER.glob(pattern))
    return [pytest.param(path, id=path.name) for path in found] or [
        pytest.param(None, marks=pytest.mark.skip("PINPOINT_REAL_DATA names no such data"))
    ]


@pytest.mark.parametrize("path", files("npi_api_json/*.json"))
def test_every_answer_of_the_api_is_parsed_or_refused_by_its_own_number(path):
    answer = json.loads(path.read_bytes())
    spider = invented.spider("npi_registry")
    found = list(spider.parse_answer(invented.answer(path.read_bytes()), "81", "Physical Therapist", 0))
    problems = [kind for kind, _, _ in spider.take_problems()]
    assert problems == [f"registry/error_{error['number']}" for error in answer.get("Errors", [])]
    for result in answer.get("results", []):
        assert read_result(result).npi == str(result["number"])
    assert not any(isinstance(one, Request) for one in found)


@pytest.mark.parametrize("path", files("nppes_bulk/*.csv"))
def test_every_bulk_file_loads_whole_or_is_refused_by_the_column_it_lacks(path):
    if "othername_pfile" in path.name or "pl_pfile" in path.name:
        with pytest.raises(SourceError, match="the header has no column 'Entity Type Code'"):
            invented.spider("nppes_file", {"file": str(path)})
        return
    spider = invented.spider("nppes_file", {"file": str(path), "taxonomies": "1,2,3"})
    with open_nppes(path) as stream:
        listings = list(spider.read(stream, path.name))
    assert spider.take_problems() == []
    assert len({listing.source_id for listing in listings}) == len(listings)


@pytest.mark.parametrize(("file", "kind"), [("pl_pfile_test.csv", "locations"), ("othername_pfile_test.csv", "names")])
def test_the_files_next_to_the_records_load(file, kind):
    path = FOLDER / "nppes_bulk" / file
    rows = len(path.read_text().splitlines()) - 1
    companions = read_companions(path, **{"names": None, "locations": None, kind: path})
    held = getattr(companions, kind)
    assert sum(len(held.of(npi.decode())) for npi in held.rows) == rows > 0


@pytest.mark.parametrize("path", files("directory_pages/wpsl_*.json"))
def test_stores_with_broken_hours_and_shifted_fields_survive(path):
    rows = json.loads(path.read_text())
    spider = invented.spider("wp_store_locator")
    listings = list(spider.parse_all(invented.answer(path.read_bytes())))
    assert [(one.source_id, one.locations[0].phone) for one in listings] == [(row["id"], row["phone"]) for row in rows]
    assert [(one.locations[0].state, one.locations[0].zip) for one in listings] == [
        (r["state"], r["zip"]) for r in rows
    ]
    assert [one for one in listings if "&#" in one.name or one.unread] == []
    assert spider.take_problems() == []
    placed = [normalize(one, open_gazetteer()).locations[0] for one in listings]
    assert [(where.precision, where.phone is not None) for where in placed] == [(Precision.ADDRESS, True)] * len(rows)


@pytest.mark.parametrize("path", files("directory_pages/wpsl_*.json"))
def test_the_same_stores_on_pages_of_their_own_are_the_same_listings(path):
    rows = json.loads(path.read_text())
    spider = invented.spider("wp_store_locator", options={"pages": "sitemap"})
    by_ajax = list(spider.parse_all(invented.answer(path.read_bytes())))
    pages = [
        invented.page(
            f"<article>{row['hours']}</article><script>var wpslMap_0 = {json.dumps({'locations': [row]})};</script>"
        )
        for row in rows
    ]
    by_page = [listing for one in pages for listing in spider.parse_page(one)]
    assert (by_page, spider.take_problems()) == (by_ajax, [])


LEIE = FOLDER / "oig_leie"


@pytest.mark.skipif(not LEIE.is_dir(), reason="PINPOINT_REAL_DATA names no such data")
def test_24_monthly_exclusion_files_merge_with_their_reinstatements_to_the_row():
    paths = sorted(LEIE.glob("16*.csv"))
    assert len(paths) == 24
    spider = invented.spider("leie_file", {"files": ",".join(map(str, paths))})
    entries = list(spider.records())
    assert [kind for kind, _, _ in spider.take_problems() if kind != "row/check_digit"] == []
    assert {entry.source_id: entry.reinstated is not None for entry in entries} == counted_by_hand(paths)
    texts = "".join(map(to_json, entries))
    assert "XXXXXXXX" not in texts  # what stands in this copy for a day of birth
    assert not any(address in texts for address in addresses(paths))


def counted_by_hand(paths):
    """Return {NPI, date and type: whether it ended} in a few lines that share nothing with the spider."""
    ended = {}
    for path in sorted(paths, key=lambda path: (path.name[:4], path.name)):
        for row in rows_of(path):
            if luhn(row["NPI"]):
                key = f"{row['NPI']}-{row['EXCLDATE']}-{row['EXCLTYPE'].strip()}"
                ended[key] = "REIN" in path.name
    return ended


def luhn(npi):
    digits = [int(digit) for digit in "80840" + npi]
    doubled = [digit if place % 2 == 0 else sum(divmod(2 * digit, 10)) for place, digit in enumerate(digits[::-1])]
    return npi[0] in "12" and sum(doubled) % 10 == 0


def addresses(paths):
    return {row["ADDRESS"] for path in paths for row in rows_of(path) if row["ADDRESS"]}


def rows_of(path):
    return list(csv.DictReader(path.read_text(encoding="utf-8", errors="replace").splitlines()))


DAC = "cms_dac/{}.csv"


@pytest.mark.parametrize("name", ["dac_full_columns_386", "paired_dac_sample"])
def test_the_doctors_and_clinicians_samples_load_to_the_person(name):
    path = FOLDER / DAC.format(name)
    if not path.is_file():
        pytest.skip("PINPOINT_REAL_DATA names no such data")
    spider = invented.spider("dac_file", {"file": str(path)})
    listings = list(spider.records())
    assert {kind for kind, _, _ in spider.take_problems()} <= {"row/check_digit"}
    header, *rows = csv.reader(path.read_text(encoding="utf-8", errors="replace").splitlines())
    at = {column.strip(): number for number, column in enumerate(header)}
    words = ("PHYSICAL THERAP", "OCCUPATIONAL THERAP", "CHIROPRACT")
    ours = {row[at["NPI"]] for row in rows if any(word in row[at["pri_spec"]] for word in words)}
    assert {one.npi for one in listings} == {npi for npi in ours if luhn(npi)}
    assert len(listings) == len({one.source_id for one in listings}) > 50


@pytest.mark.parametrize("name", ["paired_nppes_sample", "valid_credentials_list"])
def test_other_files_there_are_refused_by_the_column_they_lack(name):
    path = FOLDER / DAC.format(name)
    if not path.is_file():
        pytest.skip("PINPOINT_REAL_DATA names no such data")
    with pytest.raises(SourceError, match=r"the header has no column (npi|provider_last_name)"):
        invented.spider("dac_file", {"file": str(path)})
