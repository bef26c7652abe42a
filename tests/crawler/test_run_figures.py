"""Figures of runs: how long and how much, how far one is that is under way, and a source's trend."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import event

from commands.runs import runs_group
from crawler.gates.measuring import FIELDS, Measured
from crawler.runs.run_figures import RunCost, run_progress, span_in_words, trend
from crawler.runs.run_report import run_line
from index import clock
from index.store.runs import run_judgments, runs
from index.store.runs.causes import Cause, FoundCause
from index.store.runs.runs import Verdict
from tests.builders import listing
from tests.store_rows import queue_run, register_source, stage_listings

STATS = {"manners/requests_sent": 120, "manners/bytes_received": 3_140_000, "elapsed_time_seconds": 1205.7}


@pytest.fixture
def store(store):
    with store.write() as connection:
        register_source(connection)
    return store


def later(monkeypatch, **span):
    monkeypatch.setenv("PINPOINT_NOW", (clock.now() + timedelta(**span)).isoformat())


def begun(store, **changes):
    with store.write() as connection:
        number = queue_run(connection, **changes)
        runs.start(connection, number, pid=1)
    return number


def ended(store, count, *, verdict=Verdict.PASSED, stats=STATS, causes=(), partial=False):
    number = begun(store)
    measured = Measured(listings=count, filled={"phone": count // 2})
    with store.write() as connection:
        runs.collect(connection, number, finish_reason="finished", stats=stats, partial=partial)
        run_judgments.keep_judgment(connection, number, causes=causes, warnings=(), measured=measured.as_dict())
        runs.end(connection, number, verdict=verdict)
    return number


def row(store, number):
    with store.read() as connection:
        return runs.get(connection, number)


def progress(store, number):
    with store.read() as connection:
        return run_progress(connection, runs.get(connection, number), clock.now())


def stage(store, number, count):
    with store.write() as connection:
        stage_listings(connection, number, *(listing(f"school/{one}") for one in range(count)))


def test_a_run_says_how_long_its_crawl_took_and_what_it_cost(store):
    number = ended(store, 10)
    line = run_line(row(store, number))
    assert line == "run 1     school                   passed: [2026-11-23 12:00 UTC, 20 min, 120 requests, 3.1 MB]"


def test_the_time_that_a_held_run_waited_for_a_person_is_no_time_of_its_crawl(store, monkeypatch):
    number = begun(store)
    with store.write() as connection:
        runs.collect(connection, number, finish_reason="finished", stats=STATS, partial=False)
        runs.hold(connection, number, cause="first run")
    later(monkeypatch, days=3)
    with store.write() as connection:
        runs.end(connection, number, verdict=Verdict.PASSED)
    assert RunCost.of(row(store, number), clock.now()) == RunCost(seconds=1205, requests=120, bytes=3_140_000)


def test_runs_from_before_requests_were_counted_have_the_crawler_s_own_counts(store, monkeypatch):
    old = {"downloader/request_count": 7, "downloader/response_bytes": 900}
    assert RunCost.of(row(store, ended(store, 1, stats=old)), clock.now()) == RunCost(seconds=0, requests=7, bytes=900)
    queued = queue(store)
    assert RunCost.of(queued, clock.now()) == RunCost(seconds=None, requests=None, bytes=None)
    assert run_line(queued).endswith("queued")


def queue(store):
    with store.write() as connection:
        return runs.get(connection, queue_run(connection))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (59, "59 s"), (60, "1 min"), (3599, "59 min"), (3600, "1 h 0 min"), (11100, "3 h 5 min")],
)
def test_a_length_of_time_is_said_in_its_units(seconds, words):
    assert span_in_words(seconds) == words


def test_a_running_crawl_is_measured_by_the_last_good_run_and_says_that_it_is_an_estimate(store, monkeypatch):
    ended(store, 8)
    ended(store, 80, partial=True)
    number = begun(store)
    stage(store, number, 2)
    later(monkeypatch, minutes=10)
    found = progress(store, number)
    assert (found.listings, found.share, found.is_estimate, found.seconds_left) == (2, 0.25, True, 1800)
    assert found.in_words() == "2 listings so far, 25% (estimated from the last good run), about 30 min left"
    stage(store, number, 12)
    assert progress(store, number).share == 0.99


def test_a_crawl_of_a_file_knows_its_share(store, monkeypatch):
    ended(store, 8)
    number = begun(store)
    with store.write() as connection:
        mark = {"path": "/file", "size": 400, "changed": 1, "position": 100, "line": 7}
        runs.mark_file(connection, number, json.dumps(mark))
    later(monkeypatch, minutes=1)
    found = progress(store, number)
    assert (found.share, found.is_estimate, found.seconds_left) == (0.25, False, 180)


def test_without_anything_to_compare_only_the_count_is_known(store):
    number = begun(store)
    stage(store, number, 3)
    found = progress(store, number)
    assert (found.share, found.seconds_left, found.in_words()) == (None, None, "3 listings so far")
    with store.write() as connection:
        runs.end(connection, number, verdict=Verdict.CANCELLED)
    assert progress(store, number) is None
    ended(store, 8)
    part = begun(store, arguments={"states": "CO"})
    assert progress(store, part).share is None
    with store.write() as connection:
        runs.end(connection, part, verdict=Verdict.CANCELLED)
    sample = begun(store, sample=4)
    stage(store, sample, 1)
    assert progress(store, sample).share == 0.25


def test_the_trend_of_a_source_has_its_newest_runs_oldest_first(store):
    ended(store, 4)
    ended(store, 10)
    failed = FoundCause(code=Cause.ZERO_RESULTS, measured=0)
    ended(store, 0, verdict=Verdict.REJECTED, causes=(failed,), stats={})
    found = printed_json("trend", "school", "--limit", "2")
    assert [(one["run"], one["verdict"], one["listings"], one["causes"]) for one in found] == [
        (2, "passed", 10, []),
        (3, "rejected", 0, ["zero_results"]),
    ]
    assert (found[0]["fill_rates"]["phone"], found[0]["seconds"], found[0]["requests"]) == (0.5, 1205, 120)
    assert set(found[0]["fill_rates"]) == set(FIELDS)
    assert found[1]["fill_rates"] == {}
    lines = CliRunner().invoke(runs_group, ["trend", "school"]).output.splitlines()
    assert lines == [
        "run 1     2026-11-23 12:00 passed: 4 listings, 20 min, 120 requests, 3.1 MB",
        "run 2     2026-11-23 12:00 passed: 10 listings, 20 min, 120 requests, 3.1 MB",
        "run 3     2026-11-23 12:00 rejected: 0 listings, 0 s, zero_results",
        "  field    phone                 50.0%  50.0%      -",
    ]


def test_a_trend_takes_the_same_statements_however_many_runs_it_has(store):
    for _ in range(12):
        ended(store, 4)
    seen = []
    with store.read() as connection:
        event.listen(connection, "before_cursor_execute", lambda *arguments: seen.append(arguments[2]))
        assert len(trend(connection, "school", limit=12)) == 12
    assert len(seen) == 2


def test_a_run_under_way_is_shown_with_how_far_it_is(store, monkeypatch):
    ended(store, 4)
    number = begun(store)
    stage(store, number, 1)
    later(monkeypatch, minutes=2)
    output = CliRunner().invoke(runs_group, ["show", str(number)]).output
    assert "  reading  1 listings so far, 25% (estimated from the last good run), about 6 min left" in output
    shown = printed_json("show", str(number))
    assert shown["progress"] == {"listings": 1, "share": 0.25, "is_estimate": True, "seconds_left": 360}
    assert (shown["seconds"], shown["requests"]) == (120, None)


def printed_json(*arguments):
    result = CliRunner().invoke(runs_group, [*arguments, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)
