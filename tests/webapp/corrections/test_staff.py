"""A clinic says in one case who works there; an operator applies each person by itself, or all at once."""

from dataclasses import replace

import pytest

from index import settings
from index.corrections.added_values import ListedContact
from index.corrections.case_row import get
from index.corrections.intake import take
from index.corrections.message import Message, Request, SentValue, StaffWord, Wrong, staff_value
from index.corrections.staff import NoStaffError, accept_staff, staff_of
from index.publish.publisher import publish
from index.published.reader import PublishedReader
from index.records import SourcesSay
from tests.index.corrections.sent import RECEIVED, send
from tests.index.publish import invented
from tests.webapp.conftest import app_over
from tests.webapp.corrections.sending import inbox, post
from tests.webapp.invented import SALIDA, at, clinic, person, publish_providers

FORM = {"id": "tansy", "text": "", "contact": "", "homepage": ""}
WHO = {"who": "an operator", "note": "called the clinic's listed number"}


@pytest.fixture
def client(home):
    here = at(SALIDA, "Salida", "CO", "81201", organization="Tansy PT")
    people = [person(f"p{n}", f"Jo Avery{'abc'[n]}", here) for n in range(3)]
    publish_providers(settings.current(), [*people, clinic("tansy", "Tansy PT", here)])
    return app_over(settings.current()).test_client()


def test_the_form_lists_the_people_at_the_clinic_and_becomes_one_case(client):
    assert "/fix/staff?id=tansy" in client.get("/clinics/tansy").page.links
    words = client.get("/fix/staff?id=tansy").page.words
    assert all(name in words for name in ("Jo Averya", "Jo Averyb", "Jo Averyc"))
    said = {"person-p0": "no_longer_here", "person-p2": "does_dry_needling", "person-elsewhere": "does_not"}
    response = post(client, "/fix/staff", FORM | said)
    assert response.status_code == 303
    (message,) = inbox()
    assert response.location == f"/case/{message.number}"
    assert (message.wrong, message.provider, message.which) == (Wrong.STAFF, "tansy", "Tansy PT")
    assert [(one.field, one.value) for one in message.values] == [
        ("staff/p0", "no_longer_here"),
        ("staff/p2", "does_dry_needling"),
        ("place", "100 Example St, Salida, CO 81201"),
    ]


def test_without_a_word_on_anybody_the_form_asks_for_one_and_keeps_the_rest(client):
    response = post(client, "/fix/staff", FORM | {"contact": "me@example.test"})
    assert response.status_code == 400
    assert response.page.words.count("Choose something for one person at least.") == 2
    assert 'value="me@example.test"' in response.text
    assert post(client, "/fix/staff", FORM | {"id": "p0", "person-p1": "does_not"}).location == "/practitioners"
    assert inbox() == []


@pytest.fixture
def number(store):
    """A clinic's case about three people, one of whom nobody lists. (`person05` speaks for the clinic here.)"""
    invented.settle(store)
    words = {"person03": StaffWord.DOES, "person04": StaffWord.LEFT, "nobody": StaffWord.DOES_NOT}
    values = tuple(staff_value(provider, word) for provider, word in words.items())
    message = Message(
        number="2026-K7M3QX",
        received_at=RECEIVED,
        request=Request.FIX,
        wrong=Wrong.STAFF,
        provider="person05",
        which="Tansy PT",
        values=values,
    )
    found = send(replace(message, values=(*values, SentValue(field="link", value=""))))
    take(store, settings.current())
    return found


LISTED = ListedContact(field="phone", value="303-555-0105")


def applied(store, number, *people):
    found = accept_staff(store, settings.current(), number, people, reached=LISTED, **WHO)
    return {one.provider: one.refusal for one in found}


def test_each_person_is_applied_by_itself_and_the_case_stays_open(store, number):
    assert applied(store, number, "person03") == {"person03": ""}
    outcomes = applied(store, number)
    assert (outcomes["person03"], outcomes["person04"]) == ("", "")
    assert "no source lists nobody" in outcomes["nobody"]
    with store.read() as connection:
        assert get(connection, number).settled_at is None
        assert staff_of(get(connection, number))["person04"] is StaffWord.LEFT
    publish(store, settings.current())
    generation = PublishedReader(settings.current().generations, every=0).generation()
    evidence = generation.provider("person03").practices[0].evidence
    assert evidence.answer is SourcesSay.PERSON_LISTED
    assert ("Does dry needling", "told_us") in {(one.text, one.source) for one in evidence.quotes}
    assert "not_address" in {claim.field for claim in generation.provider("person04").claims}


def test_a_contact_that_is_not_the_clinics_applies_nothing(store, number):
    other = ListedContact(field="phone", value="303-555-0103")
    (refused,) = accept_staff(store, settings.current(), number, ["person03"], reached=other, **WHO)
    assert "no source lists phone=" in refused.refusal
    with pytest.raises(NoStaffError, match="says nothing of them"):
        applied(store, number, "person07")
