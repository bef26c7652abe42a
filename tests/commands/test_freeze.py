import json

import pytest
from click.testing import CliRunner

from commands.crawl import crawl
from commands.doctor import doctor
from commands.freeze import freeze, unfreeze
from commands.publish import publish
from commands.replay import replay

SINCE = "this home is frozen since 2026-11-23 12:00 UTC by Ana (a phone is everywhere)"


@pytest.fixture
def run(home):
    return lambda command, *arguments: CliRunner().invoke(command, arguments)


@pytest.fixture
def frozen(run, store):
    assert run(freeze, "--who", "Ana", "--reason", "a phone is everywhere").exit_code == 0


@pytest.mark.parametrize(
    ("command", "arguments"), [(publish, ()), (crawl, ("npi_registry", "-a", "states=CO")), (replay, ("1",))]
)
def test_what_a_freeze_holds_back_says_why_and_ends_with_3(run, frozen, command, arguments):
    refused = run(command, *arguments)
    assert (refused.exit_code, refused.stdout) == (3, ""), refused
    assert SINCE in refused.stderr


def test_doctor_says_that_the_home_is_frozen_until_it_is_not(run, frozen):
    def finding():
        (found,) = [one for one in json.loads(run(doctor, "--json").stdout) if one["check"] == "freeze"]
        return found["well"], found["note"]

    (trouble,) = next(one for one in json.loads(run(doctor, "--json").stdout) if one["check"] == "freeze")["troubles"]
    assert (trouble["kind"], trouble["since"]) == ("frozen", "2026-11-23T12:00:00+00:00")
    well, note = finding()
    assert not well
    assert note.startswith(SINCE)
    assert json.loads(run(unfreeze, "--who", "Ben", "--json").stdout) == {"frozen": False, "who": "Ben", "reason": ""}
    assert finding() == (True, "not frozen: crawls start, and what passes is published")


def test_freeze_writes_json(run, store):
    printed = run(freeze, "--who", "Ana", "--reason", "why", "--json").stdout
    assert json.loads(printed) == {
        "frozen": True, "since": "2026-11-23T12:00:00+00:00", "who": "Ana", "reason": "why"
    }  # fmt: skip
