"""A home in which a directory was read well once, and the server that then turns hostile."""

import shutil
from dataclasses import dataclass

import pytest
import yaml

from crawler.runs.decisions import Acceptance
from crawler.runs.execute import execute
from crawler.runs.source_files import register_sources
from index import settings
from index.store import open_store
from index.store.schema import listing
from tests.faults.hostile_server import LIST, HostileServer
from tests.store_rows import queue_run

SOURCE, HASTY = "hostile", "hostile_hasty"
ACCEPTANCE = Acceptance(who="test", reason="the good day")
CONTACT = "mailto:crawl@pinpoint.test"


@dataclass(frozen=True)
class Outcome:
    """A run that ended, and what is stored of its source afterwards."""

    run: object
    kept: list


def source_file(source_id, address, seconds):
    return {
        "id": source_id,
        "name": "An invented directory",
        "publisher": "Nobody",
        "url": f"http://{address}{LIST}",
        "platform": "html_list",
        "kind": "demonstration",
        "coverage": "Twelve invented people",
        "terms": {"note": "invented"},
        "robots_note": "the test's own",
        "politeness": {"delay_seconds": 0, "timeout_seconds": seconds},
        "gates": {"minimum_listings": 10, "garbled_share": 0.1},
        "enabled_by_default": True,
        "options": {"card": ".card", "name": "h3", "link": "h3 a", "next_page": "a.next"},
    }


@pytest.fixture(scope="module")
def hostile():
    server = HostileServer()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def trap():
    """A second server, at an address that no crawl is allowed."""
    server = HostileServer()
    yield server
    server.stop()


def crawl(home, hostile, source, acceptance=None):
    """Crawl a source in a child process, as a worker does, and return what came of it."""
    here = settings.Settings(home=home, allow_addresses=(hostile.address,), crawl_contact=CONTACT)
    store = open_store(here.database_url)
    try:
        register_sources(store, here)
        with store.write() as connection:
            number = queue_run(connection, source)
        run = execute(store, here, number, acceptance=acceptance, progress=lambda *_: None)
        with store.read() as connection:
            rows = connection.execute(listing.select().where(listing.c.source == source)).mappings()
            kept = sorted((row["source_id"], row["raw"], str(row["missing_since"])) for row in rows)
    finally:
        store.close()
    return Outcome(run, kept)


@pytest.fixture(scope="module")
def good_day(hostile, tmp_path_factory):
    """The home after the good day, to be copied; and what it keeps."""
    home = tmp_path_factory.mktemp("hostile") / "home"
    (home / "sources").mkdir(parents=True)
    for name, seconds in ((SOURCE, 20), (HASTY, 2)):
        text = yaml.safe_dump(source_file(name, hostile.address, seconds), allow_unicode=True)
        (home / "sources" / f"{name}.yml").write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PINPOINT_HOME", str(home))
        patch.setenv("PINPOINT_NOW", "2026-11-23T12:00:00+00:00")
        outcome = crawl(home, hostile, SOURCE, ACCEPTANCE)
    assert outcome.run.verdict == "passed", outcome.run.cause
    return home, outcome.kept


@pytest.fixture
def day_after(good_day, hostile, trap, tmp_path, monkeypatch):
    """Crawl the source once more, on a copy of the home, with faults; (outcome, what was stored before)."""
    before, kept = good_day

    def crawled(faults, *, hasty=False):
        home = tmp_path / "copy"
        shutil.copytree(before, home)
        monkeypatch.setenv("PINPOINT_HOME", str(home))
        monkeypatch.setenv("PINPOINT_CRAWL_CONTACT", CONTACT)
        monkeypatch.setenv("PINPOINT_NOW", "2026-11-24T13:00:00+00:00")
        trap.turn({})
        hostile.turn(faults)
        try:
            return crawl(home, hostile, HASTY if hasty else SOURCE), [] if hasty else kept
        finally:
            hostile.faults = {}

    return crawled
