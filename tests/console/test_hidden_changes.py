"""What people have hidden is hidden in a run's changes, too: an operator sees it by a recorded step."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import insert, select

from crawler.runs.decisions import approve
from index import settings
from index.corrections.suppression import suppress
from index.corrections.suppression.hiding import hide
from index.published.overlay import FILE, change_overlay
from index.store import schema
from tests.console.test_runs import NEW, OLD, WHO, run_of, text_of
from tests.crawler.gates.directory import SOURCE, definition, register

HIDDEN = "hidden; shown by a recorded step"
OF_FINLEY, OF_GRAY = "n015", "n016"
AGAIN = replace(OLD[16], source_id="gray-muster")
"""A removed person under another id of the source."""


def folder():
    return settings.current().generations


def belongs(store, source_id, provider):
    with store.write() as connection:
        connection.execute(insert(schema.provider).values(id=provider, kind="person", created_on=date(2026, 11, 1)))
        connection.execute(
            insert(schema.membership).values(
                source=SOURCE, source_id=source_id, provider=provider, undecided=provider, name_key=""
            )
        )


@pytest.fixture
def held(store):
    """A held run with new phones of Finley, who hid the phone, and of Gray, who was removed and is added again."""
    register(store, definition(minimum_listings=1, count_floor=0.1, vanished_share=0.9, conflicting_share=1))
    approve(store, run_of(store, OLD), WHO)
    belongs(store, OF_FINLEY, "person01")
    belongs(store, OF_GRAY, "person02")
    change_overlay(folder(), lambda overlay: overlay.hiding("person01", frozenset({"phone"})))
    suppress(store, "person02", "Jo", "asked by letter")
    hide(store, folder())
    return run_of(store, [*NEW, AGAIN], version="v2")


def reveals(store):
    with store.read() as connection:
        query = select(schema.audit.c.action, schema.audit.c.subject).where(schema.audit.c.action == "reveal/change")
        return connection.execute(query).all()


def test_a_hidden_field_is_not_in_the_changes_but_the_others_are(signed_in, held):
    browser = signed_in("operator")
    text = text_of(browser, f"/runs/{held}?kind=changed")
    assert (
        f"Finley Muster n015 Archived page of n015 Show what is hidden of listing 1 locations[0].phone.e164 {HIDDEN}"
        in text
    )
    assert "+13035550100" not in browser.page
    assert "+13035550115" not in browser.page
    assert "after: +13035550102" in text


@pytest.mark.parametrize("kind", ["changed", "added"])
def test_a_removed_person_is_not_in_the_changes_under_any_id(signed_in, held, kind):
    browser = signed_in("operator")
    text = text_of(browser, f"/runs/{held}?kind={kind}")
    assert HIDDEN in text
    for secret in ("Gray", "gray-muster", "n016", "+13035550101", "+13035550116"):
        assert secret not in browser.page


def test_the_step_that_shows_it_is_recorded_and_names_nobody(store, signed_in, held):
    browser = signed_in("operator")
    browser.get(f"/runs/{held}?kind=added")
    (subject,) = subjects(browser)
    response = browser.post(
        "/reveal", {"kind": "change", "subject": subject, "back": f"/runs/{held}?kind=added&start=0"}
    )
    assert response.status_code == 200
    assert "Gray Muster" in browser.page
    assert "gray-muster" in browser.page
    assert f'href="/runs/{held}?kind=added&amp;start=0"' in browser.page
    assert reveals(store) == [("reveal/change", subject)]
    assert "gray" not in subject


def test_the_step_shows_both_values_also_of_a_run_that_passed(store, signed_in, held):
    approve(store, held, WHO)
    browser = signed_in("operator")
    text = text_of(browser, f"/runs/{held}?kind=changed")
    assert HIDDEN in text
    assert "+13035550115" not in browser.page
    browser.post("/reveal", {"kind": "change", "subject": subjects(browser)[0]})
    assert "+13035550115" in browser.page
    assert "+13035550100" in browser.page


@pytest.mark.parametrize("subject", ["", "1", "99/0123456789abcdef", "1/0123456789abcdef", "x/0123456789abcdef"])
def test_a_change_that_is_not_there_is_not_found(store, signed_in, held, subject):
    assert signed_in("operator").post("/reveal", {"kind": "change", "subject": subject}).status_code == 404
    assert reveals(store) == []


def test_a_viewer_cannot_take_the_step(store, signed_in, held):
    browser = signed_in("viewer")
    browser.get(f"/runs/{held}?kind=changed")
    assert subjects(browser) == []
    assert browser.post("/reveal", {"kind": "change", "subject": f"{held}/0123456789abcdef"}).status_code == 403


def test_everything_is_hidden_while_nobody_can_read_what_is(signed_in, held):
    (folder() / FILE).write_bytes(b"damaged")
    browser = signed_in("operator")
    text_of(browser, f"/runs/{held}?kind=changed")
    assert "+1303" not in browser.page
    assert "Muster" not in browser.page


def subjects(browser):
    return [part.partition('"')[0] for part in browser.page.split('name="subject" value="')[1:]]
