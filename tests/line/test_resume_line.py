"""SIGKILL of a real crawl at random moments: the run that takes it up ends where an undisturbed one does.

The site's own log says what was asked for again: at most what was under way. Small with a printed seed; 20 kills of
3,000 pages with --soak.
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter

import pytest

from crawler.runs.lease import is_held
from tests.line.command import Home
from tests.line.directory import SOURCE, directory

UNDER_WAY = 4  # concurrent_requests of the source
SEED = 20261123


@pytest.fixture(scope="module")
def size(soak):
    """(listings, kills)"""
    return (2940, 20) if soak else (280, 3)


def home_at(path, running):
    (path / "sources").mkdir(parents=True, exist_ok=True)
    (path / "sources" / "invented.yml").write_text(SOURCE)
    return Home(path, more=running.allowed)


def crawl(running):
    return ("crawl", "invented", "--accept", "-a", f"base_url={running.url}")


def listings(home):
    """Return all that is stored of each listing but the number of the run that added it: a killed run has one too."""
    with sqlite3.connect(home.path / "store.db") as store:
        store.row_factory = sqlite3.Row
        rows = store.execute("SELECT * FROM listing ORDER BY source, source_id").fetchall()
    store.close()
    return [{name: row[name] for name in row.keys() if name != "added_by"} for row in rows]  # noqa: SIM118  (a Row)


@pytest.fixture(scope="module")
def undisturbed(size, tmp_path_factory):
    """The listings of a crawl that nobody disturbed, and what it asked for."""
    folder = tmp_path_factory.mktemp("calm")
    with directory(folder, size[0]) as running:
        home = home_at(folder / "home", running)
        home.run(*crawl(running))
        return listings(home), running.asked()


def test_a_crawl_killed_at_random_moments_asks_again_only_for_what_was_under_way(size, undisturbed, tmp_path):
    calm, asked = undisturbed
    assert len(set(asked)) == len(asked)  # nothing is asked for twice when nothing happens
    seed = int(os.environ.get("PINPOINT_TEST_SEED", SEED))
    chance = random.Random(seed)
    moments = sorted(chance.sample(range(1, len(asked) * 9 // 10), size[1]))
    sys.stdout.write(f"seed {seed}: killed when the site has been asked {moments} times\n")
    with directory(tmp_path, size[0], "--pause=0.005") as running:
        home = home_at(tmp_path / "home", running)
        for number, moment in enumerate(moments, 1):
            kill_at(home, running, number, moment, chance.choice(["child", "parent", "both"]))
        home.run(*crawl(running))
        assert listings(home) == calm
        again = Counter(running.asked()) - Counter(asked)
        newest, *cut = home.json("runs", "--limit", str(size[1] + 1))
    assert set(running.asked()) == set(asked)
    assert again.total() <= UNDER_WAY * size[1], again
    assert max(again.values(), default=0) <= size[1]
    assert (newest["verdict"], len(cut)) == ("passed", size[1])
    assert {one["verdict"] for one in cut} <= {"abandoned", "rejected"}


def kill_at(home, running, number, moment, victim):
    """Start crawl `number` and kill child, parent or both once the site has been asked so often."""
    before = running.count()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with home.start(*crawl(running), **quiet) as parent:
        wait_until(lambda: running.count() >= max(moment, before + 1) or parent.poll() is not None)
        assert parent.poll() is None, f"crawl {number} ended before it was killed\n{home.logs()}"
        child = pid_of_run(home, number)
        if victim != "child":
            parent.send_signal(signal.SIGKILL)
        if victim != "parent":
            os.kill(child, signal.SIGKILL)
        parent.wait(60)
    wait_until(lambda: not is_held(home.path, number))


def pid_of_run(home, number):
    with sqlite3.connect(home.path / "store.db") as store:
        ((pid,),) = store.execute("SELECT pid FROM run WHERE id = ?", (number,)).fetchall()
    store.close()
    return pid


def wait_until(true, seconds=300):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)
