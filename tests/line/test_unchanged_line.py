"""A second crawl of a site with validators asks whether its pages have changed, and dates its listings today."""

import sqlite3

import pytest

from tests.line.command import TOMORROW, Home
from tests.line.directory import SOURCE, directory

LISTINGS = 60


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    """(home, what the site was asked the second time) after two crawls on two days."""
    folder = tmp_path_factory.mktemp("unchanged")
    path = folder / "home"
    (path / "sources").mkdir(parents=True)
    (path / "sources" / "invented.yml").write_text(SOURCE)
    with directory(folder, LISTINGS, "--gzip", "--validators") as running:
        crawl = ("crawl", "invented", "--accept", "-a", f"base_url={running.url}")
        Home(path, more=running.allowed).run(*crawl)
        first = running.asked()
        home = Home(path, now=TOMORROW, more=running.allowed)
        home.run(*crawl)
        return home, running.asked()[len(first) :]


def rows(home, query):
    with sqlite3.connect(home.path / "store.db") as store:
        found = store.execute(query).fetchall()
    store.close()
    return found


def test_every_page_but_the_robots_txt_is_asked_for_on_condition(twice):
    _, asked = twice
    assert asked[0] == "/robots.txt"
    assert {line.split()[0] for line in asked[1:]} == {"304"}
    assert len(asked) == LISTINGS + 3


def test_what_is_unchanged_was_read_today_and_is_an_empty_delta(twice):
    home, _ = twice
    newest, _ = home.json("runs")
    assert newest["delta"] == {"added": 0, "changed": 0, "same": LISTINGS, "missing": 0, "withdrawn": 0}
    assert newest["pages"] == {"kept": LISTINGS + 3, "reused": 0, "unchanged": LISTINGS + 2}
    assert rows(home, "SELECT DISTINCT first_seen, last_seen FROM listing") == [("2026-11-23", "2026-11-24")]


def test_a_run_of_unchanged_pages_can_be_replayed_by_itself(twice):
    home, _ = twice
    printed = home.json("replay", 2)
    assert (printed["not_archived"], printed["difference"]["same"]) == (0, LISTINGS)


def test_the_line_of_a_run_says_which_pages_the_site_was_spared(twice):
    home, _ = twice
    assert f"[{LISTINGS + 2} pages unchanged]" in home.run("runs")
