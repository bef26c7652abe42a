"""`pinpoint rules`: what waits for a person, a state's rules, and their signatures in the home."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from index import settings
from index.records import Profession
from index.store.database import store_of_home
from index.store.schema import audit
from index.vocabulary import load_state_rules
from pinpoint import cli

PT, CHIROPRACTOR = Profession.PHYSICAL_THERAPIST, Profession.CHIROPRACTOR
BY = ("--who", "Ann Example, PT", "--note", "compared with the statute, word by word")


def run(*arguments, code=0):
    done = CliRunner().invoke(cli, ["rules", *arguments])
    assert done.exit_code == code, done.output
    return done


def said(*arguments):
    return json.loads(run(*arguments, "--json").stdout)


def waiting(*states):
    return {(one["kind"], one["state"], one["name"], one["cause"]) for one in said("due", "--states", ",".join(states))}


def rule(state, profession=PT):
    own = settings.current().own_state_rules
    return load_state_rules(own if own.exists() else None).rule(state, profession)


def audited():
    with store_of_home() as store, store.read() as connection:
        rows = connection.execute(select(audit.c.action, audit.c.subject, audit.c.who).order_by(audit.c.id)).all()
    return [tuple(row) for row in rows if row.action.startswith("rules/")]


def test_what_waits_is_listed_by_state_with_its_reason():
    found = waiting("CO")
    assert ("state_rule", "CO", "physical-therapist", "unsigned") in found
    assert ("board_lookup", "CO", "physical-therapist", "not_opened") in found
    assert {state for _, state, _, _ in found} <= {"CO", ""}


def test_a_row_that_says_that_no_rule_was_found_waits_for_no_signature():
    assert [one for one in waiting("NY") if one[2] == "athletic-trainer" and one[0] == "state_rule"] == []


def test_a_signature_is_in_the_home_and_in_the_audit_and_nothing_waits_any_more():
    run("sign", "KS", "physical-therapist", *BY)
    assert (rule("KS").reviewed_by, str(rule("KS").reviewed_on)) == ("Ann Example, PT", "2026-11-23")
    assert load_state_rules().rule("KS", PT).reviewed_by == ""
    assert not [one for one in waiting("KS") if one[:3] == ("state_rule", "KS", "physical-therapist")]
    assert audited() == [("rules/sign", "KS physical-therapist", "Ann Example, PT")]


def test_a_signature_changes_nothing_but_who_and_when():
    shipped = rule("KS")
    run("sign", "KS", "physical-therapist", *BY, "--read-on", "2026-11-20")
    now = rule("KS")
    assert (now.answer, now.sure, now.hours, now.citation, now.note) == (
        shipped.answer, shipped.sure, shipped.hours, shipped.citation, shipped.note,
    )  # fmt: skip
    assert (str(now.read_on), now.review_by) == ("2026-11-20", shipped.review_by)


def test_signing_one_rule_leaves_the_other_rows_of_the_home_as_they_were():
    run("sign", "KS", "physical-therapist", *BY)
    first = rule("KS")
    run("sign", "CA", "physical-therapist", *BY)
    assert rule("KS") == first
    assert rule("CA").reviewed_by == "Ann Example, PT"


def test_review_says_what_a_signature_would_change():
    shown = said("review", "CA", "physical-therapist")[0]
    assert shown["today"] == "keeps people with no word from any source out of call lists"
    assert shown["a_signature_would"] == (
        "say on the state's page who reviewed it, and when; from the next publish on: takes people with this license "
        "alone out of default results, and out of call lists"
    )
    assert (shown["citation"] != "", shown["read_on"], shown["sure"]) == (True, "2026-11-23", "rule_read")
    run("sign", "CA", "physical-therapist", *BY)
    assert said("review", "CA", "physical-therapist")[0]["today"].startswith("takes people with this license alone")


def test_review_of_a_summary_says_that_a_signature_makes_it_no_surer():
    shown = said("review", "HI", "physical-therapist")[0]
    assert shown["sure"] == "summary_read"
    assert shown["a_signature_would"] == "say on the state's page who reviewed it, and when"


def test_review_shows_every_rule_of_a_state():
    held = {one["profession"] for one in said("review", "CO")}
    assert {"physical-therapist", "occupational-therapist"} <= held
    assert "Colorado, physical-therapist" in run("review", "Colorado").stdout


def test_a_signature_is_taken_back_and_the_shipped_row_holds_again():
    run("sign", "KS", "physical-therapist", *BY, "--read-on", "2026-11-20")
    run("unsign", "KS", "physical-therapist", "--who", "Bo", "--note", "read the wrong year")
    assert rule("KS") == load_state_rules().rule("KS", PT)
    assert ("rules/unsign", "KS physical-therapist", "Bo") in audited()


def test_a_row_of_ones_own_stays_when_its_signature_is_taken_back():
    run("sign", "KS", "physical-therapist", *BY)
    own = settings.current().own_state_rules
    own.write_text(own.read_text().replace("allowed_training", "allowed_approval"))
    run("unsign", "KS", "physical-therapist", "--who", "Bo", "--note", "read the wrong year")
    assert (rule("KS").answer, rule("KS").reviewed_by) == ("allowed_approval", "")


@pytest.mark.parametrize(
    ("arguments", "said_why"),
    [
        (("NY", "athletic-trainer", *BY), "nothing to sign"),
        (("ZZ", "physical-therapist", *BY), "is no state"),
        (("KS", "physical-therapist", "--who", " ", "--note", "x"), "write who reviewed it"),
        (("KS", "physical-therapist", *BY, "--read-on", "2026-11-24"), "is ahead"),
        (("KS", "physical-therapist", *BY, "--review-by", "2026-11-23"), "is not ahead"),
    ],
)
def test_what_cannot_be_signed_is_refused_and_leaves_nothing(arguments, said_why):
    done = CliRunner().invoke(cli, ["rules", "sign", *arguments])
    assert done.exit_code != 0
    assert said_why in done.output + str(done.exception)
    assert not settings.current().own_state_rules.exists()
    assert audited() == []


def test_a_wrong_file_in_the_home_is_named_and_stays_as_it_is():
    own = settings.current().own_state_rules
    own.parent.mkdir(parents=True)
    own.write_text("state,mood\nCO,good\n")
    done = CliRunner().invoke(cli, ["rules", "sign", "KS", "physical-therapist", *BY])
    assert "state_rules.csv, row 1" in str(done.exception)
    assert own.read_text() == "state,mood\nCO,good\n"


def test_an_overdue_rule_waits_until_it_is_signed_and_is_then_due_in_a_year(monkeypatch):
    monkeypatch.setenv("PINPOINT_NOW", "2027-12-01T12:00:00+00:00")
    assert ("state_rule", "KS", "physical-therapist", "overdue") in waiting("KS")
    run("sign", "KS", "physical-therapist", *BY)
    assert str(rule("KS").review_by) == "2028-11-30"


def test_a_signature_of_more_than_a_year_ago_waits_again(monkeypatch):
    run("sign", "KS", "physical-therapist", *BY, "--review-by", "2029-01-01")
    monkeypatch.setenv("PINPOINT_NOW", "2027-11-24T12:00:00+00:00")
    assert ("state_rule", "KS", "physical-therapist", "signed_long_ago") in waiting("KS")


def test_a_law_that_came_into_force_must_be_rewritten_before_it_is_signed(monkeypatch):
    held = ("CO", "occupational-therapist")
    day = load_state_rules().rule("CO", Profession.OCCUPATIONAL_THERAPIST).in_force_from
    monkeypatch.setenv("PINPOINT_NOW", f"{day}T12:00:00+00:00")
    done = CliRunner().invoke(cli, ["rules", "sign", *held, *BY])
    assert f"in force since {day}" in str(done.exception)
