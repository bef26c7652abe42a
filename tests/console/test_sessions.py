"""Sessions end by idleness, age, sign-out, and a change of password, role or right; a user lists and ends them."""

import pytest

from console.accounts import passwords, users
from console.accounts.users import Role
from tests.console.conftest import PASSWORD, Browser, add_user


def is_in(browser):
    return browser.get("/sessions").status_code == 200


def test_it_ends_after_30_minutes_without_a_page(signed_in, at):
    browser = signed_in()
    at("12:29")
    assert is_in(browser)
    at("12:58")
    assert is_in(browser)
    at("13:28")
    assert not is_in(browser)


def test_it_ends_after_12_hours_whatever_happens(signed_in, at):
    browser = signed_in()
    for hour in range(12, 24):
        for minute in ("20", "40", "59"):
            at(f"{hour}:{minute}")
            assert is_in(browser)
    at("00:00", day="2026-11-24")
    assert not is_in(browser)


def test_signing_out_ends_it_on_the_server_and_empties_the_browser(signed_in):
    browser = signed_in()
    token = browser.token
    response = browser.post("/sign-out")
    assert (response.status_code, response.location) == (303, "/sign-in")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert browser.token is None
    browser.client.set_cookie("__Host-pinpoint-console", token, domain="127.0.0.1")
    assert not is_in(browser)


@pytest.mark.parametrize(
    "change",
    [
        lambda c: users.set_role(c, "operator", Role.VIEWER, who="root"),
        lambda c: users.set_password(c, "operator", "$argon2id$", who="root"),
        lambda c: users.disable(c, "operator", who="root"),
    ],
    ids=["role", "password", "disabled"],
)
def test_a_change_of_the_account_ends_it(signed_in, store, change):
    browser = signed_in()
    with store.write() as connection:
        change(connection)
    assert not is_in(browser)


def test_a_user_sees_and_ends_their_own_sessions_and_nobody_elses(signed_in, app, store):
    browser, other = signed_in(), signed_in("admin")
    second = Browser(app)
    second.sign_in("operator")
    browser.get("/sessions")
    assert browser.page.count("2026-11-23 12:00 UTC") == 2 * 2 + 1
    assert browser.page.count("This one") == 1
    (id_,) = [part.split('"')[0] for part in browser.page.split('name="session" value="')[1:]]
    other.get("/sessions")
    other.post("/sessions/end", {"session": id_})
    assert is_in(second)
    assert browser.post("/sessions/end", {"session": id_}).location == "/sessions"
    assert not is_in(second)
    assert is_in(browser)


def test_ending_a_session_asks_for_the_password_unless_it_was_typed_lately(signed_in, app, at):
    browser, second = signed_in(), Browser(app)
    second.sign_in("operator")
    at("12:06")
    browser.get("/sessions")
    id_ = browser.page.split('name="session" value="')[1].split('"')[0]
    assert browser.post("/sessions/end", {"session": id_}).location.startswith("/confirm")
    assert is_in(second)
    browser.get("/confirm?to=/sessions")
    browser.post("/confirm", {"password": PASSWORD, "to": "/sessions"})
    browser.get("/sessions")
    assert browser.post("/sessions/end", {"session": id_}).location == "/sessions"
    assert not is_in(second)


def test_signing_out_everywhere_ends_them_all(signed_in, app):
    browser = signed_in()
    second = Browser(app)
    second.sign_in("operator")
    browser.get("/sessions")
    assert browser.post("/sessions/end-all").location == "/sign-in"
    assert not is_in(browser)
    assert not is_in(second)


def test_a_new_password_ends_the_others_and_goes_on_here_with_another_token(signed_in, app):
    browser = signed_in()
    second, before = Browser(app), browser.token
    second.sign_in("operator")
    browser.get("/password")
    new = "green kettle mountain 9"
    assert browser.post("/password", {"current": PASSWORD, "new": new, "again": new}).location == "/sessions"
    assert is_in(browser)
    assert browser.token != before
    assert not is_in(second)
    assert second.sign_in("operator").status_code == 401
    assert second.sign_in("operator", new).status_code == 303


@pytest.mark.parametrize(
    ("current", "new", "again", "sentence"),
    [
        (PASSWORD, "green kettle mountain 9", "green kettle mountain", "The two new passwords differ."),
        (PASSWORD, "short", "short", "The password is too short; take at least 12 characters"),
        (PASSWORD, "passwordpassword", "passwordpassword", "The password is among the first that are tried"),
        (PASSWORD, PASSWORD, PASSWORD, "The new password is the old one."),
        ("wrong password here", "green kettle mountain 9", "green kettle mountain 9", "Name and password do not"),
    ],
)
def test_a_password_that_cannot_be_changed_says_why_and_nothing_changes(signed_in, current, new, again, sentence):
    browser = signed_in()
    browser.get("/password")
    response = browser.post("/password", {"current": current, "new": new, "again": again})
    assert response.status_code == 422
    assert sentence in browser.page
    assert is_in(browser)


def test_the_password_typed_again_counts_for_five_minutes_and_changes_the_token(signed_in, store, at):
    browser = signed_in()
    at("12:06")
    browser.get("/confirm?to=/sessions")
    before = browser.token
    assert browser.post("/confirm", {"password": "wrong password here", "to": "/sessions"}).status_code == 401
    assert browser.post("/confirm", {"password": PASSWORD, "to": "/sessions"}).location == "/sessions"
    assert browser.token != before
    assert is_in(browser)


def test_the_last_admin_stays(store):
    add_user(store, "root", "admin")
    with store.write() as connection:
        with pytest.raises(users.LastAdminError):
            users.disable(connection, "root", who="root")
        with pytest.raises(users.LastAdminError):
            users.set_role(connection, "root", Role.OPERATOR, who="root")
        users.add(connection, "second", Role.ADMIN, passwords.hash_password(PASSWORD), who="root")
        users.disable(connection, "root", who="second")
