"""Crawls and a replay that people ask for while a worker runs: each is carried by the process of whoever asked."""

import subprocess
import time
from contextlib import contextmanager

from tests.line.command import TOMORROW, Home
from tests.line.directory import SOURCE, directory

QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
WAITING = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
BY_HAND = ["accepted", "looked_at", "sample", "dry", "second"]
LISTINGS = 12


def write_source(home, name):
    text = SOURCE.replace("id: invented", f"id: {name}")
    home.path.joinpath("sources").mkdir(parents=True, exist_ok=True)
    home.path.joinpath("sources", f"{name}.yml").write_text(text)


@contextmanager
def worker(home):
    with home.start("work", **QUIET) as running:
        end = time.monotonic() + 60
        while not (home.path / "worker.json").exists() and not (home.path / "leases" / "worker.lock").exists():
            assert time.monotonic() < end, "the worker did not begin"
            time.sleep(0.2)
        try:
            yield running
        finally:
            running.terminate()
            assert running.wait(timeout=120) == 0


def test_five_crawls_and_a_replay_during_a_running_worker_end_with_their_own_verdicts(tmp_path):
    with directory(tmp_path, LISTINGS) as running:
        home = Home(tmp_path / "home", more=running.allowed)
        for name in [*BY_HAND, "replayed"]:
            write_source(home, name)
        at = ("-a", f"base_url={running.url}")
        home.run("crawl", "replayed", "--accept", *at)
        tomorrow = Home(home.path, now=TOMORROW, more=running.allowed)
        with worker(tomorrow):
            more = {
                "accepted": ["--accept"],
                "looked_at": [],
                "sample": ["--sample", "5", "--accept"],
                "dry": ["--dry-run"],
                "second": ["--accept"],
            }
            asked = [tomorrow.start("crawl", name, *at, *more[name], "--json", **WAITING) for name in BY_HAND]
            asked.append(tomorrow.start("replay", "1", "--json", **WAITING))
            ended = [(one.communicate(timeout=300)[1], one.returncode) for one in asked]
    assert [code for _, code in ended] == [0, 3, 0, 3, 0, 0], "\n".join(printed for printed, _ in ended)
    (first, *others) = reversed(home.json("runs"))
    assert (first["source"], first["verdict"]) == ("replayed", "passed")
    printed = {run["source"]: run for run in others}
    assert len(others) == len(printed) == 6
    assert {name: run["verdict"] for name, run in printed.items()} == {
        "accepted": "passed",
        "looked_at": "held",
        "sample": "passed",
        "dry": "held",
        "second": "passed",
        "replayed": "passed",
    }
    assert printed["accepted"]["delta"]["added"] == printed["second"]["delta"]["added"] == LISTINGS
    assert printed["sample"]["partial"]
    assert 5 <= printed["sample"]["delta"]["added"] <= LISTINGS  # what was under way is read too
    assert printed["dry"]["dry_run"]
    assert (printed["dry"]["state"], printed["dry"]["delta"]) == ("ended", {})
    assert printed["looked_at"]["state"] == "held"
    assert printed["replayed"]["replay_of"] == first["run"]
