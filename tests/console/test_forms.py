"""A POST is accepted from a page of the console only, and what it asks for is done once."""

import re

import pytest

from console.accounts.users import Role
from console.guard.routes import Route
from tests.console.conftest import BASE, Browser, add_user, console_over
from tests.console.route_table import ROUTES, address

POSTS = [address(rule) for (method, rule) in ROUTES if method == "POST"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-site"},
        {"Origin": "http://localhost:8001", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://127.0.0.1:8001"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "none"},
        {},
    ],
    ids=str,
)
def test_a_form_from_elsewhere_is_refused_even_with_its_token(signed_in, headers):
    browser = signed_in("admin")
    for address_of_form in POSTS:
        response = browser.post(address_of_form, headers={"Origin": None, "Sec-Fetch-Site": None, **headers})
        assert response.status_code == 403, address_of_form
        assert "This form came from elsewhere" in browser.page


@pytest.mark.parametrize("token", [None, "", "0" * 64])
def test_a_form_without_the_sessions_own_token_is_refused(signed_in, token):
    browser = signed_in("admin")
    fields = {"form_id": "1", **({} if token is None else {"form_token": token})}
    assert {browser.post(one, fields=fields).status_code for one in POSTS} == {400}


def test_the_token_of_another_session_is_refused(signed_in):
    browser, other = signed_in("operator"), signed_in("admin")
    assert browser.post("/sessions/end", fields=other.fields()).status_code == 400


def counting(store, answer):
    """A console with a form that counts how often it is done."""
    done = []

    def count():
        done.append(1)
        return answer(len(done))

    app = console_over(store, Route(rule="/count", name="count", view=count, least=Role.VIEWER, method="POST"))
    return app, done


def test_a_form_that_is_sent_twice_is_done_once_and_leads_to_the_same_page(store):
    from flask import redirect

    app, done = counting(store, lambda number: redirect(f"/sessions?n={number}", 303))
    add_user(store)
    browser = Browser(app)
    browser.sign_in()
    browser.get("/")
    fields = browser.fields()
    assert [browser.post("/count", fields=fields).location for _ in range(3)] == ["/sessions?n=1"] * 3
    assert len(done) == 1
    browser.get("/")
    assert browser.post("/count").location == "/sessions?n=2"


def test_a_form_that_must_be_corrected_or_that_failed_may_be_sent_again(store):
    def answer(number):
        if number == 1:
            return "correct it", 422
        if number == 2:
            raise RuntimeError
        return "", 303, {"Location": "/"}

    app, done = counting(store, answer)
    add_user(store)
    browser = Browser(app)
    browser.sign_in()
    browser.get("/")
    fields = browser.fields()
    assert [
        browser.client.post("/count", base_url=BASE, data=fields, headers={"Origin": BASE}).status_code
        for _ in range(4)
    ] == [422, 500, 303, 303]
    assert len(done) == 3


def test_a_get_writes_nothing_but_the_sessions_last_use(signed_in, store, at):
    from sqlalchemy import event

    browser = signed_in("admin")
    at("12:05")
    statements = []
    listen = lambda *args: statements.append(args[2])  # noqa: E731
    event.listen(store.engine, "before_cursor_execute", listen)
    for method, rule in ROUTES:
        if method == "GET" and "<" not in rule:
            browser.get(rule)
    event.remove(store.engine, "before_cursor_execute", listen)
    reads = re.compile(r"(SELECT|BEGIN|WITH)(?!.*\b(INSERT|UPDATE|DELETE)\b)", re.DOTALL)
    written = {one.split("(")[0] for one in statements if not reads.match(one)}
    assert written == {"UPDATE console_session SET seen_at=? WHERE console_session.id = ?"}
