"""From a held run to the site in Chromium, without script and with it; and a hostile archived page does nothing."""

import threading
from socketserver import BaseRequestHandler, ThreadingTCPServer

import pytest
from argon2 import PasswordHasher

from console.accounts import passwords
from crawler.archive.writer import PageArchive
from crawler.runs.decisions import Acceptance, approve
from crawler.runs.settle import settle
from index import settings
from index.publish.publisher import publish
from index.published.reader import PublishedReader
from index.resolve.resolution import resolve
from index.store.runs import pages
from tests.browser.console_visit import console_served, open_page, page_with_axe, sign_in, wrong_looks
from tests.console.conftest import add_user
from tests.crawler.archive.invented import page as archived
from tests.crawler.gates.directory import SOURCE, at, collected, definition, directory, register
from tests.hostile_page import HOSTILE

OLD = directory(12)
NEW = [*OLD[:9], *(at(raw, phone=f"(303) 555-019{number}") for number, raw in enumerate(OLD[9:]))]


@pytest.fixture
def console(store, monkeypatch):
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    add_user(store, "ida", "operator")
    with console_served(store) as base:
        yield base


@pytest.fixture
def held(store):
    """The number of a run that is held after another one was published."""
    register(store, definition(minimum_listings=1, count_floor=0.1, vanished_share=0.9))
    first = run_of(store, OLD)
    approve(store, first, Acceptance(who="Jo", reason="seen on the site"))
    resolve(store)
    publish(store, settings.current())
    return run_of(store, NEW, version="v2")


def run_of(store, listings, **more):
    number = collected(store, listings, **more)
    settle(store, settings.current(), number, acceptance=None, progress=lambda *_: None)
    return number


def phones():
    generation = PublishedReader(settings.current().generations).generation()
    return {
        place.location.phone.e164 for one in generation.documents() for place in one.practices if place.location.phone
    }


@pytest.mark.parametrize("script", [False, True])
def test_a_held_run_is_looked_at_approved_and_published(chromium, store, console, held, script):
    page = open_page(chromium, script=script)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    sign_in(page, console)
    page.get_by_role("link", name="Sources").click()
    page.get_by_role("link", name=SOURCE).click()
    page.get_by_role("link", name=f"Look at held run {held}").click()
    page.get_by_role("link", name="3 changed").click()
    assert "+13035550190" in page.locator("table.changes").inner_text()
    page.get_by_label("Reason").focus()
    page.keyboard.type("compared three with the site")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("It is stored, but no worker runs").wait_for()
    assert "+13035550190" not in phones()
    resolve(store)
    publish(store, settings.current())
    assert {"+13035550190", "+13035550191", "+13035550192"} <= phones()
    page.goto(page.url)
    assert page.get_by_text("What it found is published.").is_visible()
    assert [one for one in asked if not one.startswith(console)] == []
    page.context.close()


@pytest.fixture
def elsewhere():
    """The address of a server that counts who connects to it."""
    connected = []

    class Counting(BaseRequestHandler):
        def handle(self):
            connected.append(self.request.recv(200))

    server = ThreadingTCPServer(("127.0.0.1", 0), Counting)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", connected
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize("layer", ["both", "the sandbox alone"])
def test_nothing_of_a_hostile_archived_page_runs_loads_or_leads_away(
    chromium,
    store,
    console,
    held,
    elsewhere,
    monkeypatch,
    layer,
):
    address, connected = elsewhere
    markup = HOSTILE.format(base=address)
    if layer != "both":
        # No policy reaches these two hints: https://www.w3.org/TR/CSP3/ has no directive for them. The cleaner does.
        markup = markup.replace('rel="preconnect"', "").replace('rel="dns-prefetch"', "")
        monkeypatch.setattr("console.pages.archived_pages.harmless_html", lambda text: text)
    archive_page(store, held, markup)
    page = open_page(chromium, script=True, width=1280)
    asked, opened = [], []
    page.context.on("request", lambda request: asked.append(request.url))
    page.context.on("page", lambda one: opened.append(one.url))
    sign_in(page, console)
    page.goto(f"{console}/runs/{held}/pages")
    page.get_by_role("button", name="Open").click()
    frame = page.frame_locator("iframe")
    frame.get_by_text("Text of a page").wait_for()
    at_first, title = page.url, page.title()
    if layer != "both":
        for link in ("#top", "#self"):
            frame.locator(link).click(force=True, no_wait_after=True)
        frame.get_by_role("button", name="Send").click(force=True, no_wait_after=True)
    page.wait_for_load_state("networkidle")
    assert (page.url, page.title()) == (at_first, title)
    assert opened == []
    assert connected == []
    if layer == "both":  # otherwise Chromium names requests, too, that the policy stops before they are sent
        assert [one for one in asked if not one.startswith(console)] == []
    page.context.close()


def archive_page(store, number, markup):
    archive = PageArchive(settings.current().archive, SOURCE, number)
    archive.keep(archived(1, markup.encode()))
    archive.close()
    with store.write() as connection:
        pages.index(connection, archive.take_pending())


def test_axe_finds_nothing_and_no_page_scrolls_sideways(chromium, store, console, held):
    archive_page(store, held, "<h1>Somebody</h1><p>Text of a page</p>")
    page = page_with_axe(chromium)
    sign_in(page, console)
    found = {}

    for address in (f"/sources/{SOURCE}", f"/runs/{held}", "/runs/1", f"/runs/{held}/log", f"/runs/{held}/pages"):
        page.goto(console + address)
        found |= wrong_looks(page, address)
    page.get_by_role("button", name="Open").click()
    page.frame_locator("iframe").get_by_text("Text of a page").wait_for()
    found |= wrong_looks(page, "an archived page")
    page.context.close()
    assert found == {}
