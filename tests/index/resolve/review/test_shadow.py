"""A resolution from scratch is compared with the present identities."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from commands.resolve import resolve
from commands.review import review
from index.store.schema import audit
from tests.builders import NPI_1, listing, location, phone

HERE, FAR = location(phone=phone("12")), location("9 Far Rd", "Reno", "NV", "89501", phone=phone("99"))
WHO = ("--who", "us", "--reason", "we called")


def run(command, *arguments):
    result = CliRunner().invoke(command, list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout


def shadow():
    result = json.loads(run(resolve, "shadow", "--json"))
    return {name: count for name, count in result.items() if count and name not in {"listings", "providers"}}


def queue():
    return [(one["left"], one["right"], one["why"]) for one in json.loads(run(review, "list", "--json"))]


@pytest.fixture
def moved(rows, home):
    """Two listings of one provider, one of which moved to another state."""
    rows.put(listing("list/1", places=[HERE]), listing("site/1", places=[HERE]))
    rows.resolve()
    rows.put(listing("list/1", places=[FAR]))
    rows.resolve()
    assert len(set(rows.ids().values())) == 1
    return rows


APART = [("list/1", "site/1", "apart_from_scratch")]


def test_who_stays_together_by_history_alone_waits_for_a_look_and_no_id_changes(moved):
    before = moved.everything()
    assert shadow() == {"from_scratch": 2, "apart_from_scratch": 1}
    assert queue() == APART
    assert moved.everything() == before


def test_a_resolution_leaves_what_the_shadow_found(moved):
    shadow()
    moved.resolve()
    assert queue() == APART


def test_a_same_keeps_it_quiet(moved):
    shadow()
    run(review, "same", "list/1", "site/1", *WHO)
    assert queue() == []
    moved.resolve()
    assert shadow() == {"from_scratch": 1}
    assert queue() == []


def test_an_unsure_keeps_it_quiet_too_and_is_counted(moved):
    shadow()
    run(review, "unsure", "list/1", "site/1", *WHO)
    assert shadow() == {"from_scratch": 2, "settled": 1}
    assert queue() == []


def test_a_different_splits_at_the_next_resolution(moved):
    shadow()
    run(review, "different", "list/1", "site/1", *WHO)
    assert moved.resolve().split == 1
    assert len(set(moved.ids().values())) == 2
    assert shadow() == {"from_scratch": 2}
    assert queue() == []


def test_a_different_parts_whole_sides_and_not_one_listing_alone(rows, home):
    rows.put(*(listing(f"{source}/1", places=[HERE]) for source in ("a", "b", "c", "d")))
    rows.resolve()
    assert len(set(rows.ids().values())) == 1
    rows.put(*(listing(f"{source}/1", places=[FAR]) for source in ("b", "d")))
    rows.resolve()
    shadow()
    [(left, right, _)] = queue()
    run(review, "different", left, right, *WHO)
    rows.resolve()
    ids = rows.ids()
    assert ids["a/1"] == ids["c/1"] != ids["b/1"] == ids["d/1"]


def test_what_vanished_leaves_the_queue(moved):
    shadow()
    moved.put(listing("list/1", places=[HERE]))
    moved.resolve()
    assert shadow() == {"from_scratch": 1}
    assert queue() == []


def test_three_that_fall_apart_wait_as_two_pairs_and_not_as_three(rows, home):
    rows.put(*(listing(f"{source}/1", places=[HERE]) for source in ("a", "b", "c")))
    rows.resolve()
    rows.put(listing("b/1", places=[FAR]), listing("c/1", places=[location("1 Third St", "Boise", "ID", "83701")]))
    rows.resolve()
    assert shadow() == {"from_scratch": 3, "apart_from_scratch": 2}
    assert len(queue()) == 2


def test_what_would_be_together_waits_as_well(rows, home):
    register = listing("npi_registry/1", npi=NPI_1, places=[HERE], middle="Lee")
    rows.put(register, listing("list/1", places=[HERE]), listing("site/1", places=[HERE], middle="Ray"))
    rows.resolve()
    ids = rows.ids()
    assert ids["list/1"] == ids["npi_registry/1"] != ids["site/1"]
    rows.put(replace(register, locations=(FAR,)))
    rows.resolve()
    assert rows.ids() == ids
    assert shadow() == {"from_scratch": 2, "apart_from_scratch": 1, "together_from_scratch": 1}
    assert ("list/1", "site/1", "together_from_scratch") in queue()
    run(review, "same", "list/1", "site/1", *WHO)
    rows.resolve()
    assert rows.ids()["list/1"] == rows.ids()["site/1"]


def test_when_it_was_done_is_in_the_audit(moved):
    run(resolve, "shadow", "--who", "us")
    with moved.store.read() as connection:
        [row] = connection.execute(select(audit)).all()
    assert (row.action, row.who, row.note) == ("resolve/shadow", "us", "1 apart, 0 together")
