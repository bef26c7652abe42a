"""Every route is in the table with the least role that may use it, and nobody else is let in."""

import pytest

from console.accounts.users import Role
from console.pages.routes import ROUTES as DECLARED
from tests.console.conftest import BASE, Browser, add_user, console_over
from tests.console.route_table import EVERYBODY, ROUTES, STEP_UP, address

ANSWERED_FOR_ALL = {"HEAD", "OPTIONS"}
ROLES = [role.value for role in Role]


def test_the_app_has_the_routes_of_the_table_and_no_other(app):
    found = {(method, rule.rule) for rule in app.url_map.iter_rules() for method in rule.methods - ANSWERED_FOR_ALL}
    assert found == set(ROUTES)
    assert {(one.method, one.rule): one.least.value if one.least else EVERYBODY for one in DECLARED} == ROUTES


def test_a_route_that_is_in_no_table_is_refused_to_everybody(store, signed_in):
    app = console_over(store)
    app.add_url_rule("/unlisted", "unlisted", lambda: "secret")
    add_user(store, "root", "admin")
    browser = Browser(app)
    browser.sign_in("root")
    assert browser.get("/unlisted").status_code == 403
    assert app.test_client().get("/unlisted", base_url=BASE).status_code == 403


@pytest.mark.parametrize("role", ["nobody", *ROLES])
def test_each_role_is_let_into_its_own_routes_only(app, signed_in, role):
    browser = Browser(app) if role == "nobody" else signed_in(role)
    browser.get("/sign-in")
    for (method, rule), least in ROUTES.items():
        if rule in {"/sign-out", "/sessions/end-all", "/sign-in"}:
            continue  # they end the session, or begin one; tested by themselves
        path = address(rule)
        response = browser.get(path) if method == "GET" else browser.post(path)
        if least == EVERYBODY:
            assert response.status_code == 200, (method, rule)
        elif role == "nobody":
            assert (response.status_code, response.location.split("?")[0]) == (303, "/sign-in"), (method, rule)
        else:
            is_refused = ROLES.index(role) < ROLES.index(least)
            assert (response.status_code == 403) == is_refused, (method, rule, response.status_code)


def test_a_refused_right_is_logged_with_route_and_role(signed_in, caplog):
    viewer = signed_in("viewer")
    caplog.clear()
    viewer.get("/users/admin")
    (line,) = [one for one in caplog.records if one.getMessage().startswith("refused")]
    assert (line.levelname, line.name) == ("WARNING", "console.guard.routes")


def test_steps_that_need_the_password_again_are_those_of_the_table():
    assert {one.rule for one in DECLARED if one.step_up} == STEP_UP


def test_a_step_without_a_password_typed_lately_is_not_done_and_leads_to_typing_it(signed_in, at):
    admin = signed_in("admin")
    at("12:05")
    for rule in sorted(STEP_UP):
        response = admin.post(address(rule), headers={"Referer": f"{BASE}/users"})
        assert (response.status_code, response.location) == (303, "/confirm?to=%2Fusers")


def test_the_navigation_has_the_pages_of_the_role(signed_in):
    viewer = signed_in("viewer")
    assert '<a href="/" aria-current="page">Today</a>' in viewer.page
    assert 'href="/users"' not in viewer.page


def test_a_method_that_no_route_has_is_refused(client):
    assert client.open("/", method="TRACE", base_url=BASE).status_code == 405
    assert client.options("/sessions", base_url=BASE).status_code == 405
    assert client.put("/sign-in", base_url=BASE).status_code == 405
