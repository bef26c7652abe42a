"""What `sources list` says of each source: when it is due or why not, and how old its data is."""

import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import event, insert, select

from commands.sources import sources_group
from crawler.worker.source_status import Due, all_statuses, status_lines
from index import clock
from index.store import promotion, sources
from index.store.freeze import freeze
from index.store.runs import newest_runs, run_judgments, runs
from index.store.runs.causes import Cause, FoundCause
from index.store.runs.runs import RunState, Verdict
from index.store.schema import listing, run
from tests.builders import bare_listing
from tests.store_rows import listing_row, queue_run, register_source

WEEK = 7 * 86400
DAY = date(2026, 11, 20)


@pytest.fixture
def store(store):
    with store.write() as connection:
        register_source(connection, interval_seconds=WEEK, definition='{"schedule": {"jitter": 0}}')
    return store


def ended(store, verdict, source="school", cause=Cause.ZERO_RESULTS, **changes):
    with store.write() as connection:
        number = queue_run(connection, source, **changes)
        causes = () if verdict is Verdict.PASSED else (FoundCause(code=cause, about="there is no file"),)
        run_judgments.end_with_causes(connection, number, verdict=verdict, causes=causes)
    return number


def held(store):
    with store.write() as connection:
        number = queue_run(connection)
        runs.start(connection, number, pid=1)
        runs.collect(connection, number, finish_reason="finished", stats={}, partial=False)
        runs.hold(connection, number, cause="first run")
    return number


def status(store, source="school"):
    with store.read() as connection:
        (found,) = all_statuses(connection, only=source)
    return found


def lines(store):
    return list(status_lines(status(store)))


def later(monkeypatch, **span):
    monkeypatch.setenv("PINPOINT_NOW", (clock.now() + timedelta(**span)).isoformat())


def test_a_source_that_never_ran_is_due_now(store):
    assert lines(store) == ["due now", "never read well, 0 listings now"]


def test_the_next_due_time_and_the_age_of_the_data_are_shown(store, monkeypatch):
    ended(store, Verdict.PASSED)
    later(monkeypatch, days=3)
    ended(store, Verdict.REJECTED)
    with store.write() as connection:
        rows = [listing_row(bare_listing(f"school/{number}"), DAY, DAY) for number in range(3)]
        connection.execute(insert(listing), rows)
        connection.execute(insert(listing), listing_row(bare_listing("school/9"), DAY, DAY) | {"withdrawn_on": DAY})
        sources.keep_count(connection, "school", promotion.in_force(connection, "school"))
    assert lines(store) == ["due 2026-11-27 12:00 UTC", "read well 3 days ago (2026-11-23), 3 listings now"]
    assert status(store).as_dict() == {
        "due": "scheduled",
        "next_due": "2026-11-27T12:00:00+00:00",
        "why": "",
        "last_read_well": "2026-11-23T12:00:00+00:00",
        "age_days": 3,
        "held_run": None,
        "listings": 3,
        "pause": None,
        "skipped": None,
        "used_today": {"day": "2026-11-26", "requests": 0, "bytes": 0, "most_requests": None, "most_bytes": None},
    }


def test_a_held_run_is_named(store):
    number = held(store)
    assert lines(store)[1] == f"never read well, 0 listings now, run {number} waits for you"


def test_what_keeps_a_source_from_being_due_is_said(store):
    with store.write() as connection:
        sources.pause(connection, "school", until=clock.now() + timedelta(days=2))
    assert lines(store)[0] == "due 2026-11-25 12:00 UTC; the site asked us to stay away until 2026-11-25 12:00 UTC"
    with store.write() as connection:
        number = queue_run(connection)
    assert lines(store)[0] == f"is being read; run {number} is queued"
    with store.write() as connection:
        runs.end(connection, number, verdict=Verdict.PASSED)
    for _ in range(3):
        ended(store, Verdict.REJECTED, cause=Cause.CANNOT_BEGIN)
    assert lines(store)[0] == (
        "waits for you; the crawl could not begin: there is no file; tried 3 times, so it waits for you: mend it, "
        "then `pinpoint crawl school`"
    )
    with store.write() as connection:
        freeze(connection, who="Jo", reason="moving")
    assert lines(store)[0].startswith(
        "not due by itself; this home is frozen since 2026-11-23 12:00 UTC by Jo (moving)"
    )
    with store.write() as connection:
        sources.disable(connection, "school", who="us", note="")
    assert lines(store)[0] == "not due by itself; it is disabled"


def test_a_source_without_a_schedule_is_read_by_hand(store):
    with store.write() as connection:
        register_source(connection, "by_hand")
    assert status(store, "by_hand").due is Due.BY_HAND


def test_dry_runs_and_replays_are_no_reading(store):
    first = ended(store, Verdict.PASSED)
    ended(store, Verdict.PASSED, dry_run=True)
    ended(store, Verdict.PASSED, replay_of=first)
    assert status(store).read_well.id == first


def test_the_command_writes_the_same_as_json(store, monkeypatch):
    number = ended(store, Verdict.PASSED)
    (school,) = [one for one in printed_json("list") if one["id"] == "school"]
    assert (school["due"], school["last_run"]["run"], school["age_days"]) == ("scheduled", number, 0)
    assert printed_json("show", "school")["next_due"] == school["next_due"] == "2026-11-30T12:00:00+00:00"
    output = CliRunner().invoke(sources_group, ["list"]).output.splitlines()
    (at,) = [place for place, line in enumerate(output) if line.startswith("school ")]
    assert output[at + 1 : at + 3] == [
        f"{'':24} due 2026-11-30 12:00 UTC",
        f"{'':24} read well today (2026-11-23), 0 listings now",
    ]


def printed_json(*arguments):
    result = CliRunner().invoke(sources_group, [*arguments, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def fill(store, count, of_each):
    """Register sources with many runs each, of which every tenth passed."""
    with store.write() as connection:
        for number in range(count):
            register_source(connection, f"s{number:03}", interval_seconds=WEEK)
        rows = [
            {
                "source": f"s{number % count:03}",
                "trigger": "schedule",
                "state": RunState.ENDED,
                "queued_at": "2026-11-20T12:00:00+00:00",
                "ended_at": "2026-11-20T12:10:00+00:00",
                "verdict": Verdict.REJECTED if number // count % 10 else Verdict.PASSED,
            }
            for number in range(count * of_each)
        ]
        connection.execute(insert(run), rows)


def statements(store):
    """Return the statements that reading all statuses takes, and the statuses."""
    seen = []
    with store.read() as connection:
        event.listen(connection, "before_cursor_execute", lambda *arguments: seen.append(arguments[2]))
        found = list(all_statuses(connection))
    return seen, found


def test_the_number_of_statements_grows_with_neither_sources_nor_runs(store):
    fill(store, 2, 1)
    few, _ = statements(store)
    fill(store, 200, 100)
    many, found = statements(store)
    assert len(many) == len(few) == 7
    assert len(found) == 201


def test_the_newest_runs_of_each_source_are_found_by_index(store):
    fill(store, 3, 30)
    with store.read() as connection:
        found = newest_runs.last_ended(connection, limit=20)
        assert {source: len(ended) for source, ended in found.items()} == {"s000": 20, "s001": 20, "s002": 20}
        assert [one.id for one in found["s001"]] == sorted(
            connection.execute(select(run.c.id).where(run.c.source == "s001")).scalars(), reverse=True
        )[:20]
        texts = []
        event.listen(connection, "before_cursor_execute", lambda *arguments: texts.append(arguments[2:4]))
        newest_runs.last_ended(connection, limit=20)
        (statement, parameters) = texts[0]
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    assert any("run USING INDEX ix_run_counted (source=? AND id>?)" in step for step in plan), plan
    assert any("counted USING INDEX ix_run_counted (source=?)" in step for step in plan), plan
