"""The queue of doubtful pairs, and what an operator's word does to it."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from index.resolve.cli import resolve
from index.resolve.review_cli import review
from index.store.schema import audit, decision, membership
from tests.index.resolve.invented import person, phone, place

A, B = "list/1", "site/1"
HERE = place(phone=phone("12"))
WHO = ("--who", "us", "--reason", "we called")


def run(command, *arguments, code=0):
    told = CliRunner().invoke(command, list(arguments))
    assert told.exit_code == code, told.output
    return told


def members(store):
    with store.read() as connection:
        rows = connection.execute(select(membership.c.source, membership.c.provider)).all()
    return {row.source: row.provider for row in rows}


@pytest.fixture
def one(rows, home):
    """Two listings that are put together."""
    rows.put(person(A, places=[HERE]), person(B, places=[HERE]))
    run(resolve)
    assert len(set(members(rows.store).values())) == 1
    return rows.store


@pytest.fixture
def two(rows, home):
    """Two listings of one name at two addresses of one town, which are kept apart."""
    rows.put(
        person(A, places=[place(phone=phone("12"))]),
        person(B, given="Jo", places=[place(street="7 Sample Rd", phone=phone("34"))]),
    )
    run(resolve)
    assert len(set(members(rows.store).values())) == 2
    return rows.store


def test_what_speaks_for_one_identity_is_told_in_words_and_adds_up(one):
    told = json.loads(run(resolve, "explain", A, B, "--json").stdout)
    assert {"the same given name", "the same family name", "the same phone"} <= {
        reason["words"].partition(",")[0] for reason in told["reasons"]
    }
    assert told["points"] == pytest.approx(sum(reason["points"] for reason in told["reasons"]), abs=0.05)
    assert told["providers"][0] == told["providers"][1]


def test_a_different_parts_them_and_no_later_resolution_joins_them(one):
    run(review, "different", A, B, *WHO)
    for _ in range(2):
        run(resolve)
        assert len(set(members(one).values())) == 2
    assert (
        "decided_different" in run(resolve, "explain", A, B).output or "forbidden" in run(review, "show", A, B).output
    )


def test_an_undo_restores_who_stood_with_whom(one):
    before = members(one)
    run(review, "different", A, B, *WHO)
    run(resolve)
    run(review, "undo", A, B, *WHO)
    run(resolve)
    assert members(one) == before


def test_a_same_joins_what_evidence_did_not_and_its_undo_parts_them_again(two):
    before = members(two)
    run(review, "same", A, B, *WHO)
    run(resolve)
    assert len(set(members(two).values())) == 1
    run(review, "undo", A, B, *WHO)
    run(resolve)
    assert members(two) == before


def test_every_decision_is_kept_with_who_and_why(one):
    run(review, "unsure", A, B, *WHO)
    run(review, "undo", A, B, "--who", "them", "--reason", "looked again")
    with one.read() as connection:
        kept = connection.execute(select(decision.c.verdict, decision.c.who, decision.c.reason)).all()
        audited = connection.execute(select(audit.c.action)).scalars().all()
    assert [tuple(row) for row in kept] == [("unsure", "us", "we called"), ("undone", "them", "looked again")]
    assert audited == ["review/unsure", "review/undone"]


def test_what_was_decided_no_longer_waits(two):
    waiting = json.loads(run(review, "list", "--json").stdout)
    run(review, "unsure", A, B, *WHO)
    after = json.loads(run(review, "list", "--json").stdout)
    assert [one for one in after if {one["left"], one["right"]} == {A, B}] == []
    assert len(after) <= len(waiting)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("undo", A, B), "there is nothing to undo"),
        (("same", A, A), "stands there twice"),
        (("same", A, "list/99"), "list/99"),
    ],
)
def test_a_decision_that_means_nothing_is_refused(one, arguments, said):
    told = CliRunner().invoke(review, [*arguments, *WHO])
    assert told.exit_code != 0
    assert said in str(told.exception)
