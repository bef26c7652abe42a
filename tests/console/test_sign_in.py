"""Signing in: cookie and session, throttle, and the same answer for a name that nobody has."""

import re

import pytest
from sqlalchemy import select

from console.accounts import passwords, sessions, throttle, users
from console.guard.visitor import COOKIE
from index.store import open_store
from index.store.schema import audit, console_session, console_throttle
from tests.console.conftest import BASE, PASSWORD, Browser, add_user, console_over


def actions(store):
    with store.read() as connection:
        return [tuple(row) for row in connection.execute(select(audit.c.who, audit.c.action, audit.c.subject))]


def test_the_right_password_leads_to_the_wanted_page_with_a_cookie_that_no_script_or_site_reads(store, browser):
    add_user(store)
    response = browser.sign_in(to="/sessions")
    assert (response.status_code, response.location) == (303, "/sessions")
    (cookie,) = response.headers.getlist("Set-Cookie")
    assert re.fullmatch(rf"{COOKIE}=[\w-]{{43}}; Secure; HttpOnly; Path=/; SameSite=Strict", cookie)
    assert browser.get("/sessions").status_code == 200
    assert actions(store)[-1] == ("ida", "console/sign in", "ida")


def test_the_store_holds_no_token(store, browser):
    add_user(store)
    browser.sign_in()
    with store.read() as connection:
        (row,) = connection.execute(select(console_session))
    assert browser.token
    assert browser.token not in repr(row)
    assert re.fullmatch("[0-9a-f]{64}", row.token_hash)


def test_signing_in_replaces_the_token_that_came_before(store, browser):
    add_user(store)
    browser.get("/sign-in")
    planted = browser.token
    browser.sign_in()
    assert browser.token != planted
    with store.read() as connection:
        assert sessions.find(connection, planted) is None


@pytest.mark.parametrize(("name", "password"), [("ida", "blue teapot river 8"), ("nobody.here", PASSWORD), ("", "")])
def test_a_wrong_pair_is_refused_in_the_same_words(store, browser, name, password):
    add_user(store)
    response = browser.sign_in(name, password)
    assert response.status_code == 401
    assert "Name and password do not belong together, the code is wrong, or the account is closed." in browser.page
    assert browser.get("/").status_code == 303


def test_a_name_that_nobody_has_costs_a_hash_as_well(store, browser, monkeypatch):
    add_user(store)
    checked = []
    verify = passwords.hasher.verify
    monkeypatch.setattr(
        type(passwords.hasher), "verify", lambda self, stored, text: checked.append(1) or verify(stored, text)
    )
    browser.sign_in("ida", "wrong password here")
    browser.sign_in("nobody.here", "wrong password here")
    assert len(checked) == 2


def test_after_five_wrong_passwords_an_account_waits_ever_longer_even_for_the_right_one(store, browser, at):
    add_user(store)
    for _ in range(5):
        assert browser.sign_in(password="wrong password here").status_code == 401
    response = browser.sign_in()
    assert (response.status_code, response.headers["Retry-After"]) == (429, "60")
    assert "Too many tries. Wait 1 minute, or" in browser.page
    at("12:01")
    assert browser.sign_in(password="wrong password here").status_code == 401
    assert browser.sign_in().headers["Retry-After"] == "120"
    at("12:03")
    assert browser.sign_in().status_code == 303
    at("12:04")
    assert browser.sign_in(password="wrong password here").status_code == 401  # counted from the beginning
    assert browser.sign_in().status_code == 303


def test_a_name_that_nobody_has_waits_as_well(store, browser):
    for _ in range(5):
        assert browser.sign_in("nobody.here").status_code == 401
    assert browser.sign_in("nobody.here").status_code == 429


def test_an_address_waits_after_twenty_tries_with_whatever_names(store, app):
    add_user(store)
    one, other = Browser(app, "198.51.100.7"), Browser(app, "198.51.100.8")
    for number in range(20):
        assert one.sign_in(f"name{number}").status_code == 401
    assert one.sign_in().status_code == 429
    assert other.sign_in().status_code == 303


def test_a_restart_forgets_no_tries_and_an_admin_can(home, store, browser):
    add_user(store)
    for _ in range(5):
        browser.sign_in(password="wrong password here")
    from index import settings

    with open_store(settings.current().database_url) as again:
        assert Browser(console_over(again)).sign_in().status_code == 429
    with store.write() as connection:
        assert throttle.forget(connection, throttle.ACCOUNT, "ida")
    assert browser.sign_in().status_code == 303


def test_the_throttle_stores_no_name_and_no_address(store, app):
    Browser(app, "198.51.100.7").sign_in("a.mistyped.password")
    with store.read() as connection:
        rows = repr(list(connection.execute(select(console_throttle))))
    assert "mistyped" not in rows
    assert "198.51" not in rows


def test_a_wait_is_never_longer_than_an_hour_and_a_day_without_a_try_is_forgotten(store, at):
    with store.write() as connection:
        for hour in range(16):
            at(f"{hour:02}:00")
            throttle.count_try(connection, throttle.ACCOUNT, "ida")
        at("15:59")
        with pytest.raises(throttle.TooManyTriesError) as waiting:
            throttle.count_try(connection, throttle.ACCOUNT, "ida")
        assert waiting.value.until.isoformat() == "2026-11-23T16:00:00+00:00"
        at("15:00", day="2026-11-24")
        throttle.count_try(connection, throttle.ACCOUNT, "ida")
        throttle.count_try(connection, throttle.ACCOUNT, "ida")


def test_somebody_who_is_disabled_or_whose_first_password_is_old_is_refused(store, browser, at):
    add_user(store, "root", "admin")
    add_user(store, "ida", is_initial=True)
    with store.write() as connection:
        users.disable(connection, "ida", who="root")
    assert browser.sign_in().status_code == 401
    with store.write() as connection:
        users.enable(connection, "ida", who="root")
    at("12:00", day="2026-11-24")
    assert browser.sign_in().status_code == 401


def test_a_first_password_leads_to_the_choice_of_an_own_one_and_nowhere_else(store, browser):
    add_user(store, is_initial=True)
    browser.sign_in()
    assert browser.get("/").location == "/password"
    assert browser.get("/sessions").location == "/password"
    browser.get("/password")
    new = "green kettle mountain 9"
    assert browser.post("/password", {"current": PASSWORD, "new": new, "again": new}).location == "/sessions"
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize(
    ("to", "leads"),
    [
        ("/sessions", "/sessions"),
        ("/sessions?x=1", "/sessions?x=1"),
        ("//evil.example", "/"),
        ("/%2Fevil.example", "/"),
        ("%2F%2Fevil.example", "/"),
        ("/%252Fevil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\\/evil.example", "/"),
        ("https://evil.example/", "/"),
        ("/sessions\r\nX: y", "/"),
        ("/sign-out", "/"),
        ("/nowhere", "/"),
        ("sessions", "/"),
        ("", "/"),
    ],
)
def test_signing_in_leads_to_a_page_of_the_console_only(store, browser, to, leads):
    add_user(store)
    browser.get("/sign-in")
    data = {"name": "ida", "password": PASSWORD, "to": to}
    assert browser.post("/sign-in", data).location == leads


def test_a_hash_with_other_parameters_is_made_anew(store, browser, monkeypatch):
    add_user(store)
    with store.read() as connection:
        before = users.password_hash(connection, "ida")
    monkeypatch.setattr(passwords, "hasher", type(passwords.hasher)(time_cost=2, memory_cost=8, parallelism=1))
    browser.sign_in()
    with store.read() as connection:
        after = users.password_hash(connection, "ida")
    assert before.startswith("$argon2id$v=19$m=8,t=1,p=1$")
    assert after.startswith("$argon2id$v=19$m=8,t=2,p=1$")


def test_a_browser_that_takes_no_cookie_is_named(app):
    response = app.test_client().post("/sign-in", base_url=BASE, headers={"Origin": BASE}, data={"name": "ida"})
    assert response.status_code == 400
    assert "Your browser sent no cookie" in response.get_data(as_text=True)
