"""A POST is accepted from a page of the console only, and what it asks for is done once."""

import re

import pytest
from sqlalchemy import delete, insert, select

from console.accounts.users import Role
from console.guard import sent_forms
from console.guard.routes import Route
from index.store.schema import console_form, console_session
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


def test_a_form_from_elsewhere_is_logged(signed_in, caplog):
    browser = signed_in()
    caplog.clear()
    browser.post("/sign-out", headers={"Origin": "https://evil.example"})
    assert "foreign form" in [one.getMessage() for one in caplog.records]
    assert "evil.example" not in caplog.text


def test_of_a_field_that_comes_twice_the_first_counts(signed_in, store):
    admin = signed_in("admin")
    add_user(store, "eve")
    admin.get("/users/eve?role=admin")
    fields = {**admin.fields(), "role": ["viewer", "admin"]}
    admin.post("/users/eve/role?role=admin", fields=fields)
    admin.get("/users/eve")
    assert "<dd>viewer</dd>" in admin.page


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


@pytest.mark.parametrize("form", ["", "x", "x" * 21, "x" * 23, "x" * 60_000, "é" * 22, "'" * 22])
def test_an_id_that_the_console_does_not_make_is_refused_and_not_stored(signed_in, store, form):
    browser = signed_in()
    response = browser.post("/sessions/end", fields={**browser.fields(), "form_id": form})
    assert response.status_code == 400
    assert ids(store) == []


def ids(store):
    with store.read() as connection:
        return list(connection.execute(select(console_form.c.id).order_by(console_form.c.sent_at)).scalars())


def test_ids_are_forgotten_after_12_hours_with_their_session_and_beyond_500_of_one(store, at):
    def send(*numbers, session="one"):
        for number in numbers:
            assert sent_forms.claim(store, f"{number:022}", session) is None

    add_user(store)
    with store.write() as connection:
        for session in ("one", "two"):
            values = {"id": session, "token_hash": session, "user": "ida"}
            now = "2026-11-23T08:00:00+00:00"
            connection.execute(insert(console_session).values(**values, began_at=now, seen_at=now, confirmed_at=now))
    at("08:00")
    send(1)
    send(2, session="two")
    at("09:00")
    send(*range(100, 599))
    assert len(ids(store)) == 501
    send(*range(600, 610))
    assert len(ids(store)) == 501
    assert f"{2:022}" in ids(store)
    assert f"{1:022}" not in ids(store)
    with store.write() as connection:
        connection.execute(delete(console_session).where(console_session.c.id == "one"))
    send(3, session="two")
    assert ids(store) == [f"{2:022}", f"{3:022}"]
    at("20:00")
    send(4, session="two")
    assert ids(store) == [f"{3:022}", f"{4:022}"]


def test_of_a_form_whose_process_was_killed_the_page_says_that_it_is_not_known_whether_it_was_done(store):
    app, done = counting(store, lambda _: "")
    add_user(store)
    browser = Browser(app)
    browser.sign_in()
    browser.get("/")
    fields = browser.fields()
    with store.read() as connection:
        (session,) = connection.execute(select(console_session.c.id)).scalars()
    sent_forms.claim(store, fields["form_id"], session)
    response = browser.post("/count", fields=fields, headers={"Referer": f"{BASE}/sources"})
    assert (response.status_code, done) == (409, [])
    assert "<h1>It is not known whether this was done</h1>" in browser.page
    assert '<a href="/sources">The page of the form</a>' in browser.page
    assert '<a href="/audit?who=ida">' in browser.page
    assert ids(store) == [fields["form_id"]]


def test_the_id_of_another_sessions_form_is_refused(store):
    app, done = counting(store, lambda _: ("", 303, {"Location": "/"}))
    add_user(store)
    browsers = [Browser(app), Browser(app)]
    for browser in browsers:
        browser.sign_in()
        browser.get("/")
    form = browsers[0].fields()["form_id"]
    codes = [one.post("/count", fields={**one.fields(), "form_id": form}).status_code for one in browsers]
    assert (codes, len(done)) == ([303, 400], 1)


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
