"""The console in Chromium, without script: signing in by keyboard, axe, reflow, and the cookie on plain loopback."""

import json

import pytest
from argon2 import PasswordHasher

from console.accounts import passwords
from console.guard.visitor import COOKIE
from index.store.runs import runs
from index.store.runs.runs import Verdict
from tests.browser.console_visit import console_served, open_page, page_with_axe, sign_in, wrong_looks
from tests.console.conftest import add_user
from tests.line.site import free_port
from tests.store_rows import queue_run, register_source

PAGES = (
    "/",
    "/sources",
    "/sources/school",
    "/sessions",
    "/password",
    "/confirm",
    "/sign-in",
    "/audit",
    "/audit?who=nobody",
    "/users",
    "/users/ida",
    "/nowhere",
)


@pytest.fixture
def console(store, monkeypatch):
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    add_user(store, "ida", "admin")
    add_user(store, "warren", "viewer")
    with store.write() as connection:
        register_source(connection, interval_seconds=86400)
        for verdict in (Verdict.PASSED, Verdict.REJECTED):
            number = queue_run(connection)
            runs.start(connection, number, pid=1)
            runs.end(connection, number, verdict=verdict, cause="why")
    with console_served(store) as base:
        yield base


def test_without_script_an_admin_signs_in_adds_somebody_and_signs_out(chromium, console):
    page = open_page(chromium)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    sign_in(page, console)
    (cookie,) = page.context.cookies()
    assert (cookie["name"], cookie["secure"], cookie["httpOnly"], cookie["sameSite"]) == (COOKIE, True, True, "Strict")
    page.get_by_role("link", name="Users").click()
    page.get_by_label("Name").fill("eve.hollis")
    page.get_by_role("button", name="Add with a first password").click()
    assert page.locator("h1").inner_text() == "First password of eve.hollis"
    page.get_by_role("link", name="Go on").click()
    page.get_by_role("button", name="Disable").click()
    assert page.get_by_role("button", name="Let sign in again").is_visible()
    page.get_by_role("link", name="Audit").click()
    assert page.locator("tbody tr").first.locator("td").all_inner_texts()[1:3] == ["user/disable", "eve.hollis"]
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{console}/users")
    assert page.locator("h1").inner_text() == "Sign in"
    assert page.context.cookies()[0]["value"] != cookie["value"]
    assert [one for one in asked if not one.startswith(console)] == []
    page.context.close()


def test_the_navigation_and_the_focus_follow_the_keyboard(chromium, console):
    page = open_page(chromium, script=True)
    sign_in(page, console)
    reached = []
    for _ in range(9):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent.trim()"))
    pages = ["Today", "Sources", "Cases", "Review", "Generations", "Audit", "Users"]
    assert reached == ["Skip to the page", "Pinpoint console", *pages]
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.context.close()


def test_axe_finds_nothing_and_no_page_scrolls_sideways(chromium, console):
    page = page_with_axe(chromium)
    sign_in(page, console)
    found = {}
    for address in PAGES:
        page.goto(console + address)
        found |= wrong_looks(page, address)
    page.context.close()
    assert found == {}, json.dumps(found, indent=1)


def test_a_page_of_another_server_on_this_machine_can_neither_frame_it_nor_send_its_forms(chromium, console):
    page = open_page(chromium, script=True)
    sign_in(page, console)
    other = f"http://127.0.0.1:{free_port()}/"
    markup = f"""<form method="post" action="{console}/sign-out"><button>go</button></form>
    <iframe src="{console}/users"></iframe>"""
    page.route(other, lambda route: route.fulfill(body=markup, content_type="text/html"))
    page.goto(other)
    assert "Users" not in page.frames[1].content()
    page.get_by_role("button", name="go").click()
    assert page.locator("h1").inner_text() == "This form came from elsewhere"
    page.goto(console)
    assert page.locator("h1").inner_text() == "Today"
    page.context.close()
