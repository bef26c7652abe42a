"""Who sees what of the audit log: a table over every kind of action, and no way round it."""

import ast
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from console.accounts.users import Role
from console.guard.audit_sight import SIGHTS, shown_lines
from index.store import audit
from index.store.audit import AuditFilter
from pinpoint import cli

ROOT = Path(__file__).parents[2]
HIDDEN = ("", "")
BOTH = ("subject", "note")
ACTIONS = {
    "source/enable": (BOTH, BOTH),
    "run/accept": (BOTH, BOTH),
    "publish/accept": (BOTH, BOTH),
    "generations/pin": (BOTH, BOTH),
    "launch/open": (BOTH, BOTH),
    "rules/sign": (BOTH, BOTH),
    "guide/sign": (BOTH, BOTH),
    "site/close": (BOTH, BOTH),
    "freeze": (BOTH, BOTH),
    "unfreeze": (BOTH, BOTH),
    "restore": (BOTH, BOTH),
    "resolve/shadow": (BOTH, BOTH),
    "delete case texts": (BOTH, BOTH),
    "user/role": (HIDDEN, BOTH),
    "console/sign in": (HIDDEN, BOTH),
    "review/same": (HIDDEN, BOTH),
    "take case": (HIDDEN, BOTH),
    "claim case": (HIDDEN, BOTH),
    "answer case": (HIDDEN, BOTH),
    "settle case, show again": (HIDDEN, BOTH),
    "correction accepted": (HIDDEN, BOTH),
    "suppress": (HIDDEN, BOTH),
    "lift suppression": (HIDDEN, BOTH),
    "leave out": (HIDDEN, BOTH),
    "reveal/case": (HIDDEN, BOTH),
    "reveal/contact": (HIDDEN, BOTH),
    "reveal/listing": (HIDDEN, BOTH),
    "reveal/audit": (HIDDEN, BOTH),
    "reveal/match": (HIDDEN, HIDDEN),
    "hide phone": (HIDDEN, ("", "note")),
    "check/confirmed": (HIDDEN, HIDDEN),
    "some new action": (HIDDEN, HIDDEN),
}
"""Action → what a viewer, and what an operator or admin sees of subject and note without a step."""


@pytest.fixture
def full(store):
    """A line of every kind."""
    with store.write() as connection:
        for action in ACTIONS:
            audit.record(connection, who="warren", action=action, subject="subject", note="note")


def seen(store, role, **wanted):
    with store.read() as connection:
        found = shown_lines(connection, AuditFilter(**{"who": "warren", **wanted}), role)
    return {one.action: (one.subject, one.note) for one in found}


@pytest.mark.parametrize("role", list(Role))
def test_each_role_sees_of_each_action_what_the_table_says(store, full, role):
    column = 0 if role is Role.VIEWER else 1
    assert seen(store, role) == {action: sight[column] for action, sight in ACTIONS.items()}


@pytest.mark.parametrize("role", list(Role))
def test_no_filter_finds_a_line_by_a_subject_that_needs_a_step(store, full, role):
    openly = {action for action, (_, operator) in ACTIONS.items() if operator == BOTH}
    assert set(seen(store, role, subject="subject")) == openly


def written_actions():
    """Beginnings of the actions that the program writes, as far as a keyword or a variable `action` names them."""
    for house in ("commands", "console", "crawler", "index"):
        for path in (ROOT / house).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.keyword) and node.arg == "action":
                    yield from beginnings(node.value)
                if isinstance(node, ast.Assign) and [getattr(one, "id", "") for one in node.targets] == ["action"]:
                    yield from beginnings(node.value)


def beginnings(value):
    if isinstance(value, ast.IfExp):
        yield from (*beginnings(value.body), *beginnings(value.orelse))
    elif isinstance(value, ast.JoinedStr):
        yield from beginnings(value.values[0])
    elif isinstance(value, ast.Constant) and value.value:
        yield value.value


def test_every_action_that_a_call_names_is_in_the_table():
    found = set(written_actions())
    assert {"check/", "source/enable", "hide ", "reveal/", "unfreeze"} <= found
    assert {one for one in found if not any(one.startswith(beginning) for beginning in SIGHTS)} == set()


def test_the_page_has_a_button_in_place_of_a_match_and_shows_it_by_a_recorded_step(store, full, signed_in):
    browser = signed_in()
    browser.get("/audit?action=check/")
    assert "<bdi>subject</bdi>" not in browser.page
    assert browser.page.count('value="audit"') == 1
    with store.read() as connection:
        (line,) = audit.lines(connection, AuditFilter(action="check/"))
    fields = {**browser.fields(), "kind": "audit", "subject": str(line.id), "back": "/audit?action=check/"}
    assert browser.post("/reveal", fields=fields).status_code == 200
    assert "check/confirmed" in browser.page
    assert ">subject<" in browser.page
    with store.read() as connection:
        newest = audit.lines(connection, AuditFilter(action="reveal/audit"), limit=1)[0]
    assert (newest.who, newest.subject) == ("operator", str(line.id))


@pytest.mark.parametrize("number", ["0", "x", "-1", "9" * 30, ""])
def test_a_line_that_is_not_there_is_not_found(store, signed_in, number):
    browser = signed_in()
    fields = {**browser.fields(), "kind": "audit", "subject": number}
    assert browser.post("/reveal", fields=fields).status_code == 404


def test_the_command_hides_the_same_unless_it_is_asked_to_reveal_which_is_recorded(store, full):
    run = lambda *more: CliRunner().invoke(cli, ["audit", "--action", "check/", *more])  # noqa: E731
    assert run().stdout.endswith("check/confirmed: (hidden; --reveal shows it)\n")
    (line,) = json.loads(run("--json").stdout)
    assert (line["subject"], line["note"], line["is_hidden"]) == ("", "", True)
    assert json.loads(run("--subject", "subject", "--json").stdout) == []
    (whole,) = json.loads(run("--subject", "subject", "--reveal", "--json").stdout)
    assert (whole["subject"], whole["note"], whole["is_hidden"]) == ("subject", "note", False)
    with store.read() as connection:
        recorded = audit.lines(connection, AuditFilter(action="reveal/audit"), limit=1)[0]
    assert (recorded.who, recorded.subject) == (audit.os_user(), str(line["id"]))
