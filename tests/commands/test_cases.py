import json

import pytest
from click.testing import CliRunner

from commands.cases import cases
from index.corrections.message import Wrong
from index.published.overlay import read_overlay
from tests.index.corrections.sent import fix, removal, send

WHO = ("--who", "an operator", "--note", "called the listed number")


def run(*arguments):
    said = CliRunner().invoke(cases, arguments)
    if said.exception and not isinstance(said.exception, SystemExit):
        raise said.exception
    return said


def test_cases_are_taken_listed_shown_and_settled(store, folder):
    number = send(removal("person03", text="I have left the state.", contact="me@example.test"))
    send(fix(Wrong.PRIVATE_PHONE, "person04"))
    assert run("take").output == "2 taken, 0 damaged lines left out.\n"
    listed = run("list").output
    assert f"{number}  received, due 2026-11-25  remove listed  person03  I have left the state.\n" in listed
    assert "2 cases." in listed
    shown = json.loads(run("show", number, "--json").output)
    assert (shown["contact"], shown["hidden"], shown["settle_by"]) == ("me@example.test", "listing", "2026-12-08")
    assert "answered" in run("answer", number, *WHO).output
    assert run("settle", number, *WHO, "--restore").exit_code == 0
    assert read_overlay(folder).suppressed == frozenset()
    assert [one["number"] for one in json.loads(run("list", "--json").output)] != [number]
    assert number in run("list", "--all").output


@pytest.mark.parametrize(("now", "late"), [("2026-11-25", False), ("2026-11-26", True)])
def test_a_case_whose_clock_ran_out_is_marked(store, monkeypatch, now, late):
    send(fix())
    run("take")
    monkeypatch.setenv("PINPOINT_NOW", f"{now}T12:00:00+00:00")
    assert ("OVERDUE" in run("list").output) is late


def test_a_case_is_claimed_its_fields_hidden_and_its_listing_left_out(store, folder):
    number = send(fix(Wrong.PHONE, "person03"))
    run("take")
    assert run("claim", number, "--who", "Robin").output == f"Robin works on case {number}.\n"
    hidden = json.loads(run("hide", number, "phone", "website", *WHO, "--json").output)
    assert (hidden["hidden"], hidden["claimed_by"], hidden["language"]) == ("phone, website", "Robin", "en")
    assert json.loads(run("remove", number, *WHO, "--json").output) == {
        "case": number,
        "id": "person03",
        "ids": ["person03"],
        "listings": 1,
    }
    assert read_overlay(folder).suppressed == {"person03"}
    assert json.loads(run("settle", number, *WHO, "--restore", "--json").output)["hidden"] == ""
    assert read_overlay(folder).suppressed == frozenset()


def test_taking_prints_numbers_for_machines_too(store):
    assert json.loads(run("take", "--json").output) == {"taken": 0, "damaged": 0}
