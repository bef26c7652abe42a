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


def import_file(tmp_path, text=FILE, code=1):
    path = tmp_path / "removals.csv"
    path.write_text(text)
    said = run("--from", str(path), "--yes", "--json")
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
