"""What somebody wrote is shown by a recorded step only, to an operator, at no address of its own."""

import pytest
from sqlalchemy import select

from index import settings
from index.corrections.intake import take
from index.store.schema import audit
from tests.console.conftest import BASE
from tests.index.corrections.sent import fix, send


@pytest.fixture
def number(store):
    found = send(fix(text="the number is <b>old</b>", contact="(303) 555-0142"))
    take(store, settings.current())
    return found


def reveals(store):
    with store.read() as connection:
        return [
            (row.who, row.action, row.subject, row.console_user)
            for row in connection.execute(select(audit))
            if row.action.startswith("reveal/")
        ]


def test_an_operator_sees_the_message_and_the_contact_each_by_a_recorded_step(store, signed_in, number):
    browser = signed_in("operator")
    response = browser.post("/reveal", {"kind": "case", "subject": number, "back": f"/cases/{number}"})
    assert response.status_code == 200
    assert "the number is &lt;b&gt;old&lt;/b&gt;" in browser.page
    assert "(303) 555-0142" not in browser.page
    assert f'<a href="/cases/{number}">Back</a>' in browser.page
    assert response.headers["Cache-Control"] == "no-store"
    browser.post("/reveal", {"kind": "contact", "subject": number})
    assert "(303) 555-0142" in browser.page
    assert reveals(store) == [
        ("operator", "reveal/case", number, "operator"),
        ("operator", "reveal/contact", number, "operator"),
    ]


def test_an_unknown_listing_has_neither_contacts_nor_matches(store, signed_in):
    browser = signed_in("operator")
    for kind in ("listing", "match"):
        assert browser.post("/reveal", {"kind": kind, "subject": "nobody"}).status_code == 404


def test_a_viewer_sees_nothing_and_nothing_is_recorded_as_seen(store, signed_in, number):
    browser = signed_in("viewer")
    assert browser.post("/reveal", {"kind": "case", "subject": number}).status_code == 403
    assert "old" not in browser.page
    assert reveals(store) == []


@pytest.mark.parametrize(("kind", "subject"), [("case", "2026-NONE00"), ("case", ""), ("other", "x"), ("", "")])
def test_what_there_is_not_is_not_recorded(store, signed_in, kind, subject):
    assert signed_in("operator").post("/reveal", {"kind": kind, "subject": subject}).status_code == 404
    assert reveals(store) == []


def test_no_address_shows_it(signed_in, number):
    browser = signed_in("operator")
    assert browser.client.get(f"/reveal?kind=case&subject={number}", base_url=BASE).status_code == 405
