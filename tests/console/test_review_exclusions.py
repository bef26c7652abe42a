"""Exclusion matches: shown by a recorded step to operators only, decided on sight, once, and taken back."""

import re

import pytest

from index.publish.checks.matches import matches
from index.records import CheckKind
from index.store.audit import AuditFilter, lines
from tests.builders import NPI_2, listing, location
from tests.console.conftest import Browser, add_user, console_over
from tests.console.test_sources import statements
from tests.index.publish.checks.conftest import registers  # noqa: F401  (a fixture, used by name)
from tests.index.publish.checks.registers import avery, exclusion

HIDDEN = re.compile(r'name="(seen|compared)" value="([^"]*)"')


@pytest.fixture
def held(registers):  # noqa: F811
    registers.read(exclusion())
    return registers


def operator(held, name="ida", role="operator"):
    add_user(held.store, name, role)
    browser = Browser(console_over(held.store))
    browser.sign_in(name)
    return browser


def handles(held):
    with held.store.read() as connection:
        return [one.handle for one in matches(connection)]


def reveal(browser, handle):
    browser.get("/review/exclusions")
    return browser.post("/reveal", {"kind": "exclusion", "subject": handle, "back": "/review/exclusions"})


def choose(browser, handle, verdict, **changed):
    sent = {"verdict": verdict, "reason": "compared both", **dict(HIDDEN.findall(browser.page)), **changed}
    return browser.post(f"/review/exclusions/{handle}", sent)


def audited(held):
    with held.store.read() as connection:
        found = [line for line in lines(connection, AuditFilter()) if line.action.startswith(("check/", "reveal/"))]
    return [(line.action, line.console_user) for line in reversed(found)]


def test_today_leads_operators_to_the_queue(held):
    browser = operator(held)
    browser.get("/")
    assert '<a href="/review/exclusions">Go to the review</a>' in browser.page


def test_the_page_shows_no_side_of_the_match_and_a_recorded_step_shows_both(held):
    browser, [handle] = operator(held), handles(held)
    page = browser.get("/review/exclusions").get_data(as_text=True)
    assert f"Match {handle}" in page
    assert "1 match waits" in page
    assert "since 2026-11-23" in page
    assert not {"Avery", "AVERY", "1000000004"} & set(re.findall(r"\w+", page))
    page = reveal(browser, handle).get_data(as_text=True)
    assert {"Jordan Avery", "AVERY, JORDAN", "PHYSICAL THERAPY"} <= set(re.findall(r"<dd>([^<]+)</dd>", page))
    assert audited(held) == [("reveal/exclusion", "ida")]


@pytest.mark.parametrize(("verdict", "shown"), [("confirmed", 1), ("dismissed", 0), ("unsure", 0)])
def test_a_decision_is_done_and_its_undo_restores_the_state_before_it(held, verdict, shown):
    browser, [handle] = operator(held), handles(held)
    reveal(browser, handle)
    response = choose(browser, handle, verdict)
    assert (response.status_code, response.headers["Location"]) == (303, "/review/exclusions?done=1")
    assert sum(check.kind is CheckKind.EXCLUSION for check in held.checks()) == shown
    browser.get("/review/exclusions?done=1")
    assert "Done: " in browser.page
    assert "0 matches wait" in browser.page
    browser.post(f"/review/exclusions/{handle}/undo", {"number": "1"})
    browser.get("/review/exclusions")
    assert "1 match waits" in browser.page
    assert [check for check in held.checks() if check.kind is CheckKind.EXCLUSION] == []
    assert audited(held) == [("reveal/exclusion", "ida"), (f"check/{verdict}", "ida"), ("check/undone", "ida")]


def test_nobody_decides_without_having_looked_nor_what_has_changed_since(held):
    browser, [handle] = operator(held), handles(held)
    browser.get("/review/exclusions")
    assert choose(browser, handle, "dismissed", seen="0").status_code == 422
    assert "Show both sides first" in browser.page
    reveal(browser, handle)
    sent = dict(HIDDEN.findall(browser.page))
    held.read(exclusion(name="AVERY, JORDAN LEE"))
    assert choose(browser, handle, "dismissed", **sent).status_code == 422
    assert "changed since you looked" in browser.page
    reveal(browser, handle)
    assert choose(browser, handle, "dismissed", reason=" ").status_code == 422
    assert audited(held) == [("reveal/exclusion", "ida")] * 2


def test_the_second_of_two_operators_is_told_who_decided_what(held):
    ida, warren, [handle] = operator(held), operator(held, "warren"), handles(held)
    reveal(ida, handle)
    reveal(warren, handle)
    choose(ida, handle, "confirmed")
    assert choose(warren, handle, "dismissed").status_code == 409
    assert "Decided meanwhile by ida, at 2026-11-23T12:00:00+00:00: confirmed." in warren.page
    assert [action for action, _ in audited(held)] == ["reveal/exclusion", "reveal/exclusion", "check/confirmed"]


def test_a_viewer_sees_the_number_alone(held):
    browser, [handle] = operator(held, "eve", "viewer"), handles(held)
    page = browser.get("/review").get_data(as_text=True)
    assert "Exclusion matches" in page
    assert "Avery" not in page
    assert browser.get("/review/exclusions").status_code == 403
    assert browser.post("/reveal", {"kind": "exclusion", "subject": handle}).status_code == 403


def test_what_there_is_not_is_not_found(held):
    browser = operator(held)
    browser.get("/review/exclusions")
    assert choose(browser, "0123abcd", "confirmed").status_code == 409
    browser.get("/review/exclusions")
    assert browser.post("/review/exclusions/0123abcd/undo", {"number": "1"}).status_code == 409


def test_the_number_of_statements_does_not_grow_with_the_matches(held):
    browser = operator(held)
    few = statements(browser, "/review/exclusions"), statements(browser, "/review")
    held.list(avery(), listing("school/2", "Sam", "Brook", npi=NPI_2, places=[location("200 Example St")]))
    held.read(exclusion(), exclusion(npi=NPI_2, source_id=f"{NPI_2}-1"), exclusion(source_id="again"))
    assert len(handles(held)) == 3
    assert (statements(browser, "/review/exclusions"), statements(browser, "/review")) == few
