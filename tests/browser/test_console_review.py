"""Review in Chromium: three merges by keyboard alone, one undone, and what the next resolution makes of them; axe."""

import json

import pytest
from argon2 import PasswordHasher

from console.accounts import passwords
from tests.browser.console_visit import console_served, open_page, page_with_axe, sign_in, wrong_looks
from tests.builders import NPI_1, listing
from tests.console.conftest import add_user
from tests.console.test_review_merges import pairs, put, resolved
from tests.console.test_review_quotes import put as put_quotes
from tests.console.test_review_quotes import put_advert
from tests.index.publish.checks.registers import Registers, exclusion
from tests.index.resolve.listing_rows import Rows

PAGES = ("/review", "/review/merges", "/review/exclusions", "/review/quotes", "/review/credentials")


@pytest.fixture
def console(store, home, monkeypatch):
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    add_user(store, "ida", "operator")
    put(store, 1, 2, 3)
    with console_served(store) as base:
        yield base


def press(page, key):
    """Press an access key as a keyboard does; Playwright's own keys say no character while Alt is held."""
    session = page.context.new_cdp_session(page)
    own = {"modifiers": 1, "unmodifiedText": key, "key": key, "windowsVirtualKeyCode": ord(key.upper())}
    session.send("Input.dispatchKeyEvent", {"type": "keyDown", **own})
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", **own})
    session.detach()


def decide(page, key):
    """Choose by access key, give a reason, and send, without a pointer."""
    press(page, key)
    press(page, "w")
    page.keyboard.type("called both")
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("script", [False, True])
def test_three_merges_are_decided_by_keyboard_one_is_undone_and_the_next_resolution_follows(
    chromium, console, store, script
):
    first, second, third = ([f"{source}/{key}" for source, key in pair] for pair in pairs(store))
    before = Rows(store).ids()
    page = open_page(chromium, script=script)
    sign_in(page, console)
    page.goto(f"{console}/review/merges")
    decide(page, "1")
    assert page.locator(".done").inner_text().startswith("Done: one person")
    decide(page, "2")
    assert page.locator(".done").inner_text().startswith("Done: two people")
    with page.expect_navigation():
        press(page, "u")
    assert "Undone." in page.locator("main").inner_text()
    page.goto(f"{console}/review/merges")
    press(page, "3")
    assert page.locator("#verdict-unsure").is_checked()
    page.goto(f"{console}/review/merges")
    decide(page, "1")
    page.context.close()
    resolved()
    after = Rows(store).ids()
    assert len({after[key] for key in first}) == 1
    assert len({after[key] for key in second}) == 1
    assert {key: after[key] for key in third} == {key: before[key] for key in third}
    assert [f"{source}/{key}" for source, key in pairs(store)[0]] == third


def test_axe_finds_nothing_on_pages_of_the_review_and_none_scrolls_sideways(chromium, console, store):
    put_quotes(store, "Jordan offers dry needling.")
    put_advert(store)
    Rows(store).put(listing("school/7", "Sam", "Brook", unknown_credentials=("XYQZ",)))
    registers = Registers(store)
    registers.list(listing("school/8", "Ida", "Hollis", npi=NPI_1))
    registers.read(exclusion(name="HOLLIS, IDA"))
    page = page_with_axe(chromium)
    sign_in(page, console)
    found = {}
    for address in (*PAGES, "decided", "shown"):
        if address == "decided":
            page.goto(f"{console}/review/merges")
            decide(page, "3")
        elif address == "shown":
            page.goto(f"{console}/review/exclusions")
            page.get_by_role("button", name="Show both sides").click()
        else:
            page.goto(console + address)
        assert page.locator("main form, main table").count() > 0
        found |= wrong_looks(page, address)
    page.context.close()
    assert found == {}, json.dumps(found, indent=1)
