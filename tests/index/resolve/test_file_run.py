"""A file of listings resolved without a store."""

import csv
import json

import pytest
from click.testing import CliRunner

from commands.resolve import resolve
from index.resolve.file_run import ListingsFileError


def listing(source, number, name, **more):
    fields = (
        "credentials_text",
        "profession_text",
        "clinic",
        "street",
        "city",
        "state",
        "zip",
        "phone",
        "website",
        "npi",
    )
    place = {"street": "100 Example St", "city": "Salida", "state": "CO", "zip": "81201", "phone": "(719) 555-0112"}
    return {"source": source, "source_id": number, "name": name, **dict.fromkeys(fields, ""), **place, **more}


PEOPLE = [
    listing("list", "1", "Jordan Averthwaite, PT", profession_text="Physical Therapist"),
    listing("site", "7", "Jordan T. Averthwaite", profession_text="Physical Therapist"),
    listing(
        "site", "8", "Quinn Brackenfeld", profession_text="Chiropractor", phone="(719) 555-0134", street="9 Sample Rd"
    ),
]


def run(tmp_path, listings, *more):
    path, out = tmp_path / "listings.jsonl", tmp_path / "predicted.csv"
    path.write_text("".join(json.dumps(one) + "\n" for one in listings), encoding="utf-8")
    result = CliRunner().invoke(resolve, ["--listings", str(path), "--out", str(out), *more])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    with out.open(encoding="utf-8", newline="") as file:
        return {(row["source"], row["source_id"]): row["id"] for row in csv.DictReader(file)}


def test_each_listing_has_one_id_and_those_of_one_person_the_same(tmp_path, home):
    ids = run(tmp_path, PEOPLE)
    assert ids["list", "1"] == ids["site", "7"] != ids["site", "8"]
    assert len(ids) == len(PEOPLE)


def test_the_order_of_the_lines_changes_nobody(tmp_path, home):
    groups = [_groups(run(tmp_path, order)) for order in (PEOPLE, PEOPLE[::-1])]
    assert groups[0] == groups[1]


def test_ids_of_an_earlier_table_stay(tmp_path, home):
    before = run(tmp_path, PEOPLE)
    kept = tmp_path / "before.csv"
    (tmp_path / "predicted.csv").rename(kept)
    moved = [dict(PEOPLE[0], street="5 Other Ave"), *PEOPLE[1:]]
    assert run(tmp_path, moved, "--previous", str(kept)) == before


@pytest.mark.parametrize("line", ["not json", "[1]", '{"source": "list"}'])
def test_a_line_that_is_no_listing_is_named(tmp_path, home, line):
    path = tmp_path / "listings.jsonl"
    path.write_text(json.dumps(PEOPLE[0]) + "\n" + line + "\n")
    result = CliRunner().invoke(resolve, ["--listings", str(path), "--out", str(tmp_path / "out.csv")])
    assert isinstance(result.exception, ListingsFileError)
    assert "2" in str(result.exception)


def _groups(ids):
    groups = {}
    for key, one in ids.items():
        groups.setdefault(one, set()).add(key)
    return {frozenset(group) for group in groups.values()}


def test_a_loose_source_holds_nobody_to_a_place(tmp_path, home):
    before = run(tmp_path, PEOPLE)
    kept = tmp_path / "before.csv"
    (tmp_path / "predicted.csv").rename(kept)
    moved = [dict(PEOPLE[0], street="5 Far Rd", city="Reno", state="NV", zip="89501", phone=""), *PEOPLE[1:]]
    assert run(tmp_path, moved, "--previous", str(kept)) == before
    loose = run(tmp_path, moved, "--previous", str(kept), "--loose", "list")
    assert loose["site", "7"] == before["site", "7"] or loose["list", "1"] == before["list", "1"]
    assert loose["site", "7"] != loose["list", "1"]


@pytest.mark.parametrize(
    "joint",
    [
        "Jordan & Casey Averthwaite, PT",
        "Jordan Averthwaite, PT and Casey Stone, DC",
        "Averthwaite, Jordan & Casey",
        "Drs. Jordan and Casey Averthwaite",
        "Jordan Averthwaite PT / Casey Stone DC",
    ],
)
def test_a_row_that_names_two_people_joins_neither_and_neither_joins_the_other(tmp_path, home, joint):
    listings = [
        *PEOPLE[:2],
        listing("site", "9", "Casey Averthwaite, PT", profession_text="Physical Therapist"),
        listing("list", "3", joint, npi="1000000004"),
        listing("site", "4", joint),
    ]
    ids = run(tmp_path, listings)
    assert ids["list", "1"] == ids["site", "7"]
    assert len(set(ids.values())) == len(listings) - 1


def test_a_row_that_names_two_people_leaves_the_person_it_had_been_put_with(tmp_path, home):
    before = tmp_path / "before.csv"
    before.write_text(
        "source,source_id,id\nlist,3,aaaaaaaaaa\nlist,1,aaaaaaaaaa\nsite,7,aaaaaaaaaa\n", encoding="utf-8"
    )
    listings = [*PEOPLE[:2], listing("list", "3", "Jordan & Casey Averthwaite, PT")]
    ids = run(tmp_path, listings, "--previous", str(before))
    assert ids["list", "1"] == ids["site", "7"] == "aaaaaaaaaa" != ids["list", "3"]


def test_a_table_that_cannot_be_made_is_said_in_words(tmp_path, home):
    (tmp_path / "listings.jsonl").write_text(json.dumps(PEOPLE[0]) + "\n", encoding="utf-8")
    missing = tmp_path / "nowhere" / "ids.csv"
    done = CliRunner().invoke(resolve, ["--listings", str(tmp_path / "listings.jsonl"), "--out", str(missing)])
    assert done.exit_code != 0
    assert isinstance(done.exception, ListingsFileError)
    assert str(done.exception) == f"{missing} cannot be written (No such file or directory); name a file in a folder"
