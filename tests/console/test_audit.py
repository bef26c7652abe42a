"""The audit log on pages and on the command line: filtered, paged by key, one statement a page."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import event

from index.store import audit
from index.store.audit import AuditFilter
from pinpoint import cli


@pytest.fixture
def full(store, at):
    """120 lines: two of each minute, by two people."""
    with store.write() as connection:
        for number in range(120):
            at(f"10:{number // 2:02}")
            who, action = ("ida", "source/enable") if number % 2 else ("warren", "suppress")
            audit.record(connection, who=who, action=action, subject=f"subject{number}", note=f"note {number} <b>")
    at("12:00")


def subjects(page):
    return [part.split("<")[0] for part in page.split("<bdi>subject")[1:]]


def test_pages_go_back_line_by_line_without_a_gap(full, signed_in):
    browser = signed_in()
    browser.get("/audit?action=s")
    seen = subjects(browser.page)
    while 'href="/audit?action=s&amp;before=' in browser.page:
        older = browser.page.split('href="/audit?action=s&amp;before=')[1].split('"')[0]
        browser.get(f"/audit?action=s&before={older}")
        seen += subjects(browser.page)
    assert seen == [str(number) for number in range(119, -1, -1)]
    assert "&lt;b&gt;" in browser.page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("who=ida", 50),
        ("who=warren&action=source/", 0),
        ("subject=subject7", 1),
        ("action=sup%25", 0),
        ("who=%20ida%20", 50),
    ],
)
def test_it_is_filtered(full, signed_in, query, count):
    browser = signed_in()
    assert browser.get(f"/audit?{query}").status_code == 200
    assert len(subjects(browser.page)) == count


@pytest.mark.parametrize("before", ["x", "-1", "1;2", "", "9" * 30])
def test_a_place_that_is_none_is_refused(signed_in, before):
    assert signed_in().get(f"/audit?before={before}").status_code == 400


def test_a_page_takes_as_many_statements_with_120_lines_as_with_one(store, signed_in, full):
    browser = signed_in()
    counts = []
    for query in ("?subject=subject7", ""):
        statements = []
        listen = lambda *args, to=statements: to.append(args[2])  # noqa: E731
        event.listen(store.engine, "before_cursor_execute", listen)
        browser.get(f"/audit{query}")
        event.remove(store.engine, "before_cursor_execute", listen)
        counts.append(len([one for one in statements if "FROM audit" in one]))
    assert counts == [1, 1]


def test_a_line_has_who_the_user_of_the_console_and_of_the_system(store):
    with store.write() as connection, audit.in_console("ida"):
        audit.record(connection, who="Ida Marsh", action="source/pause", subject="school")
    with store.write() as connection:
        audit.record(connection, who="warren", action="source/pause", subject="school")
    with store.read() as connection:
        found = audit.lines(connection, AuditFilter(subject="school"))
    assert [(one.who, one.console_user, one.os_user) for one in found] == [
        ("warren", "", audit.os_user()),
        ("Ida Marsh", "ida", audit.os_user()),
    ]
    with store.read() as connection:
        assert [one.who for one in audit.lines(connection, AuditFilter(who="ida"))] == ["Ida Marsh"]


def test_no_variable_of_the_environment_changes_the_os_user(monkeypatch):
    before = audit.os_user()
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "somebody")
    assert audit.os_user() == before


def test_the_command_prints_the_same(full):
    done = CliRunner().invoke(cli, ["audit", "--who", "ida", "--limit", "2", "--json"])
    assert [(one["subject"], one["at"]) for one in json.loads(done.stdout)] == [
        ("subject119", "2026-11-23 10:59:00+00:00"),
        ("subject117", "2026-11-23 10:58:00+00:00"),
    ]
    text = CliRunner().invoke(cli, ["audit", "--subject", "subject4"]).stdout
    assert text == f"     5 2026-11-23 10:02 warren [{audit.os_user()}] suppress: subject4 note 4 <b>\n"
