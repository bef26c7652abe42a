"""The worker deletes once a day what is too old, and repeats a round that could not be finished."""

import threading

import pytest

from crawler.worker import retention_watch
from crawler.worker.retention_watch import Retention, watched_retention
from index import settings
from index.retention.prune import PruneReport

DONE = PruneReport(logs=0, runs=0, run_rows=0, case_texts=1, inbox_files=0, refused=0, is_log_empty=True)
READ = PruneReport(logs=0, runs=0, run_rows=0, case_texts=1, inbox_files=0, refused=0, is_log_empty=False)


@pytest.fixture
def rounds(monkeypatch):
    reports, done = [DONE], []

    def prune(_store, _settings, *, stopped):
        done.append(stopped())
        return reports[min(len(done), len(reports)) - 1]

    monkeypatch.setattr(retention_watch, "prune", prune)
    return reports, done


def test_a_round_is_run_once_a_day(store, rounds, monkeypatch):
    retention, ended = Retention(store, settings.current()), threading.Event()
    for now in ("2026-11-23T12:00:00+00:00", "2026-11-23T23:00:00+00:00", "2026-11-24T00:00:00+00:00"):
        monkeypatch.setenv("PINPOINT_NOW", now)
        retention.prune_if_due(ended)
    assert rounds[1] == [False, False]


def test_a_round_that_could_not_empty_the_log_or_was_stopped_is_repeated(store, rounds):
    retention, ended = Retention(store, settings.current()), threading.Event()
    rounds[0][:] = [READ, DONE, DONE]
    retention.prune_if_due(ended)
    ended.set()
    retention.prune_if_due(ended)
    ended.clear()
    retention.prune_if_due(ended)
    retention.prune_if_due(ended)
    assert rounds[1] == [False, True, False]


def test_the_worker_runs_a_round_when_it_starts(store, rounds, monkeypatch):
    begun = threading.Event()
    monkeypatch.setattr(Retention, "prune_if_due", lambda *_: begun.set())
    with watched_retention(store, settings.current()):
        assert begun.wait(10)
