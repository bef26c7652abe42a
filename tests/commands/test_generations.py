import json

import pytest
from click.testing import CliRunner

from commands.generations import generations
from commands.publish import publish
from index import settings
from index.publish.publisher import publish as publish_store
from tests.index.publish import invented
from tests.index.publish.invented import PEOPLE

WHY = ("--reason", "two people became one", "--who", "an operator")


@pytest.fixture
def run(home):
    return lambda command, *arguments: CliRunner().invoke(command, arguments)


@pytest.fixture
def two(store):
    publish_store(store, settings.current())
    invented.rename(store, 3, "Jordan Brooks")
    publish_store(store, settings.current())


def test_a_home_without_a_generation_says_what_to_run(run):
    assert run(generations, "list").stdout == "Nothing is published yet; run `pinpoint publish`.\n"
    shown = run(generations, "show", "1")
    assert (shown.exit_code, shown.stderr) == (1, "Error: generation 1 is not on disk; there: none\n")


def test_a_rollback_is_listed_shown_and_named_by_a_publish_until_it_is_unpinned(run, two):
    rolled = run(generations, "rollback", *WHY, "--until", "2026-11-30")
    assert rolled.stdout == (
        "Generation 1 is current again. Nothing is published until `pinpoint generations unpin`"
        " or 2026-11-30 is over; removals act at once.\n"
    )

    listed = json.loads(run(generations, "list", "--json").stdout)
    marks = [(one["generation"], one["current"], one["pinned"], one["whole"]) for one in listed["generations"]]
    assert marks == [(2, False, False, True), (1, True, True, True)]
    pin = {
        "generation": 1,
        "who": "an operator",
        "reason": "two people became one",
        "at": "2026-11-23T12:00:00+00:00",
        "until": "2026-11-30",
    }
    assert (listed["pin"], listed["damage"]) == (pin, [])
    lines = run(generations, "list").stdout.splitlines()
    assert lines[0].startswith(f"     2  2026-11-23 12:00  {PEOPLE} people, 1 clinics, 1 sources, ")
    assert lines[1].endswith("  current pinned")
    assert lines[2] == (
        "Generation 1 is pinned since 2026-11-23 12:00 UTC, until 2026-11-30 is over, or until"
        " `pinpoint generations unpin`."
    )
    assert lines[3] == "Pinned by an operator: two people became one"

    stopped = run(publish)
    assert stopped.exit_code == 3
    assert stopped.stderr == (
        "nothing is published: generation 1 is pinned since 2026-11-23 12:00 UTC, until 2026-11-30 is over, or until"
        " `pinpoint generations unpin`.\nPinned by an operator: two people became one."
        " Removals are in force already.\n"
    )
    unnamed = {name: pin[name] for name in ("generation", "at", "until")}  # the worker logs it
    assert json.loads(run(publish, "--json").stdout) == {"held": False, "pinned": unnamed}

    assert json.loads(run(generations, "unpin", "--json").stdout) == {"unpinned": pin}
    assert run(publish).exit_code == 0


def test_one_generation_is_shown_with_its_sources_and_files(run, two):
    shown = json.loads(run(generations, "show", "2", "--json").stdout)

    assert shown["sources"] == {"school": {"providers": PEOPLE + 1, "last_read": "2026-11-22"}}
    assert (shown["counts"]["people"], shown["whole"], shown["damage"]) == (PEOPLE, True, "")
    assert sum(shown["files"].values()) < shown["size"]
    assert "people" in run(generations, "show", "2").stdout


def test_a_damaged_generation_is_listed_as_damaged_and_refused(run, two, home):
    (home / "generations" / "generation-000001" / "manifest.json").write_bytes(b"?")

    assert "     1  DAMAGED  " in run(generations, "list").stdout
    refused = run(generations, "rollback", "1", *WHY)
    assert refused.exit_code == 1
    assert "generation 1 is damaged" in refused.stderr


def test_the_current_generation_is_pinned_and_a_second_unpin_says_that_nothing_is(run, two):
    assert run(generations, "pin", *WHY).stdout.startswith("Generation 2 stays current. Nothing is published until")
    assert run(generations, "unpin").exit_code == 0
    assert run(generations, "unpin").stderr == "Error: no generation is pinned\n"
