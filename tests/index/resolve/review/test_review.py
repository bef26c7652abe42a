"""The queue of doubtful pairs, and what an operator's word does to it."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from commands.resolve import resolve
from commands.review import review
from index.resolve.clusters.tiers import Doubt
from index.resolve.review.doubts import Waiting, waiting, waiting_count, write_doubts
from index.store.schema import audit, decision, membership
from tests.builders import NPI_1, NPI_2, listing, location, phone

A, B = "list/1", "site/1"
HERE = location(phone=phone("12"))
WHO = ("--who", "us", "--reason", "we called")


def run(command, *arguments, code=0):
    result = CliRunner().invoke(command, list(arguments))
    assert result.exit_code == code, result.output
    return result


def members(store):
    with store.read() as connection:
        rows = connection.execute(select(membership.c.source, membership.c.provider)).all()
    return {row.source: row.provider for row in rows}


@pytest.fixture
def one(rows, home):
    """Two listings that are put together."""
    rows.put(listing(A, places=[HERE]), listing(B, places=[HERE]))
    run(resolve)
    assert len(set(members(rows.store).values())) == 1
    return rows.store


@pytest.fixture
def two(rows, home):
    """Two listings of one name at two addresses of one town, which are not joined."""
    rows.put(
        listing(A, places=[location(phone=phone("12"))]),
        listing(B, middle="Lee", places=[location(street="7 Sample Rd", zip="81202", phone=phone("34"))]),
    )
    run(resolve)
    assert len(set(members(rows.store).values())) == 2
    return rows.store


def test_what_speaks_for_one_identity_is_shown_in_words_and_adds_up(one):
    result = json.loads(run(resolve, "explain", A, B, "--json").stdout)
    assert {"the same given name", "the same family name", "the same phone"} <= {
        reason["words"].partition(",")[0] for reason in result["reasons"]
    }
    assert result["points"] == pytest.approx(sum(reason["points"] for reason in result["reasons"]), abs=0.05)
    assert result["providers"][0] == result["providers"][1]
    assert result["thresholds"]["sure"] <= result["points"]


def test_both_sides_are_shown_field_by_field_with_what_counts_for_and_against(two):
    said = run(review, "show", A, B).stdout.splitlines()
    assert said[0].startswith("A  list/1  belongs to ")
    assert said[0].endswith(" alone")
    name = said.index("name")
    assert said[name + 1 : name + 3] == ["  A  Jordan Avery", "  B  Jordan Lee Avery"]
    assert "  A  100 Example St, Salida, CO 81201, +13035550012" in said
    assert "  B  7 Sample Rd, Salida, CO 81202, +13035550034" in said
    assert said.index("for one identity:") < said.index("against it:") < said.index("they belong to two providers")
    assert any(line.startswith("joined from +") for line in said)


def test_a_veto_between_the_other_listings_of_both_sides_is_shown(rows, home):
    rows.put(listing(A, places=[HERE]), listing("list/2", npi=NPI_1, places=[HERE]), listing(B, npi=NPI_2))
    run(resolve)
    said = run(resolve, "explain", A, B).stdout
    assert "forbidden between their clusters: they hold two different NPIs" in said


def test_the_queue_shows_who_they_are_and_why_they_wait(two):
    said = run(review, "list").stdout.splitlines()
    assert said[0].endswith("  2 listings  not joined: the evidence for one person is nearly enough")
    assert said[1:] == [
        "    list/1  Jordan Avery, 100 Example St, Salida, CO 81201, +13035550012",
        "    site/1  Jordan Lee Avery, 7 Sample Rd, Salida, CO 81202, +13035550034",
        "1 pair waits.",
    ]
    assert run(review, "list", "--why", "two_candidates").stdout == "0 pairs wait.\n"


def test_a_pair_that_nobody_can_decide_leaves_the_queue_and_is_still_listed(two):
    run(review, "unsure", A, B, *WHO)
    assert run(review, "list").stdout == "0 pairs wait.\n"
    [one] = json.loads(run(review, "list", "--decided", "unsure", "--json").stdout)
    assert (one["left"], one["right"], one["who"], one["reason"], one["together"]) == (A, B, "us", "we called", False)


def test_a_same_that_a_different_overrules_is_reported_at_once_and_in_the_list(rows, home):
    rows.put(*(listing(key, places=[HERE]) for key in (A, B, "school/1")))
    run(review, "different", A, "school/1", *WHO)
    assert "But" not in run(review, "same", A, B, *WHO).stdout
    said = run(review, "same", B, "school/1", *WHO).stdout
    assert "But list/1 and school/1 were decided different" in said
    assert "1 pairs decided same stay apart" in run(resolve).stdout
    decided = json.loads(run(review, "list", "--decided", "same", "--json").stdout)
    assert sorted(one["together"] for one in decided) == [False, True]


def test_a_doubt_that_a_veto_settles_anyway_does_not_wait(rows, home):
    far = location(street="7 Sample Rd", zip="81202", phone=phone("34"))
    rows.put(
        listing(A, middle="Lee", places=[HERE]),
        listing(B, middle="Ray", places=[far]),
        listing("school/1", places=[far]),
    )
    run(resolve)
    said = run(review, "show", A, "school/1").stdout
    assert "  +2.3  in all" in said
    assert "forbidden between their clusters: their middle initials conflict under one surname" in said
    assert run(review, "list").stdout == "0 pairs wait.\n"


def test_the_most_listings_at_the_least_certainty_come_first():
    def weight(points, listings, why="close_call"):
        return Waiting(Doubt(points, ("a", "1"), ("b", "1"), why), listings).weight

    assert weight(0.0, 4) == 4.0
    assert weight(0.0, 4) > weight(0.0, 3) > weight(1.0, 3) > weight(-100.0, 50)
    assert weight(1.0, 3) == pytest.approx(weight(-1.0, 3))
    assert weight(7.0, 3, "together_from_scratch") == weight(0.0, 3) > weight(7.0, 3, "apart_from_scratch")


def test_a_different_parts_them_and_no_later_resolution_joins_them(one):
    run(review, "different", A, B, *WHO)
    for _ in range(2):
        run(resolve)
        assert len(set(members(one).values())) == 2
    assert "forbidden: an operator decided that they are different" in run(resolve, "explain", A, B).output


def test_an_undo_restores_which_listings_belonged_together(one):
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
    [waiting] = json.loads(run(review, "list", "--json").stdout)
    assert (waiting["left"], waiting["right"], waiting["why"], waiting["listings"]) == (A, B, "close_call", 2)
    run(review, "different", A, B, *WHO)
    assert json.loads(run(review, "list", "--json").stdout) == []
    run(resolve)
    assert json.loads(run(review, "list", "--json").stdout) == []
    run(review, "undo", A, B, *WHO)
    run(resolve)
    assert json.loads(run(review, "list", "--json").stdout) == [waiting]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("undo", A, B), "there is nothing to undo"),
        (("same", A, A), "is there twice"),
        (("same", A, "list/99"), "list/99"),
    ],
)
def test_a_decision_that_means_nothing_is_refused(one, arguments, said):
    result = CliRunner().invoke(review, [*arguments, *WHO])
    assert result.exit_code != 0
    assert said in str(result.exception)


def test_the_count_of_what_waits_is_that_of_the_list(rows, home):
    names = [f"list/{number}" for number in range(6)]
    families = ("Brook", "Castle", "Dorsey", "Ewing", "Fuller", "Graham")
    rows.put(
        *(
            listing(name, family=family, places=[location(phone=phone(f"{number}5"))])
            for number, (name, family) in enumerate(zip(names, families, strict=True), 1)
        )
    )
    run(resolve)
    keys = [tuple(name.split("/")) for name in names]
    pairs = [(0, 1), (2, 3), (3, 4), (0, 5)]
    with rows.store.write() as connection:
        write_doubts(connection, [Doubt(1.0, keys[left], keys[right], "close_call") for left, right in pairs])

    def counts():
        with rows.store.read() as connection:
            return len(waiting(connection)), waiting_count(connection)

    assert counts() == (4, 4)
    run(review, "different", names[2], names[3], *WHO)
    assert counts() == (3, 3)
    run(review, "same", names[0], names[1], *WHO)
    run(resolve)
    with rows.store.write() as connection:
        write_doubts(
            connection, [Doubt(1.0, keys[left], keys[right], "close_call") for left, right in [*pairs, (1, 5)]]
        )
    assert counts() == (2, 2)  # 0 and 1 are one provider now, so their pairs with 5 are one
