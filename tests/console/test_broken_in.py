"""Ways round the console's limits that were found by trying: races, clocks that are set back, odd forms."""

import pytest
from argon2 import PasswordHasher

from console.accounts import passwords, throttle, users
from console.guard.visitor import COOKIE
from tests.console.conftest import PASSWORD, Browser, add_user

NEW = "an entirely new thing 5"


@pytest.fixture
def changed_meanwhile(store, monkeypatch):
    """The password is changed while the next one is being checked."""
    is_right = passwords.is_right

    def check(stored, password):
        monkeypatch.setattr(passwords, "is_right", is_right)
        found = is_right(stored, password)
        with store.write() as connection:
            users.set_password(connection, "ida", passwords.hash_password(NEW), who="admin")
        return found

    add_user(store)
    monkeypatch.setattr(passwords, "is_right", check)


@pytest.mark.usefixtures("changed_meanwhile")
def test_a_password_that_is_changed_while_the_old_one_is_checked_begins_no_session(browser):
    assert browser.sign_in().status_code == 401
    assert browser.get("/").status_code == 303


@pytest.mark.usefixtures("changed_meanwhile")
def test_a_hash_with_other_parameters_never_brings_an_old_password_back(app, browser, monkeypatch):
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=1, memory_cost=16, parallelism=1))
    browser.sign_in()
    assert Browser(app).sign_in().status_code == 401
    assert Browser(app).sign_in(password=NEW).status_code == 303


def test_a_try_that_was_not_checked_does_not_count(store, browser, monkeypatch):
    def busy(*_args):
        raise passwords.BusyError

    add_user(store)
    with monkeypatch.context() as now:
        now.setattr(passwords, "is_right", busy)
        assert [browser.sign_in().status_code for _ in range(6)] == [503] * 6
    assert browser.sign_in().status_code == 303


def test_signing_in_again_in_the_same_browser_ends_the_session_before(signed_in, app):
    browser = signed_in()
    before = browser.token
    browser.get("/sign-in")
    assert browser.post("/sign-in", {"name": "operator", "password": PASSWORD}).status_code == 303
    other = Browser(app)
    other.client.set_cookie(COOKIE, before, domain="127.0.0.1", secure=True)
    assert other.get("/").status_code == 303
    assert browser.get("/").status_code == 200


def test_a_clock_that_is_set_back_prolongs_no_session_and_no_confirmation(signed_in, at):
    at("20:00")
    browser = signed_in("admin")
    at("19:54")
    browser.get("/users/admin")
    assert "/confirm" in browser.post("/users/admin/unlock").location
    at("06:00")
    assert browser.get("/").status_code == 303
    at("20:10")
    assert browser.get("/").status_code == 200


def test_a_clock_that_is_set_back_makes_no_wait_of_years(store, browser, at):
    at("09:00", day="2036-01-01")
    add_user(store)
    for _ in range(5):
        browser.sign_in(password="wrong password here")
    at("09:00")
    assert browser.sign_in().status_code == 303


def test_a_token_beyond_ascii_is_a_stale_form(browser):
    browser.get("/sign-in")
    assert browser.post("/sign-in", {"form_token": "é"}).status_code == 400


def test_a_stranger_at_the_sign_in_does_not_stop_an_operators_step(signed_in, app, at):
    at("12:00")
    admin = signed_in("admin")
    at("12:10")
    for number in range(25):
        Browser(app).sign_in("admin" if number < 5 else f"nobody{number}", "wrong password here")
    admin.get("/confirm?to=/users")
    assert admin.post("/confirm", {"password": PASSWORD, "to": "/users"}).status_code == 303


def test_a_thief_of_a_session_waits_after_five_wrong_passwords_until_the_user_is_unlocked(signed_in, store):
    thief = signed_in()
    for code in (401, 401, 401, 401, 401, 429):
        thief.get("/confirm")
        assert thief.post("/confirm", {"password": "wrong password here"}).status_code == code
    with store.write() as connection:
        throttle.forget_user(connection, "operator")
    thief.get("/confirm")
    assert thief.post("/confirm", {"password": PASSWORD}).status_code == 303


def test_one_mistyped_password_a_day_never_adds_up_to_a_wait_of_the_address(store, app, at):
    add_user(store)
    for day in range(1, 25):
        at("09:00", day=f"2026-11-{day:02}")
        assert Browser(app).sign_in(password="wrong password here").status_code == 401
        at("09:01", day=f"2026-11-{day:02}")
        assert Browser(app).sign_in().status_code == 303
