"""A site whose pages are gone: the real crawl ends early, asks for little, and nobody goes missing."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace

from tests.line.command import TOMORROW, Home
from tests.line.directory import SOURCE, directory

LISTINGS = 150


def test_a_crawl_that_goes_wrong_ends_early_and_nobody_goes_missing(tmp_path):
    with directory(tmp_path / "well", LISTINGS) as site:
        (tmp_path / "home" / "sources").mkdir(parents=True)
        (tmp_path / "home" / "sources" / "invented.yml").write_text(SOURCE)
        home = Home(tmp_path / "home", more=site.allowed)
        home.run("crawl", "invented", "--accept", "-a", f"base_url={site.url}")
        assert site.count() == LISTINGS + 4  # robots.txt and three pages of the list
    with directory(tmp_path / "gone", LISTINGS, "--gone") as site:
        later = replace(home, now=TOMORROW, more=site.allowed)
        run = json.loads(later.run("crawl", "invented", "--json", "-a", f"base_url={site.url}", code=4))
        assert 30 < site.count() < 60
    assert (run["verdict"], run["causes"], run["delta"]) == ("rejected", ["going_wrong"], {})
    with closing(sqlite3.connect(home.path / "store.db")) as store:
        listed = store.execute("SELECT count(*), count(missing_since), max(missed_runs) FROM listing").fetchone()
        (stats,) = store.execute("SELECT stats FROM run WHERE id = ?", (run["run"],)).fetchone()
    assert listed == (LISTINGS, 0, 0)
    assert json.loads(stats)["early_end/requests_saved"] > LISTINGS / 2
