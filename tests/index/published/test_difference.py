"""Two invented generations are compared, with exact counts, and without whoever asked to be left out since."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from commands.generations import generations
from index import settings
from index.publish.publisher import publish
from index.published.catalog import DamagedGenerationError, UnknownGenerationError
from index.published.difference import Difference, difference
from index.published.overlay import change_overlay
from index.store import schema
from tests.builders import location, phone
from tests.index.publish import invented
from tests.index.publish.invented import PEOPLE


def change(store, number, changed):
    with store.write() as connection:
        chosen = schema.listing.c.source_id == changed.source_id
        connection.execute(update(schema.listing).where(chosen).values(**invented.row_of(changed)))
    return number


@pytest.fixture
def two(store, folder):
    """In the second, one has another phone, one a second place in Utah, one came, one left, two were merged."""
    publish(store, settings.current())
    third, fourth = invented.person(3), invented.person(4)
    here = replace(third.locations[0], phone=phone("999"))
    change(store, 3, replace(third, locations=(here,)))
    there = location("1 Example Ave", "Moab", "UT", "84532", phone=phone("888"))
    change(store, 4, replace(fourth, locations=(*fourth.locations, there)))
    with store.write() as connection:
        invented.found(connection, "person99", replace(invented.person(11), source_id="p99", name="Jordan Newcomer"))
    invented.withdraw(store, "p5")
    invented.merge(store, "person07", "person06")
    invented.read_again(store, invented.LAST.replace(day=23))  # days of reading are no difference
    publish(store, settings.current())
    return folder


def test_additions_changes_and_removals_are_counted_by_kind_state_and_field(two):
    found = difference(two, 1, 2, limit=20)

    added, changed, removed = found.added, found.changed, found.removed
    assert added.first == [Difference(id="person99", name="Jordan Newcomer", kind="person", states=("CO",))]
    assert [(one.id, one.fields) for one in changed.first] == [
        ("person03", ("locations.phone", "claims")),
        ("person04", ("locations", "claims")),
        ("person06", ("locations", "claims")),
    ]
    assert [(one.id, one.now) for one in removed.first] == [("person05", ""), ("person07", "person06")]
    assert (added.count, changed.count, removed.count, found.same) == (1, 3, 2, PEOPLE + 1 - 5)
    assert dict(changed.states) == {"CO": 3, "UT": 1}
    assert dict(removed.kinds) == {"person": 2}
    assert found.left_out == []


def test_backwards_what_was_added_is_removed(two):
    found = difference(two, 2, 1, limit=1)

    assert (found.added.count, [one.id for one in found.added.first]) == (2, ["person05"])
    assert [one.id for one in found.removed.first] == ["person99"]


def test_whoever_was_removed_or_hidden_since_is_named_by_id_alone(two):
    asked = frozenset({"person03", "person05", "person06"})
    change_overlay(two, lambda overlay: overlay.suppressing(asked, frozenset()))
    change_overlay(two, lambda overlay: overlay.hiding("person04", frozenset({"address", "phone"})))

    found = difference(two, 1, 2, limit=20)

    # person07 was merged into somebody who asked to be left out.
    assert found.left_out == ["person03", "person05", "person06", "person07"]
    assert [one.id for one in found.changed.first] == ["person04"]
    assert (found.added.count, found.removed.count) == (1, 0)
    printed = CliRunner().invoke(generations, ["diff", "1", "2"]).output
    assert [name for name in ("Averyd", "Averyf", "Averyg", "Averyh") if name in printed] == []
    assert "left out  4 on request, not compared: person03, person05, person06, person07" in printed


def test_a_change_of_a_hidden_field_alone_is_no_difference(two):
    change_overlay(two, lambda overlay: overlay.hiding("person03", frozenset({"phone"})))

    assert [one.id for one in difference(two, 1, 2, limit=20).changed.first] == ["person04", "person06"]


def test_a_missing_or_damaged_generation_is_not_compared(two):
    with pytest.raises(UnknownGenerationError, match="generation 9 is not on disk"):
        difference(two, 1, 9, limit=20)
    (two / "generation-000001" / "roster.npy").write_bytes(b"?")
    with pytest.raises(DamagedGenerationError, match=r"generation 1 is damaged: .*roster\.npy"):
        difference(two, 1, 2, limit=20)


def test_the_command_writes_counts_and_ids_up_to_the_limit(two):
    written = json.loads(CliRunner().invoke(generations, ["diff", "1", "2", "--limit", "1", "--json"]).stdout)

    assert (written["before"], written["after"], written["same"]) == (1, 2, PEOPLE + 1 - 5)
    assert {name: written[name]["count"] for name in ("added", "changed", "removed")} == {
        "added": 1,
        "changed": 3,
        "removed": 2,
    }
    assert written["changed"]["fields"]["claims"] == 3
    assert [one["id"] for one in written["removed"]["first"]] == ["person05"]
    text = CliRunner().invoke(generations, ["diff", "1", "2", "--limit", "1"]).stdout.splitlines()
    assert text[0] == "added     1; person 1; CO 1"
    assert text[-2:] == ["  and 1 more", f"same      {PEOPLE + 1 - 5}"]
