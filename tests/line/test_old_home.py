"""A home from before the code moved into its rooms opens and goes on.

`old_home/` is a home as release 134094f left it on 2026-11-16, with six invented people read from a table: the store
(`store.sql`), and in `files.tar.gz` a generation, the snapshot of a resolution, the overlay, the inbox and the source
file. One correction is accepted, one person is removed, a message waits in the inbox and a run waits in the queue.
"""

import json
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from index import settings
from tests.line.command import Home
from webapp import create_public_app

OLD = Path(__file__).parent / "old_home"
CORRECTED, REMOVED, WAITING = "pwt8qk4rqs", "9stqs25yvh", "66cbvtt69u"
IDS = {"5q4rg3dspq", "unt9auxwbt", "y7c4q9j2jc", CORRECTED, REMOVED, WAITING}
SETTINGS = [
    "allow_addresses",
    "archive_days",
    "archive_runs_kept",
    "behind_proxy",
    "contact_mail",
    "crawl_contact",
    "crawl_memory_mb",
    "crawl_seconds",
    "crawls_at_once",
    "doctor_bad_runs",
    "doctor_free_mb",
    "doctor_held_days",
    "doctor_inbox_minutes",
    "doctor_late_intervals",
    "doctor_unpublished_minutes",
    "doctor_worker_minutes",
    "generations_kept",
    "geocoder",
    "geocoder_limit",
    "geocoder_url",
    "home",
    "host",
    "log_level",
    "places",
    "port",
    "publish_field_points",
    "publish_gone_in_state_percent",
    "publish_gone_percent",
    "publish_listings_of_one",
    "publish_merged_percent",
    "searches_per_minute",
    "shadow_days",
    "site_url",
    "socrata_app_token",
    "store_url",
]


@pytest.fixture
def old(tmp_path):
    """The home of 2026-11-16, opened a week later."""
    path = tmp_path / "home"
    with tarfile.open(OLD / "files.tar.gz") as files:
        files.extractall(path, filter="data")
    with closing(sqlite3.connect(path / "store.db")) as store:
        store.executescript((OLD / "store.sql").read_text(encoding="utf-8"))
    source = path / "sources" / "invented_table.yml"
    source.write_text(source.read_text(encoding="utf-8").replace("table.csv", str(path / "table.csv")))
    return Home(path)


def ids(home):
    return {one["id"] for one in home.export()}


def phones(home, provider):
    (one,) = (one for one in home.export() if one["id"] == provider)
    return [location["phone"] for location in one["locations"]]


def test_its_generation_answers_and_hides_who_was_removed(old):
    assert ids(old) == IDS - {REMOVED}
    found = old.json("search", "Salida, CO", "--within", 5, "--include-no-word")
    assert (found["total"], found["no_word_total"]) == (5, 2)


def test_its_pages_are_served(old, monkeypatch):
    monkeypatch.setenv("PINPOINT_HOME", str(old.path))
    settings.current.cache_clear()
    client = create_public_app(settings.current()).test_client()
    assert client.get("/find?place=Salida%2C+CO").status_code == 200
    assert {one: client.get(f"/people/{one}").status_code for one in IDS} == dict.fromkeys(IDS, 200) | {REMOVED: 410}
    assert client.get("/readyz").status_code == 200


def test_it_is_resolved_and_published_with_the_same_ids(old):
    (snapshot,) = (old.path / "resolution").iterdir()
    assert phones(old, CORRECTED) == ["+13035550100"]
    report = old.json("resolve")
    assert {key: report[key] for key in ("listings", "new", "merged", "split")} == {
        "listings": 6,
        "new": 0,
        "merged": 0,
        "split": 0,
    }
    assert report["whole"], "links that other code compared must not be taken over"
    assert not snapshot.exists()
    assert not old.json("resolve")["whole"]
    assert old.json("publish")["generation"] == 2
    assert ids(old) == IDS - {REMOVED}
    assert phones(old, CORRECTED) == ["+13035550199"]


def test_a_message_in_its_inbox_becomes_a_case(old):
    assert old.json("cases", "list") == []
    old.run("cases", "take")
    assert [(case["id"], case["text"]) for case in old.json("cases", "list")] == [(WAITING, "I moved away.")]


def test_its_queued_run_is_held_once_for_the_new_reader_and_the_next_one_passes(old):
    with closing(sqlite3.connect(old.path / "store.db")) as store:
        store.execute("update source set enabled = 0 where id != 'invented_table'")
        store.commit()
    old.run("work", "--once")
    run = old.json("runs", "show", 2)
    assert (run["verdict"], [cause["code"] for cause in run["causes"]]) == ("held", ["reading_changed"])
    old.run("approve", 2, "--who", "an operator", "--reason", "looked at it")
    old.run("crawl", "invented_table")
    run = old.json("runs", "show", 3)
    assert (run["verdict"], run["delta"]["same"]) == ("passed", 6)


def test_doctor_finds_its_parts_whole(old):
    well = {one["check"]: one["well"] for one in old.json("doctor", code=1)}
    assert {check for check in ("store", "published", "source files", "places") if not well[check]} == set()


def test_every_setting_of_then_still_has_its_name():
    assert [name for name in SETTINGS if name not in settings.Settings.model_fields] == []
    assert json.loads(settings.Settings(home="home").model_dump_json())["home"] == "home"
