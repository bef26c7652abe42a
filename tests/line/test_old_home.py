"""A home from before the code moved into its rooms opens and goes on.

`old_home/` is a home as release 134094f left it on 2026-11-16, with six invented people read from a table: the store
(`store.sql`), and in `files.tar.gz` a generation, the snapshot of a resolution, the overlay, the inbox and the source
file. One correction is accepted, one person is removed, a message waits in the inbox and a run waits in the queue.
"""

import fcntl
import sqlite3
import tarfile
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from index import settings
from tests.line.command import Home
from webapp import create_public_app

OLD = Path(__file__).parent / "old_home"
CORRECTED, REMOVED, WAITING = "pwt8qk4rqs", "9stqs25yvh", "66cbvtt69u"
IDS = {"5q4rg3dspq", "unt9auxwbt", "y7c4q9j2jc", CORRECTED, REMOVED, WAITING}
SETTINGS = {
    "allow_addresses": ("127.0.0.1:8010", ("127.0.0.1:8010",)),
    "archive_days": ("91", 91),
    "archive_runs_kept": ("4", 4),
    "behind_proxy": ("true", True),
    "contact_mail": ("us@pinpoint.example", "us@pinpoint.example"),
    "crawl_contact": ("crawler@pinpoint.example", "crawler@pinpoint.example"),
    "crawl_memory_mb": ("1024", 1024),
    "crawl_seconds": ("60", 60),
    "crawls_at_once": ("3", 3),
    "doctor_bad_runs": ("3", 3),
    "doctor_free_mb": ("2048", 2048),
    "doctor_held_days": ("8", 8),
    "doctor_inbox_minutes": ("11", 11),
    "doctor_late_intervals": ("2.5", 2.5),
    "doctor_unpublished_minutes": ("61", 61),
    "doctor_worker_minutes": ("6", 6),
    "generations_kept": ("4", 4),
    "geocoder": ("photon", "photon"),
    "geocoder_limit": ("501", 501),
    "geocoder_url": ("photon.test", "photon.test"),
    "home": ("elsewhere", Path("elsewhere")),
    "host": ("0.0.0.0", "0.0.0.0"),
    "log_level": ("ERROR", "ERROR"),
    "places": ("places.npz", Path("places.npz")),
    "port": ("8001", 8001),
    "publish_field_points": ("11", 11),
    "publish_gone_in_state_percent": ("21", 21),
    "publish_gone_percent": ("11", 11),
    "publish_listings_of_one": ("41", 41),
    "publish_merged_percent": ("11", 11),
    "searches_per_minute": ("61", 61),
    "shadow_days": ("8", 8),
    "site_url": ("https://pinpoint.example", "https://pinpoint.example"),
    "socrata_app_token": ("a-token", "a-token"),
    "store_url": ("sqlite:///elsewhere.db", "sqlite:///elsewhere.db"),
}
"""Every setting of then → a value as an operator's environment has it, and as it is read; none is the default."""


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


@contextmanager
def lease_of_then(home, name):
    """Hold a lease as a process of the release of then does: a lock of flock on `leases/NAME.lock`."""
    path = home.path / "leases" / f"{name}.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


@pytest.fixture
def begun(old):
    """The old home, whose run had begun to crawl."""
    with closing(sqlite3.connect(old.path / "store.db")) as store:
        store.execute("update source set enabled = 0")
        store.execute("update run set state = 'running', started_at = queued_at, claimed_by = 'worker' where id = 2")
        store.commit()
    return old


def test_a_run_whose_process_of_then_lives_is_left_to_it(begun):
    with lease_of_then(begun, 2):
        begun.run("work", "--once")
        assert begun.json("runs", "show", 2)["state"] == "running"


def test_a_run_whose_process_of_then_died_is_taken_up(begun):
    with lease_of_then(begun, 2):
        pass
    begun.run("work", "--once")
    run = begun.json("runs", "show", 2)
    assert (run["verdict"], [cause["code"] for cause in run["causes"]]) == ("abandoned", ["process_died"])
    assert not (begun.path / "leases" / "2.lock").exists()


def test_a_worker_of_then_that_still_runs_is_the_only_one(old):
    with lease_of_then(old, "worker"):
        status, written = old.ask_for("work", "--once")
    assert (status, "another process holds" in written) == (1, True), written


def test_doctor_finds_its_parts_whole(old):
    well = {one["check"]: one["well"] for one in old.json("doctor", code=1)}
    assert {check for check in ("store", "published", "source files", "places") if not well[check]} == set()


@pytest.mark.parametrize(("name", "written", "read"), [(name, *values) for name, values in SETTINGS.items()])
def test_every_setting_of_then_is_read_by_its_name(name, written, read):
    file = Path("no such file")
    assert getattr(settings.load({f"PINPOINT_{name.upper()}": written}, file), name) == read
    assert getattr(settings.load({}, file), name) != read
