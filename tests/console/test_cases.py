"""Cases in the console: their clocks, what each role sees of them, and the steps that settle them."""

import re

import pytest
from sqlalchemy import select

from index import settings
from index.corrections.intake import take
from index.corrections.message import Asker, WaitCause, Wrong
from index.published.overlay import read_overlay
from index.store.schema import audit, case, suppression
from tests.console.conftest import BASE, PASSWORD
from tests.console.test_sources import statements, text_of
from tests.index.corrections.sent import fix, removal, send
from tests.index.publish import invented

SECRETS = ("It is 303-555-0199.", "me@example.test", "the one on the corner")


@pytest.fixture
def store(store):
    """A store that knows `person03`."""
    invented.settle(store)
    return store


@pytest.fixture
def number(store):
    """A case about the private phone of `person03`."""
    found = send(fix(Wrong.PRIVATE_PHONE, contact="me@example.test", which="the one on the corner"))
    take(store, settings.current())
    return found


def lines(store, number):
    with store.read() as connection:
        rows = connection.execute(select(audit).where(audit.c.subject == number)).all()
    return [(row.who, row.action, row.note, row.console_user) for row in rows]


def test_cases_come_by_their_clock_with_what_they_ask(store, signed_in, number):
    text = text_of(signed_in("operator"), "/cases")
    assert "1 to answer, 0 to settle. 0 settled." in text
    assert (
        f"{number} Due 2026-11-25, in 2 days To answer Came in today "
        "Correction: The phone number is private: hide it now person03" in text
    )


def test_a_late_case_is_late_in_words(signed_in, number, at):
    browser = signed_in("operator")
    at("12:10", day="2026-11-27")
    browser.sign_in("operator")
    text = text_of(browser, "/cases")
    assert "1 to answer, 0 to settle, 1 of them late" in text
    assert "LATE by 2 days, was due 2026-11-25" in text
    assert "LATE by 2 days, was due 2026-11-25" in text_of(browser, f"/cases/{number}")


def test_a_viewer_sees_counts_and_clocks_and_nothing_else_of_a_case(signed_in, number):
    browser = signed_in("viewer")
    text = text_of(browser, "/cases")
    assert f"{number} Due 2026-11-25, in 2 days To answer Came in today" in text
    assert "person03" not in browser.page
    assert "private" not in browser.page
    assert f"/cases/{number}" not in browser.page
    assert browser.get(f"/cases/{number}").status_code == 403
    browser.get("/")
    assert f"/cases/{number}" not in browser.page


def test_a_case_shows_its_clocks_and_nothing_that_was_written(store, signed_in, number):
    browser = signed_in("operator")
    text = text_of(browser, f"/cases/{number}")
    assert (
        "About person03 Hidden now fax, phone Call back not called yet State to answer Who works on it nobody yet"
        in text
    )
    assert "Came in 2026-11-23 12:00 UTC, today" in text
    assert "Answer by 2026-11-25, in 2 days Answered not yet Settle by 2026-12-08 Settled not yet" in text
    assert not [one for one in SECRETS if one in browser.page]
    browser.get("/")
    assert f'<a href="/cases/{number}">Open case {number}</a>' in browser.page


def test_a_case_is_answered_and_settled_each_recorded_with_the_reason_and_the_user(store, signed_in, number):
    browser = signed_in("operator")
    for step, words in (("answer", "called the listed number"), ("settle", "the person confirmed it")):
        browser.get(f"/cases/{number}")
        response = browser.post(f"/cases/{number}/decide", {"step": step, "note": words})
        assert (response.status_code, response.location) == (303, f"/cases/{number}")
    assert lines(store, number)[1:] == [
        ("operator", "answer case", "called the listed number", "operator"),
        ("operator", "settle case", "the person confirmed it", "operator"),
    ]
    text = text_of(browser, f"/cases/{number}")
    assert "Settled 2026-11-23 12:00 UTC by operator" in text
    assert "Decide" not in text
    assert f"{number} Settled 2026-11-23 Settled" in text_of(browser, "/cases?state=settled")


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        ({"step": "answer", "note": " "}, 422, "Write what you found or answered"),
        ({"step": "dance", "note": "why"}, 422, "Choose what you do."),
        ({"note": "why"}, 422, "Choose what you do."),
    ],
)
def test_a_step_without_a_reason_is_not_taken(store, signed_in, number, sent, status, sentence):
    browser = signed_in("operator")
    browser.get(f"/cases/{number}")
    assert browser.post(f"/cases/{number}/decide", sent).status_code == status
    assert sentence in browser.page
    assert len(lines(store, number)) == 1


def test_a_step_that_somebody_else_has_taken_is_refused_with_why(signed_in, number):
    first, second = signed_in("operator", "ida"), signed_in("operator", "warren")
    for one in (first, second):
        one.get(f"/cases/{number}")
    assert first.post(f"/cases/{number}/decide", {"step": "settle", "note": "done"}).status_code == 303
    assert second.post(f"/cases/{number}/decide", {"step": "settle", "note": "done, too"}).status_code == 409
    assert f"Case {number} was settled on 2026-11-23 by ida: done." in second.page


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [({"what": "listing"}, "leaves the listing out already"), ({"what": "fields", "field": "address"}, "hides these")],
)
def test_the_second_of_two_who_hide_the_same_changes_nothing(store, signed_in, number, wanted, sentence):
    first, second = signed_in("operator", "ida"), signed_in("operator", "warren")
    for one in (first, second):
        one.get(f"/cases/{number}")
    assert first.post(f"/cases/{number}/remove", {**wanted, "why_hide": "retired"}).status_code == 303
    recorded = lines(store, number)
    assert second.post(f"/cases/{number}/remove", {**wanted, "why_hide": "retired"}).status_code == 409
    assert sentence in second.page
    assert lines(store, number) == recorded
    with store.read() as connection:
        asked = connection.execute(select(suppression)).all()
    assert len(asked) == (wanted["what"] == "listing")


@pytest.mark.parametrize("path", ["/cases/2026-NONE00", "/cases/x", "/cases?state=other"])
def test_an_unknown_case_is_not_found(signed_in, path):
    assert signed_in("operator").get(path).status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999", "\u0661"])
def test_a_page_that_is_no_number_is_refused(signed_in, page):
    assert signed_in("operator").get(f"/cases?page={page}").status_code == 400


@pytest.mark.parametrize("path", ["/cases", "/cases?state=settled", "/cases/{number}"])
def test_the_number_of_statements_does_not_grow_with_cases(store, signed_in, number, path):
    browser, path = signed_in("operator"), path.format(number=number)
    few = statements(browser, path)
    send(*[removal("person04") for _ in range(60)])
    take(store, settings.current())
    with store.write() as connection:
        half = select(case.c.number).where(case.c.number != number).limit(30)
        connection.execute(case.update().where(case.c.number.in_(half)).values(settled_at="2026-11-23T12:00:00+00:00"))
    assert statements(browser, path) <= few


def test_long_lists_are_paged(store, signed_in, number):
    send(*[fix() for _ in range(30)])
    take(store, settings.current())
    browser = signed_in("operator")
    numbers = lambda: re.findall(r'href="/cases/([^"]+)"', browser.page)  # noqa: E731
    browser.get("/cases")
    first = numbers()
    assert 'href="/cases?state=open&amp;page=2"' in browser.page
    browser.get("/cases?page=2")
    assert (len(first), len(numbers()), len({*first, *numbers()})) == (25, 6, 31)
    assert "Page 3" not in browser.page


def overlay():
    return read_overlay(settings.current().generations)


def test_whoever_takes_a_case_is_named_and_only_a_reason_takes_it_over(store, signed_in, number):
    first, second = signed_in("operator", "ida"), signed_in("operator", "warren")
    for one in (first, second):
        one.get(f"/cases/{number}")
    assert first.post(f"/cases/{number}/decide", {"step": "claim"}).status_code == 303
    assert second.post(f"/cases/{number}/decide", {"step": "claim"}).status_code == 409
    assert f"Ida works on case {number}; write why you take it over." in second.page
    assert second.post(f"/cases/{number}/decide", {"step": "claim", "note": "ida is away"}).status_code == 303
    assert "Who works on it warren" in text_of(second, f"/cases/{number}")


def test_a_listing_is_left_out_at_once_and_shown_again_each_with_the_password_and_a_reason(
    store, signed_in, number, at
):
    browser = signed_in("operator")
    at("12:06")
    browser.get(f"/cases/{number}")
    assert f'<a href="/confirm?to=/cases/{number}">type it first</a>' in browser.page
    wanted = {"what": "listing", "why_hide": "retired"}
    response = browser.post(f"/cases/{number}/remove", wanted, headers={"Referer": f"{BASE}/cases/{number}"})
    assert response.location == f"/confirm?to=%2Fcases%2F{number}"
    assert overlay().suppressed == frozenset()
    browser.get(response.location)
    browser.post("/confirm", {"password": PASSWORD, "to": f"/cases/{number}"})
    browser.get(f"/cases/{number}")
    assert browser.post(f"/cases/{number}/remove", wanted).status_code == 303
    assert overlay().suppressed == {"person03"}
    assert "Hidden now listing" in text_of(browser, f"/cases/{number}")
    assert browser.post(f"/cases/{number}/show-again", {"why_show": "works again"}).status_code == 303
    assert (overlay().suppressed, overlay().hidden) == (frozenset(), {})
    assert [line[:3] for line in lines(store, number)[1:]] == [
        ("operator", "leave out", "retired"),
        ("operator", "settle case, show again", "works again"),
    ]


def test_single_fields_are_hidden(store, signed_in, number):
    browser = signed_in("operator")
    browser.get(f"/cases/{number}")
    sent = {"what": "fields", "field": ["address", "website"], "why_hide": "their home"}
    assert browser.post(f"/cases/{number}/remove", sent).status_code == 303
    assert overlay().hidden == {"person03": {"phone", "fax", "address", "website"}}
    assert lines(store, number)[-1] == ("operator", "hide address, website", "their home", "operator")


def test_a_listing_named_in_words_is_left_out_by_its_id(store, signed_in):
    number = send(removal("", which="the one on the corner"))
    take(store, settings.current())
    browser = signed_in("operator")
    for wrong, sentence in (("", "in words only; give its id."), ("nobody", "There is no practitioner or clinic")):
        browser.get(f"/cases/{number}")
        sent = {"what": "listing", "id": wrong, "why_hide": "found"}
        assert browser.post(f"/cases/{number}/remove", sent).status_code == 422
        assert sentence in browser.page
    sent = {"what": "listing", "id": "person03", "why_hide": "found"}
    assert browser.post(f"/cases/{number}/remove", sent).status_code == 303
    assert overlay().suppressed == {"person03"}


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose the whole listing"),
        ({"what": "fields", "why_hide": "why"}, "Choose the whole listing"),
        ({"what": "fields", "field": "name", "why_hide": "why"}, "Name cannot be hidden"),
        ({"what": "listing"}, "Write what you found"),
    ],
)
def test_nothing_is_hidden_without_a_choice_and_a_reason(store, signed_in, number, sent, sentence):
    browser = signed_in("operator")
    browser.get(f"/cases/{number}")
    before = overlay()
    assert browser.post(f"/cases/{number}/remove", sent).status_code == 422
    assert sentence in browser.page
    assert overlay() == before


def test_a_call_back_shows_the_listed_number_alone_and_its_result_is_recorded_with_the_password(store, signed_in, at):
    number = send(removal("person03", contact="303-555-0199"))
    take(store, settings.current())
    browser = signed_in("operator")
    assert "Hidden now listing Call back not called yet" in text_of(browser, f"/cases/{number}")
    assert "5550103" not in browser.page
    browser.post("/reveal", {"kind": "listed_number", "subject": "person03", "back": f"/cases/{number}"})
    assert "school/p3, read 2026-11-22" in browser.page
    assert "+13035550103" in browser.page
    assert "0199" not in browser.page
    browser.get(f"/cases/{number}")
    assert browser.post(f"/cases/{number}/call-back", {"why_call": "the desk"}).status_code == 422
    assert "Choose what the call came to." in browser.page
    never = {"result": "never_asked", "why_call": "the desk"}
    at("12:06")
    browser.get(f"/cases/{number}")
    assert browser.post(f"/cases/{number}/call-back", never).location.startswith("/confirm")
    assert overlay().suppressed == {"person03"}
    browser.get(f"/confirm?to=/cases/{number}")
    browser.post("/confirm", {"password": PASSWORD, "to": f"/cases/{number}"})
    browser.get(f"/cases/{number}")
    assert browser.post(f"/cases/{number}/call-back", never).status_code == 303
    assert overlay().suppressed == frozenset()
    text = text_of(browser, f"/cases/{number}")
    assert "Call back reached: they never asked, 2026-11-23 12:06 UTC" in text
    assert [line[:3] for line in lines(store, number)[1:]] == [
        ("operator", "call back, never asked", "the desk"),
        ("operator", "settle case, show again", "the desk"),
    ]


def test_a_removal_that_waits_says_why_and_until_when_and_one_that_nobody_answers_that_it_is_left_to_you(
    store, signed_in, at
):
    waiting = removal("person04", asker=Asker.SOMEBODY, waits=WaitCause.SOMEBODY_ELSE)
    numbers = [send(one) for one in (waiting, removal("person05", waits=WaitCause.TOWN), removal("person03"))]
    take(store, settings.current())
    browser = signed_in("operator")
    assert (
        "Waits nothing is hidden: it was sent by somebody else than the person or clinic listed. "
        "Decide by 2026-11-25, in 2 days Call back not called yet"
    ) in text_of(browser, f"/cases/{numbers[0]}")
    assert "Decide by 2026-11-25, in 2 days. Undecided, it is hidden after that day" in text_of(
        browser, f"/cases/{numbers[1]}"
    )
    browser.get(f"/cases/{numbers[2]}")
    browser.post(f"/cases/{numbers[2]}/call-back", {"result": "not_reached", "why_call": "rang twice"})
    assert "Settle by 2026-12-08, in 15 days" in text_of(browser, f"/cases/{numbers[2]}")
    at("12:00", day="2026-12-09")
    browser.sign_in("operator")
    assert "10 business days are over: what is hidden stays hidden, and you decide" in text_of(
        browser, f"/cases/{numbers[2]}"
    )
