"""`pinpoint watch` and `pinpoint today`: exit codes, JSON, and the heartbeat."""

import json

import pytest
from click.testing import CliRunner

from commands import today as today_command
from commands import watch as watch_command
from index import settings
from index.alerts.book import book_lock
from index.alerts.notice import DeliveryError
from index.store import open_store
from index.worker_tick import WorkerState, write_state
from pinpoint import cli
from tests.index.alerts.troubled import NOW, Recorder
from tests.store_rows import register_source


class Heart:
    """A heartbeat that counts, and that can be out of order."""

    def __init__(self):
        self.beats, self.works = 0, True

    def __call__(self, _here):
        if not self.works:
            raise DeliveryError("heartbeat: no answer from beat.test")
        self.beats += 1


@pytest.fixture
def recorder(home, monkeypatch):
    channel = Recorder("mail")
    monkeypatch.setattr(watch_command, "channels", lambda _: (channel,))
    monkeypatch.setattr(today_command, "channels", lambda _: (channel,))
    monkeypatch.setattr("index.alerts.to_do._rules", lambda _: [])
    return channel


@pytest.fixture
def heart(monkeypatch):
    heart = Heart()
    monkeypatch.setattr(watch_command, "beat", heart)
    return heart


@pytest.fixture
def no_worker(home):
    """A home with a schedule and no worker."""
    with open_store(settings.current().database_url) as store, store.write() as connection:
        register_source(connection, "aimt", interval_seconds=86_400)


def run(*words):
    settings.current.cache_clear()
    result = CliRunner().invoke(cli, words)
    return result.exit_code, result.stdout


def test_all_well_is_0_and_a_heartbeat(recorder, heart):
    assert run("watch") == (0, "all well\n")
    assert (heart.beats, recorder.events) == (1, [])


def test_a_dead_worker_is_1_and_an_alert_and_the_heartbeat_goes_on_as_it_was_delivered(recorder, heart, no_worker):
    for _ in range(2):
        code, shown = run("watch")
    assert code == 1
    assert "NOT WELL  worker       1 sources have a schedule, and the worker was never started" in shown
    assert "alert since 2026-11-23 12:00 UTC: The worker is not running or hangs" in shown
    assert (recorder.events, heart.beats) == (["started"], 2)
    write_state(settings.current().home, WorkerState(pid=1, started_at=NOW, ticked_at=NOW))
    code, shown = run("watch", "--json")
    said = json.loads(shown)
    assert (code, said["well"], said["channels"], said["undelivered"]) == (0, True, ["mail"], "")
    assert [one["kind"] for one in said["open"]] == ["worker_silent"]  # gone, and not long enough to have ended
    assert {one["check"] for one in said["checks"]} >= {"worker", "sources", "alerts", "clock", "store"}
    code, shown = run("watch")
    assert code == 0
    assert "nothing is read on schedule. It is over; that is sent when it stays so.\nall well\n" in shown


def test_an_alert_that_is_not_delivered_is_5_and_no_heartbeat(recorder, heart, no_worker):
    recorder.works = False
    code, _ = run("watch")
    assert (code, heart.beats) == (5, 0)


def test_a_heartbeat_that_is_not_delivered_is_5(recorder, heart):
    heart.works = False
    result = CliRunner().invoke(cli, ["watch"])
    assert (result.exit_code, "not delivered: heartbeat: no answer from beat.test" in result.stderr) == (5, True)


def test_without_a_channel_the_heartbeat_is_the_only_alert(recorder, heart, no_worker, monkeypatch):
    monkeypatch.setattr(watch_command, "channels", lambda _: ())
    assert (run("watch")[0], heart.beats) == (1, 0)
    write_state(settings.current().home, WorkerState(pid=1, started_at=NOW, ticked_at=NOW))
    assert (run("watch")[0], heart.beats) == (0, 1)


def test_while_the_worker_looks_it_only_looks_too(recorder, heart, no_worker, monkeypatch):
    monkeypatch.setattr(watch_command, "SECONDS_FOR_ANOTHER", 0)
    with book_lock(settings.current()):
        code, _ = run("watch")
    assert (code, recorder.events, heart.beats) == (1, [], 0)


def test_today_lists_what_waits_with_minutes(recorder, no_worker):
    code, shown = run("today")
    assert (code, shown.splitlines()) == (
        0,
        [
            " 10 min  The worker is not running or hangs; nothing is read on schedule.",
            "         pinpoint work",
            " 10 min in all",
        ],
    )
    code, shown = run("today", "--json")
    said = json.loads(shown)
    assert (code, said["at"], said["minutes"]) == (0, "2026-11-23T12:00:00+00:00", 10)
    assert [one["kind"] for one in said["items"]] == ["worker_silent"]


def test_today_says_that_no_channel_is_set_up(home, monkeypatch):
    monkeypatch.setattr("index.alerts.to_do._rules", lambda _: [])
    assert "No channel for alerts is set up: nobody is alerted." in run("today")[1]
