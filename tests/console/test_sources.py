"""Today and Sources: what they show, to whom, and that their statements do not grow with runs."""

import re
from datetime import timedelta

import pytest

from console import create_console_app
from console.pages import today
from index import clock, settings
from index.alerts.book import Alert, Book, write_book
from index.doctor.finding import NotWellError, Trouble, TroubleKind
from index.store.runs import run_judgments, runs
from index.store.runs.causes import Cause, FoundCause
from index.store.runs.runs import Verdict
from tests.console.conftest import Browser, add_user
from tests.console.statements import statements
from tests.store_rows import queue_run, register_source


def failing(_here):
    raise NotWellError(TroubleKind.SOURCE_FAILING, "a note with what a site wrote", subject="school")


def costly(_here):
    raise AssertionError("a page must not wait for this check")


@pytest.fixture
def browser(store):
    """A viewer before a console with one failing source, `school`, that has runs."""
    add_user(store, role="viewer")
    with store.write() as connection:
        register_source(connection, interval_seconds=86400)
        ended(connection, Verdict.PASSED, Verdict.REJECTED)
    checks = {"sources": failing, "store structure": costly}
    browser = Browser(create_console_app(settings.current(), store, checks=checks))
    browser.sign_in()
    return browser


def ended(connection, *verdicts, causes=()):
    for verdict in verdicts:
        number = queue_run(connection)
        runs.start(connection, number, pid=1)
        run_judgments.end_with_causes(connection, number, verdict=verdict, causes=causes)


def text_of(browser, path):
    response = browser.get(path)
    assert response.status_code == 200
    main = re.search(r"<main.*</main>", response.get_data(as_text=True), re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_today_lists_what_waits_with_minutes_and_command_and_leads_to_the_source(browser):
    text = text_of(browser, "/")
    assert "A source has not been read well. Source school" in text
    assert "20 minutes" in text
    assert "pinpoint" in text
    assert "a note with what a site wrote" not in text
    assert 'href="/sources/school"' in browser.page


def open_alert(subject, **more):
    now = clock.now()
    more = {"text": f"About {subject}.", "checks": ("published",), "sent_at": now} | more
    return Alert(kind="generation_damaged", subject=subject, since=now - timedelta(hours=1), seen_at=now, **more)


def test_today_lists_open_alerts_of_costly_checks_but_none_whose_trouble_is_over(browser):
    over = open_alert("over", gone_at=clock.now())
    write_book(settings.current(), Book(alerts=(open_alert("lasting"), over)))
    text = text_of(browser, "/")
    assert "Other open alerts About lasting. since 2026-11-23 11:00 UTC" in text
    assert "About over" not in text


def test_a_held_run_on_today_leads_to_the_run(store, browser):
    def held(_here):
        raise NotWellError.of([Trouble(kind=TroubleKind.RUN_HELD, subject="school", note="why", run=2)])

    today.connect(browser.client.application, {"sources": held})
    assert "A run waits for a decision. Source school; run 2. Look at run 2" in text_of(browser, "/")
    assert 'href="/runs/2"' in browser.page


def test_sources_lists_each_with_its_due_time(browser):
    text = text_of(browser, "/sources")
    assert "school enabled, last run rejected" in text
    assert "due 2026-11-24" in text


def test_sources_names_the_causes_of_the_last_run(store, browser):
    with store.write() as connection:
        gone = FoundCause(code=Cause.PAGE_GONE), FoundCause(code=Cause.ZERO_RESULTS)
        ended(connection, Verdict.REJECTED, causes=gone)
    assert "school enabled, last run rejected: page_gone, zero_results" in text_of(browser, "/sources")


def test_a_source_has_its_diagnosis_and_its_runs_the_newest_first(browser):
    text = text_of(browser, "/sources/school")
    assert "Rejected since 2026-11-23 12:00 UTC, 1 run in a row." in text
    assert text.index("Run 2 2026-11-23 12:00 UTC rejected") < text.index("Run 1 2026-11-23 12:00 UTC passed")


@pytest.mark.parametrize("path", ["/", "/sources", "/sources/school", "/runs/3"])
def test_a_viewer_sees_no_name_that_a_cause_quotes(store, browser, path):
    garbled = FoundCause(code=Cause.GARBLED_NAMES, measured=0.5, allowed=0.1, about="'Renée Testa'")
    with store.write() as connection:
        ended(connection, Verdict.REJECTED, causes=(garbled,))
        assert "Testa" not in runs.get(connection, 3).cause
    text_of(browser, path)
    assert "Testa" not in browser.page
    add_user(store, name="jo.testing", role="operator")
    browser.sign_in("jo.testing")
    assert ("Testa" in text_of(browser, path)) is path.endswith(("school", "3"))


def test_an_unknown_source_is_not_found(browser):
    assert browser.get("/sources/nobody").status_code == 404


@pytest.mark.parametrize("path", ["/", "/sources", "/sources/school"])
def test_the_number_of_statements_does_not_grow_with_sources_and_runs(store, browser, path):
    few = statements(browser, path)
    with store.write() as connection:
        for number in range(20):
            register_source(connection, f"school{number}", interval_seconds=86400)
            queue_run(connection, f"school{number}")
        ended(connection, *[Verdict.PASSED, Verdict.BLOCKED] * 15)
    assert statements(browser, path) <= few
