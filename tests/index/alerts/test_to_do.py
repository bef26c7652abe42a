"""Today: what waits for a person, the most urgent first, with minutes and commands; numbers of cases, nothing more."""

import json
import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from index import settings
from index.alerts.to_do import lines_of, minutes_of, to_do
from index.corrections.intake import take
from index.corrections.settling import answer
from index.doctor.finding import Finding, TroubleKind
from index.records import StateRules
from index.resolve.clusters.tiers import Doubt
from index.resolve.review.doubts import write_doubts
from tests.index.alerts.troubled import NOW, trouble
from tests.index.corrections.sent import fix, removal, send
from tests.index.corrections.test_accepting import NEW_PHONE, accepted, taken
from tests.index.publish import invented


@pytest.fixture(autouse=True)
def no_rule_is_due(monkeypatch):
    monkeypatch.setattr("index.alerts.to_do.load_state_rules", lambda _: StateRules())


def now(monkeypatch, **later):
    monkeypatch.setenv("PINPOINT_NOW", (NOW + timedelta(**later)).isoformat())
    settings.current.cache_clear()


def items(*troubles, channels=("mail",)):
    return to_do(settings.current(), [Finding("sources", False, "", troubles=troubles)], channels)


def test_nothing_waits_in_a_new_home_with_a_channel(home):
    assert items() == []
    assert lines_of([]) == ["Nothing waits for a person."]


def test_without_a_channel_setting_one_up_is_something_to_do(home):
    (one,) = items(channels=())
    assert (one.kind, one.minutes, one.command) == ("channels_missing", 15, "docs/alerts.md, then pinpoint alerts test")


def test_troubles_come_by_urgency_and_once(home):
    low = trouble(TroubleKind.DISK_LOW, "")
    found = items(trouble(TroubleKind.RUN_HELD, "school", run=7), low, low)
    assert [(one.kind, one.minutes, one.command) for one in found] == [
        ("disk_low", 15, "pinpoint doctor"),
        ("run_held", 15, "pinpoint runs show 7"),
    ]
    assert minutes_of(found) == 30
    assert lines_of(found)[-3:] == [
        " 15 min  A run waits for a decision. Source school; run 7.",
        "         pinpoint runs show 7",
        " 30 min in all",
    ]


def test_cases_have_two_business_days_to_be_answered_and_ten_to_be_settled(store, monkeypatch):
    invented.settle(store)
    waiting, answered = removal("person03"), fix()
    send(waiting, answered)
    take(store, settings.current())
    answer(store, settings.current().generations, answered.number, "an operator", "called")
    found = items()
    assert [(one.kind, one.subject, one.due.isoformat(), one.command) for one in found] == [
        ("case_to_answer", waiting.number, "2026-11-25", f"pinpoint cases show {waiting.number}"),
        ("case_to_settle", answered.number, "2026-12-08", f"pinpoint cases show {answered.number}"),
    ]  # Thanksgiving is no business day
    now(monkeypatch, days=3)
    assert lines_of(items())[0] == (f" 10 min  Case {waiting.number} waits to be answered. Due 2026-11-25, OVERDUE.")
    held = trouble(TroubleKind.RUN_HELD, "school")
    assert [one.kind for one in items(held)] == ["case_to_answer", "case_to_settle", "run_held"]
    now(monkeypatch, days=0)
    assert next(one.kind for one in items(trouble(TroubleKind.STORE_DAMAGED, ""))) == "store_damaged"


def test_accepted_values_that_are_a_year_old(store, monkeypatch):
    invented.settle(store)
    number = taken(store, fix())
    accepted(store, number, phone=NEW_PHONE)
    assert items() == []
    now(monkeypatch, days=365)
    (one,) = items()
    assert (one.kind, one.subject, one.command) == ("correction_due", number, "pinpoint cases due")


def test_the_review_queue_is_last_and_takes_half_an_hour_at_most(store):
    invented.settle(store)
    pairs = [(("school", "p1"), ("school", f"p{number}")) for number in (2, 3)]
    with store.write() as connection:
        write_doubts(connection, [Doubt(1.0, left, right, "close_call") for left, right in pairs])
    (one,) = items()
    assert (one.kind, one.text, one.minutes) == (
        "review_queue",
        "Doubtful pairs of listings in the review queue: 2.",
        4,
    )


def test_state_rules_that_are_due_for_review(home, monkeypatch):
    monkeypatch.undo()
    monkeypatch.setenv("PINPOINT_HOME", str(home))
    from index.vocabulary.state_rules import load_state_rules

    shipped = load_state_rules(None)
    rules = [replace(rule, review_by=NOW.date() - timedelta(days=1)) for rule in list(shipped.by_key.values())[:2]]
    monkeypatch.setattr("index.alerts.to_do.load_state_rules", lambda _: StateRules.of(rules))
    now(monkeypatch, days=0)
    (one,) = items()
    states = ", ".join(sorted({rule.state for rule in rules}))
    assert (one.kind, one.text, one.minutes) == (
        "rules_due",
        f"State rules that are due for review: 2 ({states}).",
        30,
    )


def test_a_store_that_cannot_be_read_leaves_what_else_is_known(home, monkeypatch):
    def unreadable():
        error = sqlite3.DatabaseError("file is not a database")
        error.sqlite_errorcode = sqlite3.SQLITE_NOTADB
        raise error

    monkeypatch.setattr("index.alerts.to_do.store_of_home", unreadable)
    damaged = trouble(TroubleKind.STORE_DAMAGED, "")
    assert [one.kind for one in items(damaged)] == ["store_damaged"]


def test_its_json_has_the_same(home):
    (one,) = items(trouble(TroubleKind.RUN_HELD, "school", run=7, since=NOW))
    assert json.loads(json.dumps(one.as_dict())) == {
        "kind": "run_held",
        "subject": "school",
        "text": "A run waits for a decision. Source school; run 7.",
        "minutes": 15,
        "command": "pinpoint runs show 7",
        "since": "2026-11-23T12:00:00+00:00",
        "due": None,
        "run": 7,
    }
