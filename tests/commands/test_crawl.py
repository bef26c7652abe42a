from datetime import timedelta

import pytest
from click.testing import CliRunner

from commands import crawl as crawl_cli
from index import clock, settings
from index.store import open_store, sources

SOURCE = """
name: An invented directory
publisher: Nobody
url: http://127.0.0.1:9/find
platform: html_list
kind: demonstration
coverage: Nobody
terms: {note: invented}
robots_note: invented
politeness: {delay_seconds: 0}
gates: {minimum_listings: 1}
enabled_by_default: true
options: {card: .card, name: h3}
"""


@pytest.fixture
def crawl(home, monkeypatch):
    """Run the command up to where the crawl would begin; returns its result and the runs that were begun."""
    (home / "sources").mkdir(parents=True)
    (home / "sources" / "invented.yml").write_text("id: invented" + SOURCE)
    begun = []

    def begin(store, here, run_id, **_):
        begun.append(run_id)
        raise RuntimeError("it begins")

    monkeypatch.setattr(crawl_cli, "execute", begin)

    def run(*arguments):
        settings.current.cache_clear()
        return CliRunner().invoke(crawl_cli.crawl, ["invented", *arguments]), begun

    return run


def pause(until):
    store = open_store(settings.current().database_url)
    with store.write() as connection:
        sources.pause(connection, "invented", until=until)
    store.close()


@pytest.fixture
def paused(crawl):
    """The source is known and asked us to stay away for two hours."""
    crawl("-a", "nothing=1")
    pause(clock.now() + timedelta(hours=2))


def test_a_source_that_asked_us_to_stay_away_is_not_crawled_by_hand(crawl, paused):
    result, begun = crawl()
    assert (result.exit_code, begun) == (1, [])
    assert "invented asked us to stay away until 2026-11-23 14:00 UTC; --force" in result.output


def test_with_force_it_is(crawl, paused):
    _, begun = crawl("--force")
    assert len(begun) == 1


def test_when_the_pause_is_over_it_is_crawled_again(crawl, paused, monkeypatch):
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-23T14:00:01+00:00")
    _, begun = crawl()
    assert len(begun) == 1


@pytest.mark.parametrize(
    ("base_url", "message"),
    [
        ("http://127.0.0.1:8010", "PINPOINT_ALLOW_ADDRESSES=127.0.0.1:8010 allows a server of your own"),
        ("http://2130706433/", "its host is a number in disguise"),
        ("http://needling.test:8080/", "PINPOINT_ALLOW_ADDRESSES=needling.test:8080 allows this one"),
        ("http://169.254.169.254/", "hands out the secrets of this machine"),
    ],
)
def test_a_base_url_that_may_not_be_asked_is_refused_before_a_run_is_queued(crawl, base_url, message):
    result, begun = crawl("-a", f"base_url={base_url}")
    assert (result.exit_code, begun) == (1, [])
    assert message in result.output
