import json

import pytest
from click.testing import CliRunner

from commands.cases import cases
from index.corrections.accepted_values import UnreadableValueError
from index.corrections.message import Wrong
from tests.commands.test_cases import WHO, run
from tests.index.corrections.sent import fix
from tests.index.corrections.test_accepting import published, taken

BY = ("--by", "person")


@pytest.fixture
def number(store, folder):
    return taken(store, fix(Wrong.PHONE, "person03", contact="me@example.test"))


def test_a_dry_run_shows_what_would_be_kept_and_keeps_nothing(store, number):
    printed = run("accept", number, "phone=(303) 555-0142", *BY, *WHO, "--dry-run").output
    assert printed == "phone                  +13035550142\nNothing was stored: this was a dry run.\n"
    assert json.loads(run("show", number, "--json").output)["corrections"] == []
    assert json.loads(run("show", number, "--json").output)["state"] == "received"


def test_what_is_accepted_is_shown_with_the_case_and_published(store, number):
    printed = run("accept", number, "phone=(303) 555-0142", "--wrong", "phone=303-555-0103", *BY, *WHO).output
    assert f"Case {number} is settled." in printed
    shown = run("show", number).output
    assert "accepted by an operator at 2026-11-23T12:00:00+00:00: called the listed number\n" in shown
    assert "    phone                +13035550142\n    not_phone            +13035550103\n" in shown
    assert published(store).practices[0].location.phone.e164 == "+13035550142"


def test_with_left_and_place_and_json(store, number):
    printed = json.loads(run("accept", number, *BY, *WHO, "--left", "--place", "example st", "--json").output)
    assert (printed["case"], printed["kept"], printed["corrects"]) == (number, True, "school/p3")
    assert printed["listing"].startswith("told_us/person/")
    assert printed["told"] == [{"field": "not_address", "value": "103 Example St, Salida, CO 81201"}]


def test_what_is_due_names_the_contact_to_ask_until_it_is_renewed_or_taken_back(store, number, monkeypatch):
    run("accept", number, "phone=(303) 555-0142", *BY, *WHO)
    assert run("due").output == "0 to ask again.\n"
    monkeypatch.setenv("PINPOINT_NOW", "2027-11-23T12:00:00+00:00")
    listed = run("due").output
    assert f"{number}  as of 2026-11-23  person03  phone +13035550142\n    ask me@example.test;" in listed
    (one,) = json.loads(run("due", "--json").output)
    assert (one["case"], one["id"], one["told_on"], one["contact"]) == (
        number,
        "person03",
        "2026-11-23",
        "me@example.test",
    )
    assert "as of today" in run("renew", number, *WHO).output
    assert run("due").output == "0 to ask again.\n"
    assert "are taken back" in run("take-back", number, *WHO).output
    assert "taken_back by an operator" in run("show", number).output


@pytest.mark.parametrize("written", ["phone", "phone=", "=(303) 555-0142"])
def test_a_value_without_a_field_is_no_value(store, number, written):
    said = CliRunner().invoke(cases, ["accept", number, written, *BY, *WHO])
    assert said.exit_code == 2
    assert "write FIELD=VALUE" in said.output


def test_a_value_that_is_not_read_whole_says_what_to_write(store, number):
    with pytest.raises(UnreadableValueError, match="write one valid US number"):
        run("accept", number, "phone=call me", *BY, *WHO)
