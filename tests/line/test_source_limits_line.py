"""A real crawl that reaches the budget of its day ends in order, and the next day reads the rest."""

from collections import Counter

from tests.line.command import Home
from tests.line.directory import SOURCE, directory

BUDGET = "concurrent_requests: 4, requests_per_day: 6"
LISTINGS = 8  # with the list and robots.txt ten requests


def crawl(home, running, day):
    home.more["PINPOINT_NOW"] = f"2026-11-{day}T12:00:00+00:00"
    return home.json("crawl", "invented", "--accept", "-a", f"base_url={running.url}")


def test_a_crawl_at_its_budget_reads_a_part_and_the_next_day_reads_the_rest(tmp_path):
    with directory(tmp_path, LISTINGS) as running:
        home = Home(tmp_path / "home", more=dict(running.allowed))
        (home.path / "sources").mkdir(parents=True)
        (home.path / "sources" / "invented.yml").write_text(SOURCE.replace("concurrent_requests: 4", BUDGET))
        first = crawl(home, running, 23)
        assert (first["verdict"], first["partial"], first["warnings"]) == ("passed", True, ["budget_spent"])
        assert running.count() == 6
        (listed,) = [one for one in home.json("sources", "list") if one["id"] == "invented"]
        assert (listed["used_today"]["requests"], listed["used_today"]["most_requests"]) == (6, 6)
        second = crawl(home, running, 24)
        assert (second["verdict"], second["partial"], second["warnings"]) == ("passed", False, [])
        asked = Counter(running.asked())
    assert {path for path, times in asked.items() if times > 1} == {"/robots.txt"}
    assert (asked.total(), second["delta"]["added"]) == (11, LISTINGS - first["delta"]["added"])
