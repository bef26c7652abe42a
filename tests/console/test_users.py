"""Users, in the console: an admin adds and changes them, each step recorded with both users."""

import re

import pytest
from sqlalchemy import select

from console.accounts import throttle, users
from index.store import audit as audit_log
from index.store.schema import audit
from tests.console.conftest import Browser, add_user


def lines(store):
    with store.read() as connection:
        return [
            (row.who, row.action, row.subject, row.note, row.console_user, row.os_user)
            for row in connection.execute(select(audit).order_by(audit.c.id))
            if not row.action.startswith("console/") and row.who != "tests"
        ]


def found(store, name):
    with store.read() as connection:
        return users.find(connection, name)


def first_password(browser):
    return re.search(r"<code>([0-9a-f]{25})</code>", browser.page)[1]


@pytest.fixture
def admin(signed_in):
    return signed_in("admin")


def test_somebody_is_added_signs_in_with_the_first_password_and_chooses_another(admin, app, store):
    admin.get("/users")
    assert admin.post("/users/add", {"name": "eve.hollis", "role": "operator"}).status_code == 200
    password = first_password(admin)
    assert lines(store) == [("admin", "user/add", "eve.hollis", "operator", "admin", audit_log.os_user())]
    eve = Browser(app)
    assert eve.sign_in("eve.hollis", password).status_code == 303
    assert eve.get("/").location == "/password"


def test_a_form_that_is_sent_twice_makes_no_second_password(admin, store):
    add_user(store, "eve")
    admin.get("/users/eve")
    fields = admin.fields()
    assert admin.post("/users/eve/password", fields=fields).status_code == 200
    assert admin.post("/users/eve/password", fields=fields).location == "/users/eve"
    assert [line[1] for line in lines(store)] == ["user/password"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"name": "Eve Hollis", "role": "viewer"}, "is no name of a user; write 3 to 32"),
        ({"name": "admin", "role": "viewer"}, "There is a user &#39;admin&#39; already"),
        ({"name": "eve", "role": "owner"}, "Choose a role."),
        ({"name": "eve"}, "Choose a role."),
    ],
)
def test_what_is_typed_wrong_is_said_and_stays_in_the_form(admin, store, data, sentence):
    admin.get("/users")
    assert admin.post("/users/add", data).status_code == 422
    assert sentence in admin.page
    assert f'value="{data["name"]}"' in admin.page
    assert lines(store) == []


def test_each_change_is_done_recorded_and_leads_back(admin, store):
    add_user(store, "eve")
    with store.write() as connection:
        throttle.count_try(connection, throttle.ACCOUNT, "eve")
    for step, data in [("role", {"role": "viewer"}), ("disable", {}), ("enable", {}), ("unlock", {}), ("sign-out", {})]:
        admin.get("/users/eve")
        assert admin.post(f"/users/eve/{step}", data).location == "/users/eve"
    assert [line[1:4] for line in lines(store)] == [
        ("user/role", "eve", "operator → viewer"),
        ("user/disable", "eve", ""),
        ("user/enable", "eve", ""),
        ("user/unlock", "eve", ""),
        ("user/sign out", "eve", "0"),
    ]
    assert {line[4] for line in lines(store)} == {"admin"}
    assert found(store, "eve").role is users.Role.VIEWER


def test_the_only_admin_stays_one(admin, store):
    admin.get("/users/admin")
    assert admin.post("/users/admin/role", {"role": "viewer"}).status_code == 422
    assert "Admin is the only admin; make somebody else an admin first." in admin.page
    assert found(store, "admin").role is users.Role.ADMIN


def test_the_only_admin_gets_no_first_password_that_nobody_may_ever_see(admin, store):
    admin.get("/users/admin")
    assert admin.post("/users/admin/password").status_code == 422
    assert "Admin is the only admin; make somebody else an admin first." in admin.page
    assert (found(store, "admin").state, lines(store)) == ("active", [])
    add_user(store, "eve", "admin")
    admin.get("/users/eve")
    assert admin.post("/users/eve/password").status_code == 200
    admin.get("/users/admin")
    assert admin.post("/users/admin/password").status_code == 422


def unusable(store, kind, at):
    """Another admin who cannot sign in, or has never done so."""
    if kind == "expired":
        at("12:00", day="2026-11-21")
    add_user(store, "eve", "admin", is_initial=kind != "disabled")
    at("12:00")
    if kind == "disabled":
        with store.write() as connection:
            users.disable(connection, "eve", who="tests")


@pytest.mark.parametrize(
    ("kind", "state"),
    [("first", "first password"), ("expired", "first password expired"), ("disabled", "disabled")],
)
def test_an_admin_who_cannot_sign_in_does_not_count_as_another(admin, store, at, kind, state):
    unusable(store, kind, at)
    admin.get("/users/admin")
    assert admin.post("/users/admin/disable").status_code == 422
    assert "Admin is the only admin; one whose first password is unchanged or who is disabled" in admin.page
    assert found(store, "eve").state == state
    admin.get("/users/eve")
    assert f"<dd>{state}</dd>" in admin.page
    if kind != "disabled":
        assert admin.post("/users/eve/disable").status_code == 303


def test_the_page_says_that_no_admin_has_a_password_that_works(admin, store, at):
    admin.get("/users")
    assert "No admin has a password of their own" not in admin.page
    with store.write() as connection:
        users.set_password(connection, "admin", "x", who="tests", is_initial=True)
    add_user(store, "eve", "admin")
    with store.write() as connection:
        users.disable(connection, "admin", who="tests")
    admin.sign_in("eve")
    admin.get("/users")
    assert "No admin has a password of their own" not in admin.page


@pytest.mark.parametrize("step", ["role", "disable", "enable", "password", "unlock", "sign-out"])
def test_nobody_is_found_where_there_is_no_such_user(admin, step):
    admin.get("/users")
    assert admin.post(f"/users/nobody/{step}", {"role": "viewer"}).status_code == 404
    assert admin.get("/users/nobody").status_code == 404
