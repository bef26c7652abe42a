"""The worker's looks: they survive errors, beat while the main loop lives, and wait a minute after the start."""

import threading

import pytest

from crawler.worker import alert_watch
from crawler.worker.alert_watch import AlertLooks, watched_home
from index import settings
from index.alerts.notice import DeliveryError
from index.doctor.finding import NotWellError, TroubleKind
from tests.index.alerts.troubled import Recorder, trouble


@pytest.fixture
def sent(home, monkeypatch):
    monkeypatch.setenv("PINPOINT_ALERTS_WEEKLY", "")
    settings.current.cache_clear()
    recorder, beats = Recorder(), []
    monkeypatch.setattr(alert_watch, "channels", lambda _: (recorder,))
    monkeypatch.setattr(alert_watch, "beat", beats.append)
    recorder.beats = beats
    return recorder


def looks(check):
    return AlertLooks(settings.current(), {"sources": check})


def failing(kind):
    def check(_here):
        raise NotWellError.of([trouble(kind, "")])

    return check


def test_it_sends_and_beats(sent):
    one = looks(failing(TroubleKind.DISK_LOW))
    for _ in range(2):
        one.look(threading.Event())
    assert (sent.events, len(sent.beats)) == (["started"], 2)


def test_the_heartbeat_ends_with_the_main_loop(sent):
    looks(failing(TroubleKind.WORKER_SILENT)).look(threading.Event())
    assert (sent.events, sent.beats) == (["started"], [])


def test_a_heartbeat_that_fails_stops_no_look(sent, monkeypatch):
    def failing_beat(_here):
        raise DeliveryError("heartbeat: no answer")

    monkeypatch.setattr(alert_watch, "beat", failing_beat)
    looks(failing(TroubleKind.DISK_LOW)).look(threading.Event())
    assert sent.events == ["started"]


def test_nothing_is_looked_at_after_the_end_of_the_worker(sent):
    ended = threading.Event()
    ended.set()
    looks(failing(TroubleKind.DISK_LOW)).look(ended)
    assert sent.events == []


def test_the_thread_survives_a_look_that_fails_and_waits_before_the_first(sent, monkeypatch):
    done, tries = threading.Event(), []

    def look(_self, _ended):
        tries.append(1)
        if len(tries) == 3:
            done.set()
        raise KeyError("Avery")

    monkeypatch.setattr(AlertLooks, "look", look)
    with watched_home(settings.current(), {}):
        assert not tries
    monkeypatch.setattr(alert_watch, "SECONDS_BEFORE_FIRST", 0)
    monkeypatch.setattr(alert_watch, "SECONDS_BETWEEN_LOOKS", 0.01)
    tries.clear()
    with watched_home(settings.current(), {}):
        assert done.wait(30)
