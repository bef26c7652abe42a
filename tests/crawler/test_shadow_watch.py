"""The worker runs the shadow resolution when it is due, and nothing waits for it."""

import sys
import threading
import time

from sqlalchemy import insert

from crawler.worker import shadow_watch
from crawler.worker.shadow_watch import shadow_due, watched_identities
from index import clock
from index.settings import Settings
from index.store import audit
from index.store.schema import provider


def found(store, day):
    with store.write() as connection:
        connection.execute(insert(provider).values(id="aaaaaaaaaa", kind="person", created_on=day))


def at(monkeypatch, day):
    monkeypatch.setenv("PINPOINT_NOW", f"2026-11-{day}T12:00:00+00:00")


def test_it_is_due_a_week_after_the_first_provider_and_a_week_after_the_last_time(store, home, monkeypatch):
    weekly = Settings(home=home)
    assert not shadow_due(store, weekly)
    found(store, clock.today())
    assert not shadow_due(store, weekly)
    at(monkeypatch, 30)
    assert shadow_due(store, weekly)
    assert not shadow_due(store, Settings(home=home, shadow_days=0))
    with store.write() as connection:
        audit.record(connection, who="worker", action=audit.SHADOW, subject="2026-11-30")
    assert not shadow_due(store, weekly)


def test_what_is_under_way_ends_with_the_worker(store, home, monkeypatch, tmp_path):
    found(store, clock.today())
    at(monkeypatch, 30)
    started = tmp_path / "started"
    sleeps = f"open({str(started)!r}, 'w').close(); import time; time.sleep(300)"
    monkeypatch.setattr(shadow_watch, "COMMAND", (sys.executable, "-c", sleeps))
    with watched_identities(store, Settings(home=home)):
        while not started.exists():
            time.sleep(0.01)
    assert not [one for one in threading.enumerate() if one.name == "shadow"]


def test_trouble_with_it_stops_nobody(store, home, monkeypatch):
    found(store, clock.today())
    at(monkeypatch, 30)
    tried = threading.Event()
    monkeypatch.setattr(shadow_watch, "_resolve", lambda _ended: tried.set() or 1 / 0)
    with watched_identities(store, Settings(home=home)):
        assert tried.wait(10)
