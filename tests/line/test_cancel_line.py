"""A crawl that somebody cancels ends soon, in good order, and lists nobody; a held one is approved by hand."""

import subprocess
import time

from crawler.runs.lease import is_held
from tests.line.command import TOMORROW, Home
from tests.line.directory import SOURCE, directory

QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}


def home_at(path, running, now):
    (path / "sources").mkdir(parents=True, exist_ok=True)
    (path / "sources" / "invented.yml").write_text(SOURCE)
    return Home(path, now=now, more=running.allowed)


def test_a_cancelled_crawl_ends_in_good_order_and_lists_nobody(tmp_path):
    with directory(tmp_path, 300, "--pause", "0.5") as running:
        home = home_at(tmp_path / "home", running, TOMORROW)
        with home.start("crawl", "invented", "--accept", "-a", f"base_url={running.url}", **QUIET) as crawl:
            end = time.monotonic() + 60
            while not (is_held(home.path, 1) and running.asked()):
                assert time.monotonic() < end, "the crawl did not begin"
                time.sleep(0.2)
            home.run("cancel", 1, "--who", "Jo", "--reason", "the wrong day")
            assert crawl.wait(timeout=90) == 4
    (run,) = home.json("runs")
    assert (run["verdict"], run["cause"], run["delta"]) == ("cancelled", "cancelled by Jo", {})
    assert not is_held(home.path, 1)
    home.publish()
    assert home.export() == []


def test_a_held_run_is_compared_approved_and_published(tmp_path):
    with directory(tmp_path, 30) as running:
        home = home_at(tmp_path / "home", running, TOMORROW)
        home.run("crawl", "invented", "-a", f"base_url={running.url}", code=3)
    assert home.json("diff", 1)["counts"] == {"added": 30, "changed": 0, "back": 0, "missing": 0}
    assert home.json("runs", "show", 1)["fill_rates"]["phone"] == 1.0
    assert home.json("approve", 1, "--reason", "as on the site", "--who", "Jo")["delta"]["added"] == 30
    home.publish()
    assert home.export()[0]["name"].startswith("Ada ")
    home.run("approve", 1, "--reason", "again", code=1)
