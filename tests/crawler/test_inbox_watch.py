import threading

import pytest

from crawler.worker import inbox_watch
from crawler.worker.inbox_watch import watched_inbox
from crawler.worker.worker import Worker
from index import settings
from index.corrections.case_row import all_cases
from index.published.overlay import read_overlay
from tests.index.corrections.sent import fix, removal, send
from tests.index.publish import invented


@pytest.fixture
def store(store):
    invented.settle(store)
    return store


def taken(store):
    with store.read() as connection:
        return [one.number for one in all_cases(connection)]


def test_a_worker_that_works_once_takes_the_inbox(store):
    with store.write() as connection:
        connection.exec_driver_sql("UPDATE source SET enabled = 0")
    number = send(removal("person03"))
    Worker(store, settings.current()).work(once=True)
    assert taken(store) == [number]
    assert read_overlay(settings.current().generations).suppressed == {"person03"}


def test_what_comes_in_while_the_worker_is_busy_is_taken_in_the_meantime(store, monkeypatch):
    monkeypatch.setattr(inbox_watch, "SECONDS_BETWEEN_LOOKS", 0.01)
    done = threading.Event()
    take = inbox_watch.take

    def take_and_signal(*arguments):
        intake = take(*arguments)
        if intake.taken:
            done.set()
        return intake

    monkeypatch.setattr(inbox_watch, "take", take_and_signal)
    with watched_inbox(store, settings.current()):
        number = send(fix())
        assert done.wait(10)
        assert taken(store) == [number]


def test_what_came_in_at_the_last_moment_is_taken_before_the_worker_ends(store, monkeypatch):
    monkeypatch.setattr(inbox_watch, "SECONDS_BETWEEN_LOOKS", 60.0)
    with watched_inbox(store, settings.current()):
        number = send(fix())
    assert taken(store) == [number]


def test_trouble_with_the_inbox_stops_no_crawl(store, monkeypatch):
    def trouble(*_arguments):
        raise OSError("the disk is gone")

    monkeypatch.setattr(inbox_watch, "take", trouble)
    with watched_inbox(store, settings.current()):
        pass
