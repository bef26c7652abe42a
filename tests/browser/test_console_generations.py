"""Generations in Chromium, with script and without: back to an earlier one, pinned, and on again."""

import json

import pytest

from index import settings
from index.corrections.suppression import suppress
from index.corrections.suppression.hiding import hide
from index.publish import publish_gate
from index.publish.publish_gate import PublicationHeldError
from index.publish.publisher import publish
from index.published.current import current_number
from index.published.pin import PinnedError
from tests.browser.console_visit import open_page, page_with_axe, sign_in, wrong_looks
from tests.browser.test_console import console
from tests.console.conftest import PASSWORD
from tests.index.publish import invented
from webapp import create_public_app

__all__ = ["console"]

PAGES = ("/generations", "/generations/1", "/generations/2", "/generations/1/difference", "/generations/7", "/")


@pytest.fixture
def two(console, store):
    """Two generations: in the second, person03 has another name; person04 was removed afterwards."""
    with store.write() as connection:
        for number in range(invented.PEOPLE):
            invented.found(connection, invented.provider_id(number), invented.person(number))
    publish(store, settings.current())
    invented.rename(store, 3, "Jordan Brooks")
    publish(store, settings.current())
    suppress(store, "person04", "Robin", "asked")
    hide(store, settings.current().generations)


def site(path):
    """The status and the text of a page of the site, as a process that begins now answers it."""
    response = create_public_app(settings.current()).test_client().get(path)
    return response.status_code, response.get_data(as_text=True)


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_an_operator_rolls_back_and_pins_and_unpins(chromium, console, two, store, monkeypatch, script):
    page = open_page(chromium, script=script)
    sign_in(page, console)
    page.get_by_role("link", name="Generations").click()
    page.locator("table").get_by_role("link", name="Generation 1").click()
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-23T12:06:00+00:00")
    step(page, "rollback", "Roll back to generation 1")
    assert page.locator("h1").inner_text() == "Type your password again"
    page.get_by_label("Password").fill(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    step(page, "rollback", "Roll back to generation 1")

    assert page.locator(".notice").first.inner_text().startswith("Generation 1 is pinned since 2026-11-23 12:06 UTC")
    status, text = site("/people/person03")
    assert (status, "Jordan Averyd" in text, "Jordan Brooks" in text) == (200, True, False)
    assert site("/people/person04")[0] == 410
    with pytest.raises(PinnedError, match="nothing is published: generation 1 is pinned"):
        publish(store, settings.current())
    step(page, "unpin", "Unpin")
    assert page.locator(".notice").count() == 0
    step(page, "pin", "Pin")
    assert page.locator(".notice").first.inner_text().startswith("Generation 1 is pinned")
    step(page, "unpin", "Unpin")
    assert publish(store, settings.current()).generation == current_number(settings.current().generations) == 3
    page.context.close()


def step(page, name, button):
    """Take a step with nothing but the keyboard."""
    page.locator(f"#{name}-reason").focus()
    page.keyboard.type("a wrong merge")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == button
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_axe_finds_nothing_and_no_page_of_generations_scrolls_sideways(chromium, console, two, store, monkeypatch):
    monkeypatch.setattr(publish_gate, "ENOUGH", 1)
    for number in range(2, invented.PEOPLE):
        invented.withdraw(store, f"p{number}")
    with pytest.raises(PublicationHeldError):
        publish(store, settings.current())
    page = page_with_axe(chromium)
    sign_in(page, console)
    page.goto(f"{console}/generations")
    step(page, "freeze", "Freeze")
    found = {}
    for address in PAGES:
        page.goto(console + address)
        found |= wrong_looks(page, address)
    page.context.close()
    assert found == {}, json.dumps(found, indent=1)
