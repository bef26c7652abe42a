"""A worker in a process of its own: asked to end in a long crawl, and on a disk that is full for a while."""

import json
import signal
import sqlite3
import subprocess
import time
from contextlib import closing

import pytest

from index.failure_text import NO_ROOM
from tests.line.command import Home
from tests.line.directory import SOURCE, directory
from tests.line.machine import machine

LISTINGS = 120
SCHEDULED = SOURCE.replace("delay_seconds: 1", "delay_seconds: 0") + "schedule: {every: P7D}\nbase_url: "
DEADLINE = 300


def wait_until(true, what):
    end = time.monotonic() + DEADLINE
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.1)


def source(path, text):
    (path / "sources").mkdir(parents=True, exist_ok=True)
    (path / "sources" / "invented.yml").write_text(text)


def events(log):
    """Return what a worker logged, line by line."""
    return [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]


def started(home, log):
    with log.open("ab") as output:
        return home.start("work", stdout=output, stderr=output, stdin=subprocess.DEVNULL)


def test_a_worker_that_is_asked_to_end_stops_its_crawl_and_the_next_start_goes_on_with_it(tmp_path):
    log = tmp_path / "worker.log"
    with directory(tmp_path, LISTINGS, "--pause=0.3") as running:
        home = Home(tmp_path / "home", more=running.allowed)
        source(home.path, SCHEDULED + running.url)
        with started(home, log) as worker:
            wait_until(lambda: running.count() > 20 or worker.poll() is not None, "the crawl did not begin")
            worker.send_signal(signal.SIGTERM)
            asked_then = running.count()
            assert worker.wait(timeout=DEADLINE) == 0, log.read_text()
        left = running.count()
        assert left - asked_then < LISTINGS / 2  # it did not read the rest
        (ended,) = [line for line in events(log) if line["event"] == "crawl ended"]
        (run,) = home.json("runs")
        assert (run["verdict"], run["causes"], ended["verdict"]) == ("abandoned", ["stopped"], "abandoned")
        assert json.loads((home.path / "worker.json").read_text())["ended_at"]
        home.run("work", "--once")
        newest = home.json("runs")[0]
        assert (newest["state"], newest["trigger"], newest["pages"]["reused"] > 0) == ("held", "schedule", True)
    with closing(sqlite3.connect(home.path / "store.db")) as store:
        staged = store.execute("SELECT count(*) FROM staged WHERE run = ?", (newest["run"],)).fetchone()
    assert staged == (LISTINGS,)


@pytest.fixture
def own_machine():
    with machine() as made:
        yield made


def test_a_worker_waits_out_a_full_disk_says_so_once_and_goes_on(tmp_path, own_machine):
    log = tmp_path / "worker.log"
    with directory(tmp_path, 20) as running:
        home = Home(tmp_path / "home", more=running.allowed)
        source(home.path, SCHEDULED + running.url)
        (home.path / "sources" / "invented.yml").rename(home.path / "invented.yml")
        home.run("sources", "list")
        own_machine.small_disk(home.path, 12000)
        with started(own_machine.home(home), log) as worker:
            alive = own_machine.files(home.path) / "worker.json"
            wait_until(lambda: alive.exists() or worker.poll() is not None, "the worker did not begin")
            own_machine.fill(home.path)
            own_machine.do("mv", home.path / "invented.yml", home.path / "sources")  # something to write
            wait_until(
                lambda: any(line["event"] == "the worker waits" for line in events(log)) or worker.poll() is not None,
                "nothing was said of the full disk",
            )
            time.sleep(3)  # further steps, which say nothing new
            assert worker.poll() is None, log.read_text()
            own_machine.make_room(home.path)
            wait_until(
                lambda: any(line["event"] == "crawl ended" for line in events(log)) or worker.poll() is not None,
                "the worker did not go on",
            )
            worker.terminate()
            assert worker.wait(timeout=DEADLINE) == 0, log.read_text()
    waited = [line["trouble"] for line in events(log) if line["event"] == "the worker waits"]
    assert len(waited) == len(set(waited))
    assert any(NO_ROOM in trouble for trouble in waited)
    (ended,) = [line for line in events(log) if line["event"] == "crawl ended"]
    assert ended["verdict"] == "held"
