"""Marker words in every free field of a home are in no notice, whatever is wrong with the home."""

import os
from datetime import timedelta

import pytest
from sqlalchemy import insert

from commands.doctor import all_checks
from index import settings
from index.alerts.to_do import lines_of, to_do
from index.alerts.watch import Watch
from index.corrections.intake import take
from index.store import publication_holds, schema, sources
from index.store.runs import run_judgments, runs
from index.store.runs.causes import Cause, FoundCause
from index.store.runs.runs import Verdict
from index.worker_tick import StageOutcome, WorkerState, write_state
from tests.index.alerts.troubled import NOW, Recorder
from tests.index.corrections.sent import fix, removal, send
from tests.store_rows import queue_run, register_source

MARKER = "Zyxwvut"


@pytest.fixture
def marked(store, home):
    """A home in which everything is wrong and every free text has the marker."""
    text = f"{MARKER} says: {MARKER}@mail.example, (303) 555-0142"
    cause = FoundCause(code=Cause.CANNOT_BEGIN, about=text)
    with store.write() as connection:
        for source, verdicts in {
            "blocked": [Verdict.BLOCKED] * 2,
            "failing": [Verdict.REJECTED] * 2,
            "broken": [Verdict.REJECTED] * 3,
            "held": [Verdict.HELD],
        }.items():
            register_source(connection, source, interval_seconds=86_400, definition=f'{{"name": "{text}"}}')
            sources.enable(connection, source, reviewed_by=MARKER, note=text)
            for verdict in verdicts:
                run = queue_run(connection, source, requested_by=MARKER)
                connection.execute(insert(schema.problem).values(run=run, kind="row", location=text, detail=text))
                if verdict is Verdict.HELD:
                    runs.start(connection, run, pid=1)
                    runs.collect(connection, run, finish_reason=text, stats={text: text}, partial=False)
                    runs.hold(connection, run, cause=text)
                else:
                    code = Cause.CANNOT_BEGIN if source == "broken" else Cause.CHALLENGE_PAGE
                    causes = (FoundCause(code=code, about=text), cause)
                    run_judgments.end_with_causes(connection, run, verdict=verdict, causes=causes)
        publication_holds.hold(connection, [text])
    person = {"which": text, "text": text, "contact": text, "provider": ""}
    send(fix(**person), removal(**person))
    take(store, settings.current())
    send(fix(**person))
    os.utime(settings.current().inbox / "2026-11-23.jsonl", (NOW.timestamp(), NOW.timestamp()))
    (home / "sources").mkdir()
    (home / "sources" / f"{MARKER} {MARKER}.yml").write_text(f"name: {text}\n")
    stage = StageOutcome(ended_at=NOW, exit_code=1, failed=3, note=text)
    write_state(home, WorkerState(pid=1, started_at=NOW, ticked_at=NOW, stages={"publish": stage}))


def test_no_notice_and_no_list_of_today_has_a_word_of_them(marked, monkeypatch):
    monkeypatch.setenv("PINPOINT_NOW", (NOW + timedelta(days=8)).isoformat())
    settings.current.cache_clear()
    here, channel = settings.current(), Recorder()
    checks = all_checks(("crawler.worker.source_checks",))
    watch = Watch(here, checks, [channel])
    monkeypatch.setenv("PINPOINT_NOW", (NOW + timedelta(days=1)).isoformat())
    watch.look()
    monkeypatch.setenv("PINPOINT_NOW", (NOW + timedelta(days=9)).isoformat())
    outcome = watch.look()
    assert MARKER in str(outcome.findings)  # the operator at the machine is told by the notes of checks
    assert {str(one.event) for one in channel.sent} >= {"started", "still", "weekly"}
    assert {one.kind for one in outcome.book.open} >= {
        "source_blocked", "source_failing", "cannot_begin", "run_held", "publish_held", "worker_silent",
        "inbox_unread", "source_file",
    }  # fmt: skip
    assert MARKER not in str(channel.sent)
    assert "0142" not in str(channel.sent)
    assert MARKER not in (here.home / "alerts" / "book.json").read_text(encoding="utf-8")
    items = to_do(here, outcome.findings, ["file"])
    assert {one.kind for one in items} >= {"case_to_answer", "run_held"}
    assert MARKER not in str(items)
    assert MARKER not in "\n".join(lines_of(items))
