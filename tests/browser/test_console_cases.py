"""A removal in the console, in Chromium: its case, the password again, gone from site, exports and a restore."""

import json

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner

from console.accounts import passwords
from index import settings
from index.backup.backup import make_backup
from index.corrections.intake import take
from index.corrections.message import Wrong
from index.publish.publisher import publish
from index.published.reader import GoneError, PublishedReader
from pinpoint import cli
from tests.browser.console_visit import console_served, open_page, page_with_axe, sign_in, wrong_looks
from tests.console.conftest import PASSWORD, add_user
from tests.index.corrections.sent import fix, removal, send
from tests.index.publish import invented
from webapp import create_public_app


@pytest.fixture
def home_of_cases(store, tmp_path, monkeypatch):
    """A published home with a second place of removals, a user, and a case that names `person03` in words."""
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    monkeypatch.setenv("PINPOINT_REMOVALS_COPY", str(tmp_path / "elsewhere.jsonl"))
    settings.current.cache_clear()
    invented.settle(store)
    publish(store, settings.current())
    add_user(store, "ida", "operator")
    number = send(removal("", which="the first on Example Street", text="I retired.", contact="me@example.test"))
    send(fix(Wrong.PRIVATE_PHONE, "person04"))
    take(store, settings.current())
    yield store, number
    settings.current.cache_clear()


def exported(*options):
    done = CliRunner().invoke(cli, ["export", *options])
    assert done.exit_code == 0, done.output
    return {json.loads(line)["id"] for line in done.stdout.splitlines()}


@pytest.mark.parametrize("script", [False, True], ids=["script off", "script on"])
def test_a_removal_is_gone_from_the_site_from_exports_and_after_a_restore(
    chromium, home_of_cases, tmp_path, monkeypatch, script
):
    store, number = home_of_cases
    here = settings.current()
    site = create_public_app(here).test_client()
    made = make_backup(here, tmp_path / "backups")
    assert site.get("/people/person03").status_code == 200
    assert "person03" in exported()
    with console_served(store) as base:
        page = open_page(chromium, script=script)
        sign_in(page, base)
        page.get_by_role("link", name=f"Open case {number}").click()
        assert "I retired." not in page.content()
        page.get_by_role("button", name="Show the message").click()
        page.get_by_text("I retired.").wait_for()
        page.get_by_role("link", name="Back").click()
        page.get_by_role("button", name="Show the contact").click()
        mail = page.get_by_role("link", name="Write a mail: Listing not found").get_attribute("href")
        assert mail.startswith(f"mailto:me@example.test?subject=Your%20case%20{number}&body=Hello")
        page.get_by_role("link", name="Back").click()
        page.get_by_role("button", name="Show the message").wait_for()  # the page of the case is there again
        monkeypatch.setenv("PINPOINT_NOW", "2026-11-23T12:06:00+00:00")
        page.goto(page.url)
        page.get_by_role("link", name="type it first").click()
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()
        page.get_by_text("Leave the listing out, or hide fields of it").click()
        page.get_by_role("textbox", name="Id of the listing", exact=True).fill("person03")
        page.get_by_role("radio", name="The whole listing").check()
        page.get_by_label("Why it is hidden").fill("asked by the person on the listed number")
        page.get_by_role("button", name="Hide now").click()
        page.wait_for_url(f"{base}/cases/{number}")
        assert page.get_by_text("Listing removed").is_visible()
        page.context.close()
    assert site.get("/people/person03").status_code == 410
    assert "person03" not in exported()
    publish(store, here)
    assert "person03" not in exported()
    again = tmp_path / "again"
    done = CliRunner().invoke(cli, ["restore", str(made.folder), "--into", str(again), "--json"])
    assert done.exit_code == 0, done.output
    restored = PublishedReader(again / "generations", every=0).generation()
    with pytest.raises(GoneError):
        restored.provider("person03")
    # A restore resolves anew, so people are known by their names, each of which has a letter of its own.
    names = [one.name for one in restored.documents()]
    assert [name for name in names if name.endswith("Averyc")]
    assert [name for name in names if name.endswith("Averyd")] == []


def test_axe_finds_nothing_on_the_pages_of_cases_and_none_scrolls_sideways(chromium, home_of_cases):
    store, number = home_of_cases
    found = {}
    with console_served(store) as base:
        page = page_with_axe(chromium)
        sign_in(page, base)
        for address in ("/cases", "/cases?state=settled", f"/cases/{number}"):
            page.goto(base + address)
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            found |= wrong_looks(page, address)
        page.context.close()
    assert found == {}, json.dumps(found, indent=1)
