import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.published.document import provider_document
from index.published.export import ExportFormat, export_lines
from index.published.spreadsheet import COLUMNS, csv_line, guarded
from tests.index.published.test_document import DOCUMENT, PERSON


def whole(documents, form, **options):
    return "".join(export_lines(documents, form, **options))


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def numbered(count):
    return [DOCUMENT | {"id": f"p{number}", "name": f"Jordan {9 - number}"} for number in range(count)]


def test_json_lines_hold_one_provider_each_in_utf_8():
    lines = whole([DOCUMENT | {"name": "Zoë\nPeña"}], ExportFormat.JSONL).splitlines()

    assert [json.loads(line) for line in lines] == [DOCUMENT | {"name": "Zoë\nPeña"}]
    assert "Zoë" in lines[0]


def test_a_spreadsheet_row_holds_the_provider_and_its_best_known_place():
    (row,) = rows(whole([DOCUMENT], ExportFormat.CSV))

    assert tuple(row) == COLUMNS
    assert row["id"] == "person01"
    assert row["evidence_quote"] == "Jordan does dry needling."
    assert (row["latitude"], row["longitude"]) == ("38.5347123456789", "-105.9989")
    assert row["professions"] == "physical-therapist"
    assert json.loads(row["claims"]) == DOCUMENT["claims"]
    assert json.loads(row["locations"]) == DOCUMENT["locations"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "  ="])  # noqa: RUF001
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(start):
    (row,) = rows(whole([DOCUMENT | {"name": start + "HYPERLINK(1)"}], ExportFormat.CSV))

    assert row["name"] == "'" + start + "HYPERLINK(1)"


@given(st.text())
def test_no_cell_of_text_ever_starts_a_formula(text):
    row = next(csv.reader(io.StringIO(csv_line(DOCUMENT | {"name": text, "website": text}), newline="")))

    assert not row[COLUMNS.index("name")].lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert guarded(text) in {text, "'" + text}


def test_a_feature_stands_for_each_location_with_longitude_first():
    silent = DOCUMENT["locations"][0] | {"latitude": None, "longitude": None, "precision": "none"}
    document = DOCUMENT | {"locations": [DOCUMENT["locations"][0], silent]}

    collection = json.loads(whole([document], ExportFormat.GEOJSON))

    assert collection["type"] == "FeatureCollection"
    assert [feature["geometry"] for feature in collection["features"]] == [
        {"type": "Point", "coordinates": [-105.9989, 38.5347123456789]},
        None,
    ]
    assert collection["features"][0]["properties"]["name"] == "Jordan Avery"
    assert collection["features"][0]["properties"]["city"] == "Salida"


@pytest.mark.parametrize("form", ExportFormat)
def test_a_content_export_does_not_depend_on_ids_dates_or_order(form):
    documents = [provider_document(PERSON), *numbered(4)]
    moved = [json.loads(json.dumps(document).replace("2026-11-22", "2027-01-01")) for document in documents[::-1]]
    moved = [document | {"id": f"other{number}"} for number, document in enumerate(moved)]

    assert whole(documents, form, content=True) == whole(moved, form, content=True)
    assert whole(documents, form) != whole(moved, form)


def test_the_full_export_keeps_the_order_it_is_given():
    lines = whole(numbered(3), ExportFormat.JSONL).splitlines()

    assert [json.loads(line)["id"] for line in lines] == ["p0", "p1", "p2"]


def test_an_export_of_nobody_is_still_well_formed():
    assert whole([], ExportFormat.JSONL) == ""
    assert rows(whole([], ExportFormat.CSV)) == []
    assert json.loads(whole([], ExportFormat.GEOJSON))["features"] == []
