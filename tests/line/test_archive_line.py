"""The end of a crawl whose pages cannot be archived, or not be read any more."""

import pytest

from tests.line.command import Home
from tests.line.directory import SOURCE, directory

LISTINGS = 30


@pytest.fixture
def home(tmp_path):
    path = tmp_path / "home"
    (path / "sources").mkdir(parents=True)
    (path / "sources" / "invented.yml").write_text(SOURCE)
    return Home(path)


def test_a_full_disk_ends_the_run_with_its_own_cause_and_the_next_takes_up_what_was_archived(home, tmp_path):
    file = home.path / "archive/invented/000001.warc.gz"
    file.parent.mkdir(parents=True)
    file.symlink_to("/dev/full")
    with directory(tmp_path, LISTINGS) as running:
        home = Home(home.path, more=running.allowed)
        crawl = ("crawl", "invented", "--accept", "-a", f"base_url={running.url}")
        printed = home.json(*crawl, code=4)
        assert printed["verdict"] == "rejected"
        assert printed["cause"] == (
            "a page could not be archived: No space left on device; make room in the home folder, and crawl again"
        )
        assert len(running.asked()) <= 4  # nothing is asked for that nobody could keep
        file.unlink()
        assert home.json(*crawl)["delta"]["added"] == LISTINGS


def test_a_damaged_page_is_reported_and_loses_no_other(home, tmp_path):
    with directory(tmp_path, LISTINGS) as running:
        home = Home(home.path, more=running.allowed)
        home.run("crawl", "invented", "--accept", "-a", f"base_url={running.url}")
    assert home.json("archive", "check", 1) == {"run": 1, "readable": LISTINGS + 2, "damaged": []}
    file = home.path / "archive/invented/000001.warc.gz"
    file.write_bytes(file.read_bytes()[:-200])
    printed = home.json("archive", "check", 1, code=1)
    assert printed["readable"] == LISTINGS + 1
    (damaged,) = printed["damaged"]
    replayed = home.json("replay", 1)
    assert (replayed["not_archived"], replayed["partial"]) == (1, True)
    assert replayed["difference"]["same"] == LISTINGS - 1
    assert replayed["difference"]["changed"] == 1  # whose own page is lost is listed by the card alone
    assert damaged["url"].endswith(replayed["difference"]["examples"][0])


def test_a_page_that_is_unchanged_and_cannot_be_read_back_is_asked_for_again(home, tmp_path):
    with directory(tmp_path, LISTINGS, "--validators") as running:
        home = Home(home.path, more=running.allowed)
        crawl = ("crawl", "invented", "--accept", "-a", f"base_url={running.url}")
        home.run(*crawl)
        file = home.path / "archive/invented/000001.warc.gz"
        file.write_bytes(file.read_bytes()[:-200])
        first = running.count()
        printed = home.json(*crawl)
        again = running.asked()[first:]
    assert printed["delta"] == {"added": 0, "changed": 0, "same": LISTINGS, "missing": 0, "withdrawn": 0}
    assert printed["pages"]["unchanged"] == LISTINGS  # the list, and all entries but one
    assert len(again) == len(set(again)) == LISTINGS + 3
    assert home.json("replay", 2)["difference"]["same"] == LISTINGS
