"""A run's page: what it shows to whom, and approving or rejecting one that is held, once."""

import html
import json
import re
from pathlib import Path

import pytest
from sqlalchemy import select

from console.guard.visitor import REFRESHED
from crawler.runs.decisions import Acceptance, approve
from crawler.runs.run_log import log_path
from crawler.runs.settle import settle
from index import settings
from index.store.runs import runs
from index.store.runs.runs import RunState, Verdict
from index.store.schema import audit, console_session, listing
from tests.console.conftest import BASE
from tests.console.statements import statements
from tests.crawler.gates.directory import SOURCE, at, collected, definition, directory, register
from tests.store_rows import queue_run

WHO = Acceptance(who="Jo", reason="seen on the site")
OLD = directory(20)
NEW = [*OLD[3:15], *(at(raw, phone=f"(303) 555-01{number:02}") for number, raw in enumerate(OLD[15:]))]

NAME = "Finley Muster"
"""The name of a listing with another phone, as normalized."""


def run_of(store, listings, **of_run):
    run_id = collected(store, listings, **of_run)
    settle(store, settings.current(), run_id, acceptance=None, progress=lambda *_: None)
    return run_id


@pytest.fixture
def held(store):
    """The number of a run that is held; it has 5 new phones and misses 3 of 20 listings."""
    register(store, definition(minimum_listings=1, count_floor=0.1, vanished_share=0.9))
    approve(store, run_of(store, OLD), WHO)
    return run_of(store, NEW, version="v2")


def text_of(browser, path):
    response = browser.get(path)
    assert response.status_code == 200, response.status_code
    return main_text(browser)


def main_text(browser):
    main = re.search(r"<main.*</main>", browser.page, re.DOTALL)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def decisions(store):
    with store.read() as connection:
        return [
            (row.who, row.action, row.subject, row.console_user)
            for row in connection.execute(select(audit))
            if row.action.startswith("run/") and row.who != "Jo"
        ]


def state(store, number):
    with store.read() as connection:
        found = runs.get(connection, number)
    return found.state, found.verdict


def test_a_held_run_says_why_and_what_it_would_change(signed_in, held):
    text = text_of(signed_in("operator"), f"/runs/{held}")
    assert "It is held: it changes nothing until somebody approves it." in text
    assert "reading_changed first run since the code or the source file changed: have a look" in text
    assert "5 changed 3 missing" in text
    assert "locations.phone.e164 in 5" in text


def test_an_operator_sees_each_field_before_and_after(signed_in, held):
    text = text_of(signed_in("operator"), f"/runs/{held}?kind=changed")
    assert "locations[0].phone.e164 before:" in text
    assert "after: +13035550100" in text
    assert NAME in text


def test_a_viewer_sees_counts_and_field_names_but_no_name_and_no_contact(signed_in, held):
    viewer = signed_in("viewer")
    text = text_of(viewer, f"/runs/{held}?kind=changed")
    assert "5 changed 3 missing" in text
    assert "Listing 1 locations[0].phone.e164 not shown" in text
    for secret in ("+1303", "555-", NAME, OLD[15].source_id):
        assert secret not in viewer.page
    assert "Approve" not in viewer.page
    assert "Avery Testa" not in text_of(viewer, f"/runs/{held}?kind=missing")


def test_approving_stores_the_listings_names_the_user_and_says_what_comes_next(store, signed_in, held):
    browser = signed_in("operator")
    browser.get(f"/runs/{held}")
    response = browser.post(f"/runs/{held}/approve", {"reason": "compared ten with the site"})
    assert (response.status_code, response.location) == (303, f"/runs/{held}")
    assert state(store, held) == (RunState.ENDED, Verdict.PASSED)
    assert decisions(store) == [("operator", "run/accept", str(held), "operator")]
    text = text_of(browser, f"/runs/{held}")
    assert "It is stored, but no worker runs: pinpoint work publishes it" in text.replace("`", "")
    assert "What it changed 5 changed 3 missing" in text


def test_rejecting_changes_nothing(store, signed_in, held):
    browser = signed_in("operator")
    browser.get(f"/runs/{held}")
    with store.read() as connection:
        before = connection.execute(select(listing)).all()
    assert browser.post(f"/runs/{held}/reject", {"reason": "wrong phones"}).status_code == 303
    assert state(store, held) == (RunState.ENDED, Verdict.REJECTED)
    with store.read() as connection:
        assert connection.execute(select(listing)).all() == before
    assert decisions(store) == [("operator", "run/reject", str(held), "operator")]


@pytest.mark.parametrize("step", ["approve", "reject"])
def test_a_decision_without_a_reason_is_not_made(store, signed_in, held, step):
    browser = signed_in("operator")
    browser.get(f"/runs/{held}")
    assert browser.post(f"/runs/{held}/{step}", {"reason": "  "}).status_code == 422
    assert "Write why; it is recorded." in browser.page
    assert state(store, held) == (RunState.HELD, Verdict.HELD)


@pytest.mark.parametrize("step", ["approve", "reject"])
def test_what_somebody_else_decided_meanwhile_is_said(store, signed_in, held, step):
    browser = signed_in("operator")
    browser.get(f"/runs/{held}")
    approve(store, held, WHO)
    assert browser.post(f"/runs/{held}/{step}", {"reason": "wrong phones"}).status_code == 409
    assert f"Run {held} is passed" in browser.page
    assert "so there is nothing to decide." in browser.page
    assert decisions(store) == []


def test_a_decision_sent_twice_is_made_once(store, signed_in, held):
    browser = signed_in("operator")
    browser.get(f"/runs/{held}")
    sent = browser.fields()
    for _ in range(2):
        response = browser.post(f"/runs/{held}/approve", {"reason": "seen"}, fields=sent)
        assert (response.status_code, response.location) == (303, f"/runs/{held}")
    assert len(decisions(store)) == 1


def test_long_lists_of_changes_have_pages(store, signed_in):
    register(store, definition(minimum_listings=1))
    number = run_of(store, directory(120))
    browser = signed_in("operator")
    assert "Added: 1 to 50 of 120" in text_of(browser, f"/runs/{number}")
    assert f'href="/runs/{number}?kind=added&amp;start=50#changes"' in browser.page
    assert "Added: 101 to 120 of 120" in text_of(browser, f"/runs/{number}?kind=added&start=100")
    assert "Next 50" not in browser.page


@pytest.mark.parametrize("role", ["viewer", "operator"])
def test_a_run_that_read_nothing_says_so(store, signed_in, held, role):
    with store.write() as connection:
        number = queue_run(connection, SOURCE)
        runs.start(connection, number, pid=1)
        runs.end(connection, number, verdict=Verdict.REJECTED, cause="why")
    text = text_of(signed_in(role), f"/runs/{number}")
    assert "Nothing of this run is staged: it read nothing, or newer runs took its place." in text
    assert (f"pinpoint replay {number}" in text) is (role == "operator")


def test_the_number_of_statements_does_not_grow_with_changes(store, signed_in, held):
    browser = signed_in("operator")
    few = statements(browser, f"/runs/{held}")
    many = run_of(store, directory(400), version="v3")
    assert statements(browser, f"/runs/{many}") <= few


@pytest.fixture
def running(store):
    """The number of a run under way."""
    register(store, definition())
    with store.write() as connection:
        number = queue_run(connection, SOURCE)
        runs.start(connection, number, pid=1)
    return number


def test_a_run_under_way_is_loaded_again_without_script_until_somebody_lets_it_stay(signed_in, running):
    browser = signed_in("viewer")
    assert browser.get(f"/runs/{running}").headers["Refresh"] == f"5; url=/runs/{running}?{REFRESHED}=1"
    assert "0 listings so far" in main_text(browser)
    assert "Refresh" not in browser.get(f"/runs/{running}?stays=1").headers


def test_a_run_that_ended_is_not_loaded_again(signed_in, held):
    assert "Refresh" not in signed_in("viewer").get(f"/runs/{held}").headers


def test_a_page_that_loads_itself_prolongs_no_session(store, signed_in, running, at):
    def seen():
        with store.read() as connection:
            return connection.execute(select(console_session.c.seen_at)).scalar()

    browser = signed_in("viewer")
    before = seen()
    at("12:20")
    assert browser.get(f"/runs/{running}?{REFRESHED}=1").status_code == 200
    assert seen() == before
    browser.get(f"/runs/{running}")
    assert seen() != before


def test_the_log_is_shown_a_part_at_a_time_the_newest_first(signed_in, held):
    write_log(held, [f"line {number}" for number in range(500)])
    browser = signed_in("operator")
    text = text_of(browser, f"/runs/{held}/log")
    assert "line 499" in text
    assert "line 300" in text
    assert "line 299" not in text
    older = re.search(r'href="(/runs/\d+/log\?before=\d+)"', browser.page)[1]
    text = text_of(browser, older)
    assert "line 299" in text
    assert "line 300" not in text
    newer = re.search(r'href="(/runs/\d+/log\?after=\d+)"', browser.page)[1]
    assert "line 300" in text_of(browser, newer)


def test_a_hostile_line_of_a_log_is_text(signed_in, held):
    write_log(held, ["<script>alert(1)</script>\u202e"])
    browser = signed_in("operator")
    assert "&lt;script&gt;" in browser.get(f"/runs/{held}/log").get_data(as_text=True)


def test_a_run_without_a_log_says_so(signed_in, held):
    assert "It has no log" in text_of(signed_in("operator"), f"/runs/{held}/log")


@pytest.mark.parametrize("path", ["/runs/99", "/runs/99/log", "/runs/x", "/runs/99999999999999999999"])
def test_an_unknown_run_is_not_found(signed_in, held, path):
    assert signed_in("operator").get(path).status_code == 404


@pytest.mark.parametrize("query", ["start=-1", "start=x", "start=9999999999999999999"])
def test_an_odd_part_of_a_list_is_refused(signed_in, held, query):
    assert signed_in("operator").get(f"/runs/{held}?{query}").status_code == 400


def test_a_form_for_a_run_that_is_not_there_is_not_found(signed_in, held):
    browser = signed_in("operator")
    browser.get(f"/runs/{held}")
    assert browser.post("/runs/99/approve", {"reason": "seen"}).status_code == 404


def write_log(number, events):
    path = log_path(Path(settings.current().home), number)
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(json.dumps({"level": "info", "event": one}) + "\n" for one in events), encoding="utf-8")


def test_the_source_has_its_runs_in_parts_that_lead_to_each(store, signed_in):
    register(store, definition())
    with store.write() as connection:
        for _ in range(25):
            number = queue_run(connection, SOURCE)
            runs.start(connection, number, pid=1)
            runs.end(connection, number, verdict=Verdict.REJECTED, cause="why")
    browser = signed_in("viewer")
    browser.get(f"/sources/{SOURCE}")
    assert re.findall(r'href="/runs/(\d+)"', browser.page) == [str(number) for number in range(25, 5, -1)]
    browser.get(f"/sources/{SOURCE}?before=6")
    assert re.findall(r'href="/runs/(\d+)"', browser.page) == ["5", "4", "3", "2", "1"]
    assert browser.client.get(f"/sources/{SOURCE}?before=x", base_url=BASE).status_code == 400
