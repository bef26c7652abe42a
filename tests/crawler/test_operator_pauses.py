"""What operators ask of a schedule: pause, resume, skip one run, run now. Each is recorded with who and why."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from crawler.runs.lease import hold_lease
from crawler.worker.run_requests import NoWorkerError, RunRefusedError, request_run
from crawler.worker.source_status import all_statuses
from index import clock, settings
from index.store import sources
from index.store.freeze import FrozenError, freeze
from index.store.runs import runs
from index.store.runs.runs import RunActiveError, RunState, Verdict
from index.store.schema import audit
from index.worker_tick import WorkerState, write_state
from pinpoint import cli

SOURCE = """id: school
name: An invented school
publisher: Us
url: https://school.test/
platform: wp_store_locator
kind: school
coverage: Nobody
terms: {{note: invented}}
robots_note: invented
gates: {{minimum_listings: 1}}
enabled_by_default: true
schedule: {{every: {every}, jitter: 0{more}}}
"""


def write_source(home, every="7d", more=""):
    (home / "sources").mkdir(parents=True, exist_ok=True)
    (home / "sources" / "school.yml").write_text(SOURCE.format(every=every, more=more))


@pytest.fixture
def store(store, home):
    write_source(home)
    said("sources", "list")
    return store


def called(*arguments):
    return CliRunner().invoke(cli, [*map(str, arguments)])


def said(*arguments):
    result = called(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout.strip()


def refused(*arguments):
    result = called(*arguments)
    assert result.exit_code != 0
    return str(result.exception) if isinstance(result.exception, RuntimeError | ValueError) else result.output.strip()


def status(store):
    with store.read() as connection:
        (found,) = all_statuses(connection, only="school")
    return found


def recorded(store):
    with store.read() as connection:
        rows = connection.execute(select(audit.c.who, audit.c.action, audit.c.subject, audit.c.note))
        return [tuple(row) for row in rows]


def later(monkeypatch, **span):
    monkeypatch.setenv("PINPOINT_NOW", (clock.now() + timedelta(**span)).isoformat())


def read(store, verdict=Verdict.PASSED):
    with store.write() as connection:
        number = runs.queue(connection, runs.RunRequest(source="school", trigger="schedule", arguments={}))
        runs.end(connection, number, verdict=verdict)
    return number


def test_a_paused_source_is_due_again_on_its_day(store):
    assert said("sources", "pause", "school", "--reason", "They move", "--until", "2026-12-01", "--who", "Jo") == (
        "school is paused until 2026-12-01 00:00 UTC"
    )
    paused = status(store)
    assert (paused.due, paused.next_due) == ("paused", datetime(2026, 12, 1, tzinfo=UTC))
    assert paused.why == "paused by Jo since 2026-11-23 12:00 UTC, until 2026-12-01 00:00 UTC: They move"
    assert recorded(store) == [("Jo", "source/pause", "school", "until 2026-12-01 00:00 UTC: They move")]


def test_a_pause_outlives_a_change_of_the_file_and_ends_by_hand(store, home):
    said("sources", "pause", "school", "--reason", "Their wish", "--who", "Jo")
    write_source(home, every="1d")
    listed = {one["id"]: one for one in json.loads(said("sources", "list", "--json"))}["school"]
    assert (listed["due"], listed["next_due"]) == ("paused", None)
    assert listed["pause"] == {
        "since": "2026-11-23T12:00:00+00:00",
        "until": None,
        "who": "Jo",
        "reason": "Their wish",
    }
    assert json.loads(said("sources", "resume", "school", "--who", "Mo", "--json")) == {
        "source": "school",
        "pause": None,
    }
    assert status(store).due == "scheduled"
    assert recorded(store)[-1] == ("Mo", "source/resume", "school", "")
    assert refused("sources", "resume", "school").startswith("nobody has paused school")


def test_a_pause_needs_a_reason_and_an_end_to_come(store):
    assert refused("sources", "pause", "school", "--reason", " ").startswith("write who decides")
    assert refused("sources", "pause", "school", "--reason", "x", "--until", "2026-11-23") == (
        "2026-11-23 has begun, so the pause would be over; write a later day"
    )
    assert recorded(store) == []


def test_a_crawl_by_hand_respects_the_pause(store):
    said("sources", "pause", "school", "--reason", "Their wish", "--who", "Jo")
    assert "school is paused by Jo since" in refused("crawl", "school")
    assert "--force crawls anyway" in refused("crawl", "school")


def test_only_one_run_is_skipped(store, monkeypatch):
    read(store)
    later(monkeypatch, days=1)
    assert said("sources", "skip", "school", "--reason", "A holiday", "--who", "Jo") == (
        "the run of school of 2026-11-30 12:00 UTC is skipped; the next one is due 2026-12-07 12:00 UTC"
    )
    assert status(store).next_due == datetime(2026, 12, 7, 12, tzinfo=UTC)
    assert recorded(store)[-1] == ("Jo", "source/skip", "school", "the run of 2026-11-30 12:00 UTC: A holiday")
    later(monkeypatch, days=13)
    read(store)
    assert status(store).next_due == datetime(2026, 12, 14, 12, tzinfo=UTC)


def test_what_is_not_due_cannot_be_skipped(store):
    with store.write() as connection:
        sources.disable(connection, "school", who="us", note="")
    assert refused("sources", "skip", "school", "--reason", "x").startswith("no run of school is due by itself")


@pytest.fixture
def worker(home, store):
    """The lease and the sign of life of a running worker."""
    with hold_lease(home, "worker"):
        write_state(home, WorkerState(pid=1, started_at=clock.now(), ticked_at=clock.now()))
        yield


def test_a_run_now_is_queued_for_the_worker(store, worker):
    assert json.loads(said("sources", "run-now", "school", "--reason", "They asked", "--who", "Jo", "--json")) == {
        "source": "school",
        "run": 1,
    }
    with store.read() as connection:
        run = runs.get(connection, 1)
    assert (run.state, run.trigger, run.requested_by, run.claimed_by) == (RunState.QUEUED, "run_now", "Jo", "")
    assert recorded(store) == [("Jo", "source/run-now", "school", "run 1: They asked")]
    with pytest.raises(RunActiveError):
        request_run(store, settings.current(), "school", who="Jo")


def test_without_a_living_worker_nothing_is_queued(store, home, monkeypatch):
    assert refused("sources", "run-now", "school").startswith("no worker is running, so nothing would take it up")
    with hold_lease(home, "worker"), pytest.raises(NoWorkerError, match="does not answer"):
        request_run(store, settings.current(), "school", who="Jo")
    assert recorded(store) == []


def test_a_run_now_is_refused_with_what_is_in_the_way(store, worker, home):
    def why():
        with pytest.raises(RunRefusedError) as refusal:
            request_run(store, settings.current(), "school", who="Jo")
        return str(refusal.value)

    write_source(home, more=", quiet: '10:00-14:00'")
    said("sources", "list")
    assert why() == "school has quiet hours now; the worker may read it again from 2026-11-23 14:00 UTC on"
    with store.write() as connection:
        sources.pause(connection, "school", until=clock.now() + timedelta(hours=1))
    assert why() == "school asked us to stay away until 2026-11-23 13:00 UTC; it is read after that"
    said("sources", "pause", "school", "--reason", "Their wish", "--who", "Jo")
    assert why().startswith("school is paused by Jo since 2026-11-23 12:00 UTC, until `pinpoint sources resume school`")
    with store.write() as connection:
        sources.disable(connection, "school", who="us", note="")
    assert why().startswith("school is disabled")
    with store.write() as connection:
        freeze(connection, who="Jo", reason="moving")
    with pytest.raises(FrozenError):
        request_run(store, settings.current(), "school", who="Jo")
    assert called("sources", "run-now", "school").exit_code == 3


def test_a_schedule_that_can_never_run_is_refused_by_the_check(store, home):
    write_source(home, more=", quiet: '00:00-24:00'")
    output = called("sources", "check", "school").output
    assert "schedule.quiet: cover the whole day, so no run could ever start; leave some hours out" in output
