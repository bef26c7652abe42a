"""Exploratory: every real answer and file that a folder outside the project holds is read, or refused by its name.

`PINPOINT_REAL_DATA` names the folder; nothing of it is in the project, and without it these tests skip.
"""

import json
import os
from pathlib import Path

import pytest
from scrapy import Request

from crawler.platforms.npi_registry import read_result
from crawler.platforms.nppes_rows import open_nppes
from crawler.source import SourceError
from tests.crawler.platforms import invented

FOLDER = Path(os.environ.get("PINPOINT_REAL_DATA", "/nowhere"))
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="PINPOINT_REAL_DATA names no folder with real data")


def files(pattern):
    found = sorted(FOLDER.glob(pattern))
    return [pytest.param(path, id=path.name) for path in found] or [
        pytest.param(None, marks=pytest.mark.skip("absent"))
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
    with open_nppes(path) as lines:
        listings = list(spider.read(lines, path.name))
    assert spider.take_problems() == []
    assert len({listing.source_id for listing in listings}) == len(listings)


@pytest.mark.parametrize("path", files("directory_pages/wpsl_*.json"))
def test_stores_with_broken_hours_and_shifted_fields_survive(path):
    rows = json.loads(path.read_text())
    spider = invented.spider("wp_store_locator")
    listings = list(spider.parse_stores(invented.answer(path.read_bytes())))
    assert [(one.source_id, one.locations[0].phone) for one in listings] == [(row["id"], row["phone"]) for row in rows]
    assert spider.take_problems() == []
