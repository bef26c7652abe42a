"""Unknown credentials: decided one after the other, once, and carried into the vocabulary by hand."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from commands.vocabulary import vocabulary
from index.review.credentials import credential_queue
from index.store.audit import AuditFilter, lines
from index.store.schema import listing as listing_table
from tests.builders import listing
from tests.console.test_sources import statements
from tests.index.resolve.listing_rows import Rows


@pytest.fixture
def words(store, home):
    """Two listings with "XYQZ" and one with "Ast-C" after the name."""
    Rows(store).put(
        listing("school/1", unknown_credentials=("XYQZ",)),
        listing("school/2", "Sam", "Brook", unknown_credentials=("X.Y.Q.Z.", "Ast-C")),
    )
    return store


def waiting(store):
    with store.read() as connection:
        return [one.key for one in credential_queue(connection).waiting]


def choose(browser, key, verdict, code="", seen="0"):
    return browser.post("/review/credentials", {"words": key, "verdict": verdict, "code": code, "seen": seen})


def audited(store):
    with store.read() as connection:
        found = lines(connection, AuditFilter(action="credential/"))
    return [(line.action, line.subject, line.console_user) for line in reversed(found)]


def test_words_that_mean_a_known_credential_are_to_be_written_into_its_row(words, signed_in):
    browser = signed_in("operator")
    page = browser.get("/review/credentials").get_data(as_text=True)
    assert "2 spellings wait" in page
    assert "X.Y.Q.Z." in page
    assert choose(browser, "XYQZ", "means", "dpt").headers["Location"] == "/review/credentials?done=1"
    page = browser.get("/review/credentials?done=1").get_data(as_text=True)
    assert "means DPT." in page
    assert "<bdi>Ast-C</bdi>" in page
    assert "credentials.csv, row DPT, variants: X.Y.Q.Z." in page
    said = json.loads(CliRunner().invoke(vocabulary, ["decided", "--json"]).output)
    assert [(one["verdict"], one["carry_to"]) for one in said] == [
        ("means DPT", "credentials.csv, row DPT, variants: X.Y.Q.Z.")
    ]
    assert audited(words) == [("credential/means DPT", "XYQZ", "operator")]


@pytest.mark.parametrize(("verdict", "left"), [("none", 1), ("unsure", 1)])
def test_other_decisions_leave_the_queue_and_come_back_by_undo(words, signed_in, verdict, left):
    browser = signed_in("operator")
    browser.get("/review/credentials")
    choose(browser, "XYQZ", verdict)
    assert len(waiting(words)) == left
    browser.get("/review/credentials")
    done = browser.post("/review/credentials/undo", {"words": "XYQZ", "number": "1"})
    assert done.headers["Location"] == "/review/credentials?item=XYQZ&undone=1"
    assert browser.get(done.headers["Location"]).status_code == 200
    assert waiting(words) == ["XYQZ", "ASTC"]
    assert audited(words)[-1] == ("credential/undone", "XYQZ", "operator")


def test_a_credential_that_the_vocabulary_lacks_is_to_be_corrected(words, signed_in):
    browser = signed_in("operator")
    browser.get("/review/credentials")
    assert choose(browser, "XYQZ", "means", "NOPE").status_code == 422
    assert "is no credential of the vocabulary; write a code of credentials.csv, such as DPT." in browser.page
    assert choose(browser, "XYQZ", "").status_code == 422
    assert choose(browser, "NOBODY", "none").status_code == 409
    assert audited(words) == []


def test_words_that_are_gone_by_now_lead_to_the_next_without_what_was_typed(words, signed_in):
    browser = signed_in("operator")
    browser.get("/review/credentials")
    choose(browser, "XYQZ", "none")
    browser.get("/review/credentials")
    with words.write() as connection:
        connection.execute(update(listing_table).values(claims_since="[]"))
    Rows(words).put(listing("other/1", unknown_credentials=("QQZ",)))
    assert browser.post("/review/credentials", {"words": "ASTC", "verdict": "means", "code": "DPT"}).status_code == 409
    assert "No listing has &#39;ASTC&#39; after a name" in browser.page
    assert 'value="DPT" maxlength' not in browser.page
    undone = browser.post("/review/credentials/undo", {"words": "XYQZ", "number": "1"})
    assert browser.get(undone.location).status_code == 200
    assert "<bdi>QQZ</bdi>" in browser.page


def test_the_second_of_two_operators_sees_who_decided_what_and_changes_nothing(words, signed_in):
    ida, warren = signed_in("operator", "ida"), signed_in("operator", "warren")
    ida.get("/review/credentials")
    warren.get("/review/credentials")
    choose(ida, "XYQZ", "none")
    assert choose(warren, "XYQZ", "unsure").status_code == 409
    assert "Decided meanwhile by ida, at 2026-11-23T12:00:00+00:00: no credential." in warren.page
    assert len(audited(words)) == 1


def test_the_commands_decide_and_undo_too(words):
    run = CliRunner().invoke
    assert run(vocabulary, ["no-credential", "x-y-q-z", "--who", "us"]).exit_code == 0
    assert waiting(words) == ["ASTC"]
    assert "to be written into index/vocabulary/data" in run(vocabulary, ["decided"]).output
    assert run(vocabulary, ["undo", "XYQZ"]).exit_code == 0
    assert run(vocabulary, ["undo", "XYQZ"]).exit_code == 1
    assert waiting(words) == ["XYQZ", "ASTC"]


def test_the_number_of_statements_does_not_grow_with_the_words(words, signed_in):
    browser = signed_in("operator")
    few = statements(browser, "/review/credentials")
    Rows(words).put(*(listing(f"other/{number}", unknown_credentials=(f"QQ{number}Z",)) for number in range(9)))
    for key in waiting(words)[:3]:
        browser.get("/review/credentials")
        choose(browser, key, "none")
    assert statements(browser, "/review/credentials") == few
