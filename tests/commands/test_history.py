"""`pinpoint history` over a correction, a case and a recrawl. Everybody is invented."""

import json

from click.testing import CliRunner

from commands.history import history
from index.corrections.accepting import take_back
from index.corrections.message import Wrong
from tests.index.corrections.sent import fix
from tests.index.corrections.test_accepting import NEW_PHONE, accepted, crawl, taken
from tests.index.publish import invented


def run(*arguments):
    said = CliRunner().invoke(history, arguments)
    if said.exception and not isinstance(said.exception, SystemExit):
        raise said.exception
    return said.output


def test_values_of_sources_and_of_the_person_are_printed_with_their_days_and_what_was_decided(store, folder):
    number = taken(store, fix(Wrong.PHONE, "person03"))
    listing = accepted(store, number, phone=NEW_PHONE)
    invented.rename(store, 3, "Jordan Averyd-Old")
    crawl(store, *range(invented.PEOPLE))
    output = run("person03")
    assert output.startswith("Jordan Averyd  person03\n")
    assert "  name                   2026-11-01 to 2026-12-01  Jordan Averyd  school/p3\n" not in output
    assert "  name                   2026-12-01 to 2026-12-01  Jordan Averyd  school/p3\n" in output
    assert "  name                   2026-11-01 to 2026-11-22  Jordan Averyd-Old  school/p3  (ended)\n" in output
    assert f"  phone                  2026-11-23 to 2026-11-23  +13035550142  told_us/{listing.source_id}\n" in output
    assert f"correction told_us/{listing.source_id} of case {number}: accepted; an operator; called" in output
    assert f"case {number} (fix phone) was settled; an operator" in output
    assert "school/p3: changed by run 1; name" in output


def test_what_was_taken_back_stays_in_the_history_with_who_and_why(store, folder):
    number = taken(store, fix(Wrong.PHONE, "person03"))
    listing = accepted(store, number, phone=NEW_PHONE)
    take_back(store, number, who="another operator", note="it was somebody else")
    output = run("person03")
    assert f"+13035550142  told_us/{listing.source_id}  (withdrawn)\n" in output
    assert f"of case {number}: taken back; another operator; it was somebody else\n" in output


def test_machines_read_the_same(store, folder):
    found = json.loads(run("person03", "--json"))
    assert (found["name"], found["id"]) == ("Jordan Averyd", "person03")
    assert found["memberships"] == [
        {"source": "school", "source_id": "p3", "provider": "person03", "since": None, "until": None}
    ]
    assert {value["stands"] for value in found["values"]} == {"stated"}
