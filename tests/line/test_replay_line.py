"""A replay of a real crawl: byte-equal for unchanged code, differences reported for changed, and no socket opened."""

import sqlite3

import pytest

from tests.line.command import Home
from tests.line.directory import SOURCE, directory

LATER = "2026-12-01T09:00:00+00:00"
LISTINGS = 120
NO_SOCKETS = """
import os, sys
from pathlib import Path

def _watch(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.gethostbyname"}:
        with Path(os.environ["SOCKETS"]).open("a") as told:
            told.write(f"{sys.argv} {event} {arguments[1:]}\\n")

sys.addaudithook(_watch)
"""


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """A home with one whole crawl of a directory that compresses its pages and has gone since."""
    folder = tmp_path_factory.mktemp("replayed")
    home = folder / "home"
    (home / "sources").mkdir(parents=True)
    (home / "sources" / "invented.yml").write_text(SOURCE)
    with directory(folder, LISTINGS, "--gzip", "--odd") as running:
        Home(home, more=running.allowed).run("crawl", "invented", "--accept", "-a", f"base_url={running.url}")
    (folder / "watch").mkdir()
    (folder / "watch" / "sitecustomize.py").write_text(NO_SOCKETS)
    later = {"SOCKETS": str(folder / "sockets"), "PYTHONPATH": str(folder / "watch")}
    return Home(home, now=LATER, more=later)


@pytest.fixture
def yaml(crawled):
    """The source's file, which is as it was afterwards."""
    file = crawled.path / "sources" / "invented.yml"
    yield file
    file.write_text(SOURCE)


def rows(home, query, *values):
    with sqlite3.connect(home.path / "store.db") as store:
        found = store.execute(query, values).fetchall()
    store.close()
    return found


def staged(home, run):
    return rows(home, "SELECT source_id, raw FROM staged WHERE run = ? ORDER BY source_id", run)


def test_unchanged_code_reads_the_same_byte_for_byte_and_opens_no_socket(crawled):
    printed = crawled.json("replay", 1)
    assert (printed["replay_of"], printed["verdict"], printed["dry_run"], printed["not_archived"]) == (
        1,
        "passed",
        True,
        0,
    )
    assert printed["difference"] == {"added": 0, "removed": 0, "changed": 0, "same": LISTINGS, "examples": []}
    assert staged(crawled, printed["run"]) == staged(crawled, 1)
    sockets = crawled.path.parent / "sockets"
    assert not sockets.exists(), sockets.read_text()


def test_busy_answers_and_redirects_are_replayed_in_their_order(crawled):
    printed = rows(crawled, "SELECT status, count(*) FROM page WHERE run = 1 GROUP BY status ORDER BY status")
    busy, moved = -(-LISTINGS // 7), -(-LISTINGS // 11)
    assert printed == [(200, LISTINGS + 4), (302, moved), (503, busy)]
    replayed, first = crawled.json("replay", 1)["run"], 1
    counted = [crawled.json("runs", "show", run)["answers"] for run in (first, replayed)]
    assert counted[0] == counted[1]


def test_a_changed_source_file_changes_what_comes_out_and_nothing_that_is_kept(crawled, yaml):
    before = rows(crawled, "SELECT * FROM listing ORDER BY source_id")
    yaml.write_text(SOURCE.replace("name: h2", "name: .phone"))
    printed = crawled.json("replay", 1)
    assert printed["difference"] | {"examples": []} == {
        "added": 0, "removed": 0, "changed": LISTINGS, "same": 0, "examples": [],
    }  # fmt: skip
    assert len(printed["difference"]["examples"]) == 5
    assert rows(crawled, "SELECT * FROM listing ORDER BY source_id") == before


def test_somebody_a_replay_no_longer_finds_is_reported_and_not_missing(crawled, yaml):
    yaml.write_text(SOURCE.replace("next_page: a.next", "next_page: a.nowhere, start: /list/1"))
    printed = crawled.json("replay", 1, "--apply", "--accept")
    assert printed["difference"] == {"added": 0, "removed": 70, "changed": 0, "same": 50} | {
        "examples": printed["difference"]["examples"]
    }
    assert rows(crawled, "SELECT count(*) FROM listing WHERE missing_since IS NOT NULL") == [(0,)]


def test_a_page_that_the_run_did_not_read_is_counted_and_not_asked_for(crawled, yaml):
    yaml.write_text(SOURCE.replace("next_page: a.next", "next_page: a.next, start: /elsewhere"))
    printed = crawled.json("replay", 1, code=4)
    assert (printed["not_archived"], printed["verdict"], printed["partial"]) == (1, "rejected", True)
    assert not (crawled.path.parent / "sockets").exists()


def test_an_applied_replay_was_read_on_the_day_of_its_run(crawled, yaml):
    yaml.write_text(SOURCE.replace("phone: .phone", "phone: .nothing"))
    printed = crawled.json("replay", 1, "--apply", "--accept")
    assert (printed["verdict"], printed["delta"]["changed"]) == ("passed", LISTINGS)
    assert rows(crawled, "SELECT DISTINCT first_seen, last_seen FROM listing") == [("2026-11-23", "2026-11-23")]


def test_what_cannot_be_replayed_is_refused_in_a_sentence(crawled):
    for run, words in ((99, "there is no run 99"), (2, "run 2 is itself a replay; replay run 1")):
        with crawled.start("replay", run, stderr=-1) as child:
            assert words in child.communicate()[1]
        assert child.returncode == 1
