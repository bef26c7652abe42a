import json

from click.testing import CliRunner

from commands.remove import remove
from index import settings
from index.corrections.suppression import load
from index.published.overlay import read_overlay
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
