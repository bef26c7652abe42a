"""Values that a form had fields for are accepted in the console, through a contact that a source lists."""

import pytest

from index import settings
from index.corrections.case_document import corrections_of_case
from index.corrections.case_row import get
from index.corrections.intake import take
from index.corrections.message import SentValue, Wrong
from tests.console.test_sources import text_of
from tests.index.corrections.sent import fix, send
from tests.index.publish import invented

SENT = (("hours", "mo 09:00-17:00"), ("new_patients", "yes"), ("place", "Salida, CO"), ("link", "https://clinic.test/"))


@pytest.fixture
def number(store):
    invented.settle(store)
    values = tuple(SentValue(field=field, value=value) for field, value in SENT)
    found = send(fix(Wrong.ADDS, values=values, text=""))
    take(store, settings.current())
    return found


def test_the_case_names_fields_and_listed_contacts_and_shows_values_by_a_recorded_step(signed_in, number):
    browser = signed_in("operator")
    text = text_of(browser, f"/cases/{number}")
    assert "Correction: Adds to the listing" in text
    assert "Which values? Hours New patients Who sent them?" in text
    assert "phone of school, ends in 03" in text
    assert "09:00-17:00" not in browser.page
    assert "3035550103" not in browser.page
    browser.send(f"/reveal/case/{number}", {}) if hasattr(browser, "send") else None


def test_what_is_accepted_is_recorded_with_its_contact_and_settles_the_case(store, signed_in, number):
    browser = signed_in("operator")
    browser.get(f"/cases/{number}")
    form = {"value": ["hours"], "by": "person", "reached": "0", "why_accept": "called, it is so"}
    assert browser.post(f"/cases/{number}/accept", form).status_code == 303
    with store.read() as connection:
        assert get(connection, number).settled_at is not None
        (accepted,) = corrections_of_case(connection, number)
    assert accepted["reached"] == "phone school"
    assert accepted["told"] == [{"field": "hours", "value": "mo 09:00-17:00"}]


@pytest.mark.parametrize(
    ("form", "status", "sentence"),
    [
        ({"by": "person", "reached": "0", "why_accept": "called"}, 422, "Choose the values to accept"),
        ({"value": ["hours"], "by": "x", "reached": "0", "why_accept": "called"}, 422, "Choose the values to accept"),
        ({"value": ["hours"], "by": "person", "why_accept": "called"}, 422, "reach the sender through a contact"),
        ({"value": ["hours"], "by": "person", "reached": "0", "why_accept": ""}, 422, "Write what you found"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_accepted(store, signed_in, number, form, status, sentence):
    browser = signed_in("operator")
    browser.get(f"/cases/{number}")
    response = browser.post(f"/cases/{number}/accept", form)
    assert response.status_code == status
    assert sentence in response.text
    with store.read() as connection:
        assert get(connection, number).settled_at is None
