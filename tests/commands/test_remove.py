import json

from click.testing import CliRunner
from sqlalchemy import select

from commands.remove import remove
from index import settings
from index.corrections.suppression import load
from index.published.overlay import read_overlay
from index.store.schema import suppression
from tests.builders import listing, location, phone

LISTED = listing("list/1", places=[location(phone=phone("12"))])


def run(*arguments, **more):
    return CliRunner().invoke(remove, [*arguments, "--who", "an operator", "--reason", "asked by letter"], **more)


def test_remove_hides_at_once_in_whatever_generation_is_served(rows):
    rows.put(LISTED)
    rows.resolve()
    provider = rows.ids()["list/1"]
    said = run(provider, "--yes", "--json")
    assert said.exit_code == 0, said.output
    assert json.loads(said.stdout) == {"id": provider, "ids": [provider], "listings": 1, "hidden": True}
    overlay = read_overlay(settings.current().generations)
    with rows.store.read() as connection:
        suppressions = load(connection)
    assert (overlay.suppressed, overlay.keys) == (suppressions.ids, suppressions.keys)
    assert overlay.keys


def test_remove_asks_first_and_does_nothing_on_a_no(rows):
    rows.put(LISTED)
    rows.resolve()
    provider = rows.ids()["list/1"]
    assert run(provider, input="n\n").exit_code == 1
    assert read_overlay(settings.current().generations).suppressed == frozenset()
    said = run(provider, input="y\n")
    assert "The next and every later `pinpoint publish` leaves it out" in said.output
    assert read_overlay(settings.current().generations).suppressed == {provider}


FILE = """\
id,name,phone,zip,kind
,"Jordan Avery, PT",(303) 555-0112,81201,person
,Upper River Physical Therapy LLC,,81201,
nobody,,,,
,Casey Morrow,,00000,
,Drew Nolan,call me,81201,
,,,81201,
"""


def import_file(tmp_path, text=FILE, code=1, *more):
    path = tmp_path / "removals.csv"
    path.write_text(text)
    said = run("--from", str(path), "--yes", "--json", *more)
    assert said.exit_code == code, said.output
    return json.loads(said.stdout)


def test_a_file_of_removals_is_taken_in_before_anything_was_read(tmp_path, home):
    found = import_file(tmp_path)
    assert [(one["line"], one["result"]) for one in found["rows"]] == [
        (2, "removed"),
        (3, "removed"),
        (4, "not applied"),
        (5, "not applied"),
        (6, "not applied"),
        (7, "not applied"),
    ]
    assert found["not_applied"] == 4
    assert [one["why"] for one in found["rows"][2:]] == [
        "this home has no such id; write name, zip and phone",
        "there is no such ZIP code in our table; write that of another place",
        "phone is no phone number; write ten digits, or leave it empty",
        "the name cannot be read; write given and family name, or the clinic's name",
    ]
    assert len(read_overlay(settings.current().generations).keys) > 0


def test_whoever_a_file_named_is_recognized_in_a_later_crawl_and_a_namesake_elsewhere_is_not(rows, tmp_path):
    import_file(tmp_path)
    with rows.store.read() as connection:
        suppressions = load(connection)
    other = {"phone": phone("113")}
    with_phone = listing("list/a", places=[location("9 Other St", "Denver", "CO", "80202", phone=phone("112"))])
    in_town = listing("list/b", places=[location("9 Other St", "Salida", "CO", "81201", **other)])
    elsewhere = listing("list/c", places=[location("9 Other St", "Denver", "CO", "80202", **other)])
    assert [suppressions.covers(one) for one in (with_phone, in_town, elsewhere)] == [True, True, False]


def namesakes(rows):
    """Two people of one name in one town, with another street, phone and NPI each, and somebody else."""
    rows.put(
        listing("list/1", npi="1000000004", places=[location("1 Elm St", phone=phone("112"))]),
        listing("list/2", npi="1000000012", places=[location("2 Oak St", phone=phone("113"))]),
        listing("list/3", name="Casey Morrow", person=None, places=[location("3 Ash St", phone=phone("114"))]),
    )
    rows.resolve()
    ids = rows.ids()
    assert ids["list/1"] != ids["list/2"]
    return ids["list/1"], ids["list/2"]


ROW = "name,zip,phone\nJordan Avery,81201,"


def test_a_row_that_fits_two_people_is_refused_with_their_ids_and_nothing_else_is_lost(rows, tmp_path):
    ids = sorted(namesakes(rows))
    found = import_file(tmp_path, f"{ROW}\nDrew Nolan,81201,\n", 1)
    refused, other = found["rows"]
    assert (refused["result"], refused["ids"], other["result"]) == ("not applied", ids, "removed")
    assert refused["why"] == (
        f"it fits 2 people or clinics of this home: {ids[0]}, {ids[1]}; write the id of the right one in place of the "
        "name, or leave all of them out with --all"
    )
    assert found["not_applied"] == 1
    overlay = read_overlay(settings.current().generations)
    assert overlay.suppressed.isdisjoint(ids)
    with rows.store.read() as connection:
        assert not load(connection).covers(listing("list/9", places=[location("9 Elm St", phone=phone("112"))]))


def test_all_leaves_out_both(rows, tmp_path):
    namesakes(rows)
    (row,) = import_file(tmp_path, ROW, 0, "--all")["rows"]
    assert (row["result"], row["ids"]) == ("removed", [])
    with rows.store.read() as connection:
        suppressions = load(connection)
    covered = [
        suppressions.covers(listing("a/1", places=[location("1 Elm St", phone=phone(one))])) for one in ("112", "113")
    ]
    assert covered == [True, True]
    assert [one["result"] for one in import_file(tmp_path, ROW, 0)["rows"]] == ["already removed"]


def test_of_two_the_one_with_the_phone_of_the_row_is_left_out_alone(rows, tmp_path):
    _, second = namesakes(rows)
    (row,) = import_file(tmp_path, f"{ROW}(303) 555-0113", 0)["rows"]
    assert (row["result"], row["subject"]) == ("removed", second)
    assert read_overlay(settings.current().generations).suppressed == {second}
    (again,) = import_file(tmp_path, f"{ROW}(303) 555-0113", 0)["rows"]
    assert again["result"] == "already removed"


def test_all_without_a_file_is_a_wrong_use():
    assert run("some-id", "--all").exit_code == 2


def test_the_same_file_twice_stores_nothing_twice(tmp_path, store):
    import_file(tmp_path)
    found = import_file(tmp_path)
    assert [one["result"] for one in found["rows"][:2]] == ["already removed", "already removed"]


def test_a_row_with_an_id_of_this_home_is_removed_as_by_hand(rows, tmp_path):
    rows.put(LISTED)
    rows.resolve()
    provider = rows.ids()["list/1"]
    found = import_file(tmp_path, f"id\n{provider}\n", code=0)
    assert [(one["result"], one["subject"]) for one in found["rows"]] == [("removed", provider)]
    assert provider in read_overlay(settings.current().generations).suppressed


def test_nothing_of_a_name_is_printed_or_stored(tmp_path, store):
    path = tmp_path / "removals.csv"
    path.write_text(FILE)
    said = run("--from", str(path), "--yes")
    assert "2 of 6 rows are in force now; 4 not applied." in said.output
    with store.read() as connection:
        stored = repr(connection.execute(select(suppression)).all())
    for word in ("Avery", "Morrow", "5550112", "River"):
        assert word not in said.output + stored


def test_a_file_that_cannot_be_read_whole_applies_nothing(tmp_path, home):
    path = tmp_path / "removals.csv"
    path.write_text("id,mood\na,good\n")
    said = run("--from", str(path), "--yes")
    assert "unknown column 'mood'" in str(said.exception)
    assert read_overlay(settings.current().generations).keys == frozenset()


def test_an_id_and_a_file_at_once_or_neither_is_a_wrong_use(tmp_path):
    path = tmp_path / "removals.csv"
    path.write_text(FILE)
    assert run("some-id", "--from", str(path)).exit_code == 2
    assert run().exit_code == 2
