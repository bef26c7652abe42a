"""Steps on a source: pause, resume, skip and run now, each recorded, or refused with a sentence."""

import pytest
from sqlalchemy import select

from crawler.runs.lease import hold_lease
from index import clock, settings
from index.store.freeze import freeze
from index.store.runs import runs
from index.store.schema import audit
from index.worker_tick import WorkerState, write_state
from tests.crawler.gates.directory import SOURCE, definition
from tests.store_rows import register_source

PAGE = f"/sources/{SOURCE}"


@pytest.fixture
def browser(store, signed_in):
    """An operator at the page of a source that is due every day."""
    with store.write() as connection:
        described = definition().model_dump_json()
        register_source(connection, SOURCE, definition=described, interval_seconds=86400)
    one = signed_in("operator")
    one.get(PAGE)
    return one


@pytest.fixture
def worker():
    """A worker that is alive."""
    home = settings.current().home
    with hold_lease(home, "worker"):
        now = clock.now()
        write_state(home, WorkerState(pid=1, started_at=now, ticked_at=now))
        yield


def done(store):
    with store.read() as connection:
        return [
            (row.action, row.subject, row.note, row.console_user)
            for row in connection.execute(select(audit))
            if row.action.startswith("source/") and row.who == "operator"
        ]


def test_a_pause_has_its_reason_and_end_and_can_be_resumed(store, browser):
    response = browser.post(f"{PAGE}/pause", {"reason": "they asked", "until": "2026-12-31"})
    assert (response.status_code, response.location) == (303, PAGE)
    browser.get(PAGE)
    assert "paused by operator since 2026-11-23 12:00 UTC, until 2026-12-31 00:00 UTC: they asked" in browser.page
    assert browser.post(f"{PAGE}/resume").status_code == 303
    assert done(store) == [
        ("source/pause", SOURCE, "until 2026-12-31 00:00 UTC: they asked", "operator"),
        ("source/resume", SOURCE, "", "operator"),
    ]


@pytest.mark.parametrize(
    ("step", "form", "code", "sentence"),
    [
        ("pause", {"reason": " "}, 422, "Write why; it is recorded."),
        ("pause", {"reason": "x", "until": "tomorrow"}, 422, "Write the day as 2026-12-31, or leave it empty."),
        ("pause", {"reason": "x", "until": "2026-11-01"}, 422, "so the pause would be over; write a later day."),
        ("skip", {"reason": ""}, 422, "Write why; it is recorded."),
        ("resume", {}, 409, f"Nobody has paused {SOURCE}"),
        ("run-now", {}, 409, "No worker is running"),
    ],
)
def test_a_step_that_cannot_be_taken_says_why_and_changes_nothing(store, browser, step, form, code, sentence):
    assert browser.post(f"{PAGE}/{step}", form).status_code == code
    assert sentence in browser.page
    assert done(store) == []


def test_a_reason_is_recorded_in_one_line_without_what_moves_a_terminal(store, browser):
    browser.get(PAGE)
    assert browser.post(f"{PAGE}/pause", {"reason": '\x1b[2J the\r\nsite\'s \u202e\x00 "list"'}).status_code == 303
    with store.read() as connection:
        assert 'the site\'s "list"' in connection.execute(select(audit.c.note).order_by(audit.c.id.desc())).scalar()
    for path in (PAGE, "/sources", "/audit"):
        browser.get(path)
        assert not {"\x1b", "\x00", "\u202e"} & set(browser.page)


@pytest.mark.parametrize("reason", ["\x00", "\x1b\u202e", "\u200b"])
def test_a_reason_that_nobody_could_read_is_none(browser, reason):
    browser.get(PAGE)
    assert browser.post(f"{PAGE}/pause", {"reason": reason}).status_code == 422


def test_skipping_names_the_run_that_is_left_out(store, browser):
    assert browser.post(f"{PAGE}/skip", {"reason": "the site is closed that day"}).status_code == 303
    (line,) = done(store)
    assert line == (
        "source/skip",
        SOURCE,
        "the run of 2026-11-23 12:00 UTC: the site is closed that day",
        "operator",
    )


def test_run_now_queues_a_run_and_leads_to_it(store, browser, worker):
    response = browser.post(f"{PAGE}/run-now", {"reason": "corrected"})
    assert (response.status_code, response.location) == (303, "/runs/1")
    with store.read() as connection:
        assert runs.get(connection, 1).requested_by == "operator"
    assert done(store) == [("source/run-now", SOURCE, "run 1: corrected", "operator")]
    browser.get(PAGE)
    assert browser.post(f"{PAGE}/run-now").status_code == 409
    assert "already has a run under way" in browser.page


def test_a_frozen_home_begins_no_run(store, browser, worker):
    with store.write() as connection:
        freeze(connection, who="Jo", reason="moving")
    assert browser.post(f"{PAGE}/run-now").status_code == 409
    assert "unfreeze" in browser.page


def test_nobody_takes_a_step_on_a_source_that_is_not_there(browser):
    for step, form in (("pause", {"reason": "x"}), ("resume", {}), ("skip", {"reason": "x"})):
        assert browser.post(f"/sources/nobody/{step}", form).status_code == 404
        browser.get(PAGE)


def test_a_viewer_has_no_steps(signed_in, browser):
    viewer = signed_in("viewer")
    viewer.get(PAGE)
    assert "<h2>Steps</h2>" not in viewer.page
