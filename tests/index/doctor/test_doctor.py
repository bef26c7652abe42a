import json
from datetime import timedelta

from click.testing import CliRunner

from commands.doctor import doctor
from index import clock, settings
from index.places.table import SHIPPED_TABLE
from index.store import open_store, sources
from tests.index.corrections.sent import fix
from tests.index.corrections.test_accepting import NEW_PHONE, accepted, taken
from tests.index.publish import invented
from tests.store_rows import register_source


def notes():
    settings.current.cache_clear()
    return {one["check"]: one["note"] for one in json.loads(CliRunner().invoke(doctor, ["--json"]).stdout)}


def test_it_says_whether_sites_know_an_address_to_write_to(home, monkeypatch):
    assert "set PINPOINT_CRAWL_CONTACT" in notes()["contact"]
    monkeypatch.setenv("PINPOINT_CRAWL_CONTACT", "mailto:us@pinpoint.test")
    assert notes()["contact"] == "sites can write to mailto:us@pinpoint.test"


def test_a_table_of_places_that_is_gone_is_no_trouble_since_one_ships(home, monkeypatch):
    assert notes()["places"] == str(SHIPPED_TABLE)
    monkeypatch.setenv("PINPOINT_PLACES", str(home / "build" / "places.npz"))
    assert notes()["places"] == f"the table that ships, as there is no {home / 'build' / 'places.npz'}"


def test_it_names_the_sources_that_asked_us_to_stay_away(home):
    assert notes()["paused"] == "no source asked us to stay away"
    store = open_store(settings.current().database_url)
    with store.write() as connection:
        register_source(connection, "a")
        sources.pause(connection, "a", until=clock.now() + timedelta(hours=2))
    store.close()
    assert notes()["paused"] == "asked us to stay away: a until 2026-11-23 14:00 UTC"


def test_it_says_how_many_corrections_are_to_be_asked_again(home, monkeypatch):
    store = open_store(settings.current().database_url)
    invented.settle(store)
    accepted(store, taken(store, fix()), phone=NEW_PHONE)
    store.close()
    assert notes()["corrections"] == "0 to ask again after 12 months"
    monkeypatch.setenv("PINPOINT_NOW", "2027-11-23T12:00:00+00:00")
    assert notes()["corrections"] == "1 to ask again after 12 months (`pinpoint cases due`)"
