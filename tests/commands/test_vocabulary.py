import json
from contextlib import nullcontext
from functools import partial

from click.testing import CliRunner

from commands.vocabulary import vocabulary
from index.clock import today
from index.review.credentials import credential_queue
from tests.builders import bare_listing
from tests.index.promoted import promote_listings
from tests.index.store.conftest import store  # noqa: F401  (a fixture, used by name)
from tests.store_rows import queue_run, stage_listings


def keep(store, *people):  # noqa: F811
    """Promote one listing for each (name, unknown words) as a whole run of "school"."""
    with store.write() as connection:
        run = queue_run(connection)
        made = [
            bare_listing(f"school/{key}", name, unknown_credentials=words) for key, (name, words) in enumerate(people)
        ]
        stage_listings(connection, run, *made)
        promote_listings(connection, run_id=run, source="school", today=today(), whole=True)


def counted(store):  # noqa: F811
    with store.read() as connection:
        return credential_queue(connection)


def test_unknown_words_are_counted_over_listings_in_every_spelling(store):  # noqa: F811
    people = [("Jordan Avery", ("Ast-C", "XYQZ")), ("Sam Lindrow", ("AST-C",)), ("Nadia Bell", ("Ast-C",)), ("Ed", ())]
    keep(store, *people)
    found = [(one.written, one.listings, one.sources) for one in counted(store).waiting]
    assert found == [("Ast-C", 3, ("school",)), ("XYQZ", 1, ("school",))]


def test_a_word_of_the_persons_own_name_is_counted_and_never_printed(store):  # noqa: F811
    keep(store, ("Jordan Avery", ("Avery Spine LLC",)), ("Sam Lindrow", ("QQX",)))
    assert [one.written for one in counted(store).waiting] == ["QQX"]
    assert counted(store).in_names == 1


def test_the_command_writes_them_as_text_and_as_json(store, monkeypatch):  # noqa: F811
    keep(store, ("Jordan Avery", ("XYQZ",)))
    monkeypatch.setattr("commands.vocabulary.store_of_home", partial(nullcontext, store))
    assert CliRunner().invoke(vocabulary, ["unknown"]).output == "      1  XYQZ  (school)\n1 unknown.\n"
    said = json.loads(CliRunner().invoke(vocabulary, ["unknown", "--json"]).output)
    one = {"key": "XYQZ", "written": "XYQZ", "listings": 1, "sources": ["school"], "example_source": "school"}
    assert said == {"unknown": [one | {"since": today().isoformat()}], "in_names": 0}
